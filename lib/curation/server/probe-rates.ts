import { writeAudit } from '../../platform/audit';
import { db } from '../../platform/db';
import { noProbes, probeRates, type ProbeRates } from '../probe';

export const ratesSetting = 'probes';

/** The shares that an admin set. */
export async function readProbeRates(): Promise<ProbeRates> {
  const setting = await db().setting.findUnique({ where: { name: ratesSetting } });
  return setting ? probeRates.parse(setting.value) : noProbes;
}

export async function setProbeRates(
  actor: { readonly id: string },
  rates: ProbeRates,
): Promise<ProbeRates> {
  await db().$transaction(async (tx) => {
    await tx.setting.upsert({
      where: { name: ratesSetting },
      create: { name: ratesSetting, value: rates },
      update: { value: rates },
    });
    await writeAudit(tx, {
      actorId: actor.id,
      action: 'probes.set',
      subjectType: 'setting',
      subjectId: ratesSetting,
      detail: { ...rates },
    });
  });
  return rates;
}
