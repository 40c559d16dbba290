import * as z from 'zod';
import { attributeValue } from '../../values/contract';
import { writeAudit } from '../../platform/audit';
import { db, type Prisma } from '../../platform/db';
import { proposalBody } from '../../proposals/contract';
import type { DecisionInForce } from '../contract';
import { noProbes, probeRates, type ProbeRates } from '../probe';
import { absence, decisionKind, decisionMode } from '../../values/decision';

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

/** A decision on a probe as it is kept in its chain. */
export const storedLink = z.object({
  id: z.uuid(),
  kind: decisionKind,
  absence: absence.nullable(),
  values: z.array(attributeValue),
  surface: z.string().nullable(),
  mode: decisionMode,
  restoresId: z.uuid().nullable(),
  durationMs: z.number().nullable(),
  keystrokes: z.number().nullable(),
  decidedAt: z.string(),
});
export type StoredLink = z.infer<typeof storedLink>;

export const probeRecord = z.object({
  id: z.number(),
  kind: z.enum(['planted', 'hidden']),
  proposalId: z.number(),
  productId: z.number(),
  shown: proposalBody,
  links: z.array(storedLink),
});
export type ProbeRecord = z.infer<typeof probeRecord>;

export async function findProbes(where: Prisma.ProbeWhereInput): Promise<ProbeRecord[]> {
  return z.array(probeRecord).parse(await db().probe.findMany({ where, orderBy: { id: 'asc' } }));
}

/** The last word of a chain; an undo gives back what it restores. */
export function linkInForce(links: readonly StoredLink[]): StoredLink | undefined {
  const head = links.at(-1);
  return head?.kind === 'undo' ? links.find(({ id }) => id === head.restoresId) : head;
}

export function decisionOf(
  links: readonly StoredLink[],
  reviewerId: string,
): DecisionInForce | null {
  const link = linkInForce(links);
  if (!link || link.kind === 'undo') return null;
  const { id, kind, absence: why, values, mode, decidedAt } = link;
  return { id, kind, absence: why, values, mode, errorKind: null, reviewerId, decidedAt };
}
