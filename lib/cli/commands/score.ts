import * as z from 'zod';
import {
  extractionLine,
  readAllLines,
  readLines,
  runLine,
  type RunLine,
} from '../../training/extraction-file';
import { Random } from '../../training/runtime/random';
import { bootstrapDifference, scoreRun, type Figures } from '../../training/score';
import type { Command } from '../command';
import { readOptions } from '../read-options';

const options = z.object({
  gold: z.string().min(1),
  run: z.string().min(1),
  against: z.string().optional(),
  lists: z.enum(['any', 'all']).optional(),
});
const usage = 'score --gold FILE --run FILE [--against FILE] [--lists any|all]';

export const command: Command = {
  name: 'score',
  summary: 'cli.score',
  usage,
  async run(args) {
    const given = readOptions(options, args, usage);
    const gold = await readAllLines(given.gold, extractionLine);
    const score = scoreRun(gold, await readRun(given.run), given.lists);
    process.stdout.write(
      [
        row('', 'precision', 'recall', 'F1', 'NN', 'NV', 'VN', 'VC', 'VW'),
        figuresRow('all', score.micro),
        '',
        ...[...score.perCategory].map(([name, figures]) => figuresRow(name, figures)),
        '',
        ...[...score.perAttribute].map(([name, figures]) => figuresRow(name, figures)),
        '',
      ].join('\n'),
    );
    const { micro, lists } = score;
    const summary = { products: gold.length, lists, micro: plain(micro) };
    if (given.against === undefined) {
      process.stdout.write(`${JSON.stringify(summary)}\n`);
      return 0;
    }
    const other = scoreRun(gold, await readRun(given.against), given.lists);
    const random = new Random(1);
    const interval = bootstrapDifference(score.perLine, other.perLine, () => random.next());
    const against = { micro: plain(other.micro), difference: interval };
    process.stdout.write(`${JSON.stringify({ ...summary, against })}\n`);
    return 0;
  },
};

async function readRun(file: string): Promise<Map<string, RunLine>> {
  const run = new Map<string, RunLine>();
  for await (const line of readLines(file, runLine)) run.set(line.id, line);
  return run;
}

function plain({ precision, recall, f1, counts }: Figures) {
  return { precision, recall, f1, counts };
}

function figuresRow(name: string, { precision, recall, f1, counts }: Figures): string {
  const { nn, nv, vn, vc, vw } = counts;
  const percentages = [precision, recall, f1].map((value) => value.toFixed(2));
  return row(name, ...percentages, ...[nn, nv, vn, vc, vw].map(String));
}

function row(name: string, ...cells: readonly string[]): string {
  return `${cells.map((cell) => cell.padStart(9)).join(' ')}  ${name}`;
}
