import * as z from 'zod';
import { readOptions } from '../cli/read-options';
import { db } from '../platform/db';
import { AppError } from '../platform/errors';
import { measureKills } from './datasets/measure-kills';
import { measureMemory } from './datasets/measure-memory';
import { seedDecisions } from './datasets/seed-decisions';
import { isReached, readConditions, readLoad, type Figure, type Part } from './desk/figures';
import { withThrowAwayDatabase } from './throw-away-database';

const options = z.object({
  only: z.string().optional(),
  decisions: z.coerce.number().int().min(150).default(1_000_000),
  formats: z.string().default('extraction,chat'),
  /** Of each kind. */
  kills: z.coerce.number().int().min(1).default(10),
  /** Decisions in the database that is exported under kills. */
  small: z.coerce.number().int().min(150).default(20_000),
});
type Settings = z.infer<typeof options>;

const usage =
  'bench datasets [--only memory,kills] [--decisions N] [--formats LIST] [--kills N] [--small N]';

const parts: Readonly<Record<string, (settings: Settings) => Promise<Part>>> = {
  memory: ({ decisions, formats }) =>
    withThrowAwayDatabase(async (folder) => {
      await seedDecisions(decisions);
      return measureMemory(folder, await db().decision.count(), formats.split(','));
    }),
  kills: ({ kills, small }) =>
    withThrowAwayDatabase(async (folder) => {
      await seedDecisions(small);
      return measureKills(folder, kills);
    }),
};

/** Decisions on their way out: memory and speed of an export, and kills at random moments. */
export async function run(args: readonly string[]): Promise<number> {
  const settings = readOptions(options, args, usage);
  const names = settings.only?.split(',') ?? Object.keys(parts);
  const measured: Record<string, Part & { readonly load: readonly [number, number] }> = {};
  for (const name of names) {
    const measure = parts[name];
    if (!measure) {
      const detail = `--only: ${Object.keys(parts).join(', ')}`;
      throw new AppError('invalid', 'errors.bad-arguments', { detail, usage });
    }
    const before = readLoad();
    const part = await measure(settings);
    measured[name] = { ...part, load: [before, readLoad()] };
    for (const figure of part.figures) say(describe(figure));
    for (const note of part.notes) say(note);
  }
  const figures = Object.values(measured).flatMap((part) => part.figures);
  const failed = figures.filter((figure) => !isReached(figure)).map(({ name }) => name);
  const load = Object.fromEntries(
    Object.entries(measured).map(([name, part]) => [name, part.load]),
  );
  const { decisions } = settings;
  const conditions = readConditions();
  say(JSON.stringify({ bench: 'datasets', conditions, decisions, load, figures, failed }));
  return failed.length === 0 ? 0 : 1;
}

function describe(figure: Figure): string {
  const { name, value, unit, limit } = figure;
  const verdict =
    limit === null ? '' : `  (≤ ${limit}: ${isReached(figure) ? 'reached' : 'MISSED'})`;
  return `${name}: ${value} ${unit}${verdict}`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
