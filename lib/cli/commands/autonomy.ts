import * as z from 'zod';
import { autonomyPath, autonomyPolicy, autonomyQuery, usualPolicy } from '../../autonomy/contract';
import { readAutonomy, setAutonomyPolicy } from '../../autonomy/server';
import { db } from '../../platform/db';
import { commandActor, type Command } from '../command';
import { readOptions } from '../read-options';
import { runAction, type Actions } from '../run-action';

const usage =
  'autonomy list [--category KEY] | ' +
  'autonomy on --attribute ID [--precision 0.97] [--delay HOURS] [--sample SHARE] | autonomy off --attribute ID';

const attributeOption = z.object({ attribute: autonomyPath.shape.attributeId });

/** What is not given stays as it was set before. */
async function change(attributeId: number, wish: object): Promise<unknown> {
  const set = await db().autonomyPolicy.findUnique({ where: { attributeId } });
  const policy = autonomyPolicy.parse({ ...usualPolicy, ...set, ...wish });
  await setAutonomyPolicy(commandActor, attributeId, policy, new Date());
  return { attributeId, ...policy };
}

const actions: Actions = {
  async list(args) {
    const options = z.object({ category: autonomyQuery.shape.categoryKey });
    const { category: categoryKey } = readOptions(options, args, usage);
    const { modelVersion, lines, waiting } = await readAutonomy({ categoryKey });
    for (const { attributeId, category, key, state, right, judged, bound, policy } of lines) {
      const figures = `${right}/${judged}  ${bound.toFixed(3)} / ${policy.wantedPrecision}`;
      process.stdout.write(`${attributeId}  ${category.key}/${key}  ${state}  ${figures}\n`);
    }
    const states = lines.map(({ attributeId, key, state }) => ({ attributeId, key, state }));
    return { modelVersion, waiting, attributes: states };
  },
  on(args) {
    const { wantedPrecision, delayHours, auditShare } = autonomyPolicy.shape;
    const options = attributeOption.extend({
      precision: z.coerce.number().pipe(wantedPrecision).optional(),
      delay: z.coerce.number().pipe(delayHours).optional(),
      sample: z.coerce.number().pipe(auditShare).optional(),
    });
    const { attribute, precision, delay, sample } = readOptions(options, args, usage);
    return change(attribute, {
      isOn: true,
      ...(precision === undefined ? {} : { wantedPrecision: precision }),
      ...(delay === undefined ? {} : { delayHours: delay }),
      ...(sample === undefined ? {} : { auditShare: sample }),
    });
  },
  off(args) {
    const { attribute } = readOptions(attributeOption, args, usage);
    return change(attribute, { isOn: false });
  },
};

export const command: Command = {
  name: 'autonomy',
  summary: 'cli.autonomy',
  usage,
  run: (args) => runAction(actions, args, usage),
};
