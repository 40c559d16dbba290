import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { decideInput, skipInput } from '../../curation/contract';
import { claimInput } from '../../desk/contract';
import { readReviewProduct } from '../../curation/server';
import {
  claimProducts,
  decide,
  releaseLeases,
  skipProduct,
  submitProduct,
  unsubmitProduct,
} from '../../desk/server';
import { listQueues } from '../../queues/server';
import { listSweeps, undoSweep } from '../../sweeps/server';
import { AppError } from '../../platform/errors';
import { parseInput } from '../../platform/route';
import { skipReasons } from '../../values/skip-reason';
import { commandActor, type Command } from '../command';
import { readOptions } from '../read-options';
import { runAction, type Actions } from '../run-action';

const usage =
  'decisions queues | decisions show --product ID | ' +
  'decisions claim [--queue ID | --product ID] [--count N] | ' +
  'decisions send --product ID --file DECISIONS.json | ' +
  'decisions submit|release --product ID --lease TOKEN | ' +
  `decisions skip --product ID --lease TOKEN --reason ${skipReasons.join('|')} [--note TEXT] | ` +
  'decisions unsubmit --product ID --commit ID | decisions sweeps | decisions undo-sweep --id ID';

const product = z.coerce.number().int().min(1);
const productOption = z.object({ product });
const heldOption = z.object({ product, lease: z.uuid() });
const claimOptions = z.object({
  queue: z.uuid().optional(),
  product: product.optional(),
  count: z.coerce.number().int().optional(),
});

/** A body as the REST API takes it: lease and decisions. */
async function readDecisions(file: string): Promise<z.output<typeof decideInput>> {
  try {
    return parseInput(decideInput, JSON.parse(await readFile(file, 'utf8')));
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    const detail = `${file}: ${cause instanceof Error ? cause.message : String(cause)}`;
    throw new AppError('invalid', 'errors.bad-arguments', { detail, usage }, [], { cause });
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

const actions: Actions = {
  async queues() {
    const queues = await listQueues(commandActor, new Date());
    for (const { id, name, ready, leased, order } of queues) {
      say(`${id}  ${ready} ready  ${leased} held  ${order}  ${name}`);
    }
    return { queues: queues.length };
  },
  show: (args) => readReviewProduct(readOptions(productOption, args, usage).product, new Date()),
  claim(args) {
    const { queue, product: id, count } = readOptions(claimOptions, args, usage);
    const wish = { queueId: queue, count, productIds: id === undefined ? undefined : [id] };
    return claimProducts(commandActor, parseInput(claimInput, wish), new Date());
  },
  async send(args) {
    const options = productOption.extend({ file: z.string().min(1) });
    const { product: id, file } = readOptions(options, args, usage);
    return decide(commandActor, id, await readDecisions(file));
  },
  submit(args) {
    const { product: id, lease: leaseToken } = readOptions(heldOption, args, usage);
    const wish = { leaseToken, commitId: randomUUID() };
    return submitProduct(commandActor, id, wish, new Date());
  },
  async release(args) {
    const { lease } = readOptions(heldOption, args, usage);
    await releaseLeases(commandActor, [lease]);
    return { released: lease };
  },
  async skip(args) {
    const options = heldOption.extend({ reason: z.string(), note: z.string().optional() });
    const { product: id, lease: leaseToken, ...said } = readOptions(options, args, usage);
    await skipProduct(commandActor, id, parseInput(skipInput, { leaseToken, ...said }));
    return { skipped: id };
  },
  unsubmit(args) {
    const options = productOption.extend({ commit: z.uuid() });
    const { product: id, commit: commitId } = readOptions(options, args, usage);
    return unsubmitProduct(commandActor, id, { commitId }, new Date());
  },
  async sweeps() {
    const sweeps = await listSweeps();
    for (const { id, surface, decided, createdBy, createdAt, undoneAt } of sweeps) {
      say(
        `${createdAt}  ${id}  ${undoneAt ? 'undone' : 'done'}  ${decided}  ${surface}  ${createdBy}`,
      );
    }
    return { sweeps: sweeps.length };
  },
  'undo-sweep'(args) {
    const { id } = readOptions(z.object({ id: z.uuid() }), args, usage);
    return undoSweep(commandActor, id, new Date());
  },
};

export const command: Command = {
  name: 'decisions',
  summary: 'cli.decisions',
  usage,
  run: (args) => runAction(actions, args, usage),
};
