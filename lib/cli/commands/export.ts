import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import * as z from 'zod';
import { exportQuery, type ExportQuery } from '../../datasets/export-contract';
import { countChangedSince, startExport } from '../../datasets/server';
import { keepHeapSmall } from '../../platform/small-heap';
import { commandActorId, type Command } from '../command';
import { readOptions } from '../read-options';
import { withDatabase } from '../with-database';
import { writeWhole } from '../write-whole';

const usage =
  'export --format chat|prompt-completion [--category KEY] [--since ISO] [--which corrections|all] --out FILE|-';

const options = z.object({
  format: exportQuery.shape.format,
  category: exportQuery.shape.categoryKey,
  since: exportQuery.shape.since,
  which: exportQuery.shape.which,
  out: z.string().min(1),
});

const newLine = '\n'.charCodeAt(0);

/** Writes the export to a file, or to standard output for `-`; answers the number of lines. */
async function writeExport(query: ExportQuery, out: string): Promise<number> {
  const { pieces } = await startExport({ id: commandActorId }, query, new Date());
  let lines = 0;
  const counted = new Transform({
    transform(piece: Buffer, _encoding, done) {
      for (let at = piece.indexOf(newLine); at >= 0; at = piece.indexOf(newLine, at + 1))
        lines += 1;
      done(null, piece);
    },
  });
  const source = Readable.from(pieces, { objectMode: false });
  if (out === '-') await pipeline(source, counted, process.stdout, { end: false });
  else await writeWhole(out, source, counted);
  return lines;
}

async function run(args: readonly string[]): Promise<number> {
  keepHeapSmall();
  const { category, out, ...rest } = readOptions(options, args, usage);
  const query = { ...rest, categoryKey: category };
  const done = await withDatabase(async () => ({
    lines: await writeExport(query, out),
    changedSince: await countChangedSince(query),
  }));
  process.stderr.write(`${JSON.stringify({ ...done, out })}\n`);
  return 0;
}

export const command: Command = {
  name: 'export',
  summary: 'cli.export',
  usage,
  run,
};
