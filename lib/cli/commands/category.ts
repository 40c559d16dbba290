import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { listCategories } from '../../catalogue/server';
import { findCategoryKey } from '../../imports/server';
import { moveProducts, previewMove, undoMove } from '../../moves/server';
import { AppError } from '../../platform/errors';
import { rowId } from '../../platform/inputs';
import { proposeAgain } from '../../sorting/server';
import { commandActor, type Command } from '../command';
import { withDatabase } from '../with-database';

const usage =
  'category list | category move --to KEY|NAME --product ID… [--from KEY] [--dry-run] | category undo-move ID | category propose';

interface Arguments {
  readonly step: string | undefined;
  readonly id: string | undefined;
  readonly to: string | undefined;
  readonly fromKey: string | undefined;
  readonly productIds: number[];
  readonly isDry: boolean;
}

/** Says what a move would carry over and park, and, unless that is all that is asked, makes it. */
async function move({ to, fromKey, productIds, isDry }: Arguments & { to: string }) {
  const toKey = await findCategoryKey(to);
  const selection = { productIds, toKey, ...(fromKey === undefined ? {} : { fromKey }) };
  const preview = await previewMove(commandActor, selection, new Date());
  if (isDry) return preview;
  const result = await moveProducts(
    commandActor,
    { ...selection, moveId: randomUUID() },
    new Date(),
  );
  const { carried, parked, asked } = preview;
  return { ...result, carried, parked, asked };
}

function planWork(args: readonly string[]): () => Promise<unknown> {
  const read = readArguments(args);
  const { step, id, to, productIds } = read;
  if (step === 'list' && id === undefined) return listCategories;
  if (step === 'move' && to !== undefined && productIds.length > 0 && id === undefined) {
    return () => move({ ...read, to });
  }
  if (step === 'undo-move' && id !== undefined) {
    return () => undoMove(commandActor, id, new Date());
  }
  if (step === 'propose' && id === undefined) {
    return async () => {
      await proposeAgain(commandActor);
      return { asked: true };
    };
  }
  throw new AppError('invalid', 'errors.bad-arguments', { detail: args.join(' '), usage });
}

function readArguments(args: readonly string[]): Arguments {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        to: { type: 'string' },
        from: { type: 'string' },
        product: { type: 'string', multiple: true },
        'dry-run': { type: 'boolean', default: false },
      },
    });
    const [step, id] = positionals;
    return {
      step,
      id,
      to: values.to,
      fromKey: values.from,
      productIds: (values.product ?? []).map((each) => rowId.parse(Number(each))),
      isDry: values['dry-run'],
    };
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new AppError('invalid', 'errors.bad-arguments', { detail, usage }, [], { cause });
  }
}

export const command: Command = {
  name: 'category',
  summary: 'cli.category',
  usage,
  async run(args) {
    const result = await withDatabase(planWork(args));
    process.stdout.write(`${JSON.stringify(result)}\n`);
    return 0;
  },
};
