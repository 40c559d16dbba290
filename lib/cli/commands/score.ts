import path from 'node:path';
import * as z from 'zod';
import {
  extractionLine,
  readAllLines,
  readLines,
  runLine,
  type RunLine,
} from '../../extraction/extraction-file';
import type { RunFigures } from '../../proposals/contract';
import { evaluateRuns, type NamedRun } from '../../training/model/evaluation';
import type { Command } from '../command';
import { keepEvaluation } from '../model-reference';
import { readOptions } from '../read-options';

const options = z.object({
  gold: z.string().min(1),
  run: z.string().min(1),
  against: z.string().optional(),
  lists: z.enum(['any', 'all']).optional(),
  record: z.string().optional(),
  as: z.string().optional(),
});
const usage =
  'score --gold FILE --run FILE [--against FILE[,FILE]] [--lists any|all] [--record MODEL [--as NAME]]';

export const command: Command = {
  name: 'score',
  summary: 'cli.score',
  usage,
  async run(args) {
    const given = readOptions(options, args, usage);
    const gold = await readAllLines(given.gold, extractionLine);
    const rivals = given.against?.split(',') ?? [];
    const { evaluation, score } = evaluateRuns(
      gold,
      { name: given.as ?? nameOf(given.gold), measuredAt: new Date(), lists: given.lists },
      await readRun(given.run),
      await Promise.all(rivals.map(readRun)),
    );
    process.stdout.write(
      [
        row('', 'precision', 'recall', 'F1', 'NN', 'NV', 'VN', 'VC', 'VW'),
        figuresRow('all', score.micro),
        ...evaluation.others.map(({ name, micro }) => figuresRow(name, micro)),
        '',
        ...[...score.perCategory].map(([name, figures]) => figuresRow(name, figures)),
        '',
        ...[...score.perAttribute].map(([name, figures]) => figuresRow(name, figures)),
        '',
      ].join('\n'),
    );
    if (given.record !== undefined) await keepEvaluation(given.record, evaluation);
    const { lists } = score;
    const others = evaluation.others.map(({ name, micro, difference }) => {
      return { name, micro, difference };
    });
    const summary = {
      products: gold.length,
      lists,
      micro: evaluation.model.micro,
      ...(others.length === 1 ? { against: others[0] } : {}),
      ...(others.length > 1 ? { against: others } : {}),
      ...(given.record === undefined ? {} : { recorded: given.record, as: evaluation.name }),
    };
    process.stdout.write(`${JSON.stringify(summary)}\n`);
    return 0;
  },
};

async function readRun(file: string): Promise<NamedRun> {
  const lines = new Map<string, RunLine>();
  for await (const line of readLines(file, runLine)) lines.set(line.id, line);
  return { name: nameOf(file), lines };
}

/** The file's name without its endings. */
function nameOf(file: string): string {
  return path.basename(file).replace(/(\.jsonl)?(\.gz)?$/, '');
}

function figuresRow(name: string, { precision, recall, f1, counts }: RunFigures): string {
  const { nn, nv, vn, vc, vw } = counts;
  const percentages = [precision, recall, f1].map((value) => value.toFixed(2));
  return row(name, ...percentages, ...[nn, nv, vn, vc, vw].map(String));
}

function row(name: string, ...cells: readonly string[]): string {
  return `${cells.map((cell) => cell.padStart(9)).join(' ')}  ${name}`;
}
