import { parseArgs } from 'node:util';
import { decideWithdrawals, restoreOffers, withdrawOffers } from '../../imports/server';
import { offerSelection, withdrawalChoice } from '../../imports/contract';
import { AppError } from '../../platform/errors';
import { parseInput } from '../../platform/route';
import { commandActorId, type Command } from '../command';
import { withDatabase } from '../with-database';

const usage =
  'offers withdraw|restore --seller NAME ID… | offers withdraw|restore --products ID… | offers left-out IMPORT withdraw|keep';

function bad(detail: string): AppError {
  return new AppError('invalid', 'errors.bad-arguments', { detail, usage });
}

/** The work that the arguments ask for. */
function planWork(args: readonly string[]): () => Promise<unknown> {
  const { step, ids, seller, isByProduct } = readArguments(args);
  if (step === 'left-out') {
    const choice = withdrawalChoice.safeParse(ids[1]);
    if (ids.length !== 2 || !choice.success) throw bad(ids.join(' '));
    return () => decideWithdrawals(ids[0]!, choice.data, commandActorId);
  }
  if (step !== 'withdraw' && step !== 'restore') throw bad(step);
  if (isByProduct === (seller !== undefined)) throw bad('--seller, --products');
  const selection = parseInput(
    offerSelection,
    isByProduct ? { productIds: ids.map(Number) } : { seller, externalIds: ids },
  );
  const change = step === 'withdraw' ? withdrawOffers : restoreOffers;
  return () => change(selection, commandActorId);
}

function readArguments(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { seller: { type: 'string' }, products: { type: 'boolean', default: false } },
    });
    const [step = '', ...ids] = positionals;
    return { step, ids, seller: values.seller, isByProduct: values.products };
  } catch (cause) {
    throw bad(cause instanceof Error ? cause.message : String(cause));
  }
}

export const command: Command = {
  name: 'offers',
  summary: 'cli.offers',
  usage,
  async run(args) {
    const result = await withDatabase(planWork(args));
    process.stdout.write(`${JSON.stringify(result ?? { done: true })}\n`);
    return 0;
  },
};
