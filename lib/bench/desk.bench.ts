import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as z from 'zod';
import { readOptions } from '../cli/read-options';
import { db } from '../platform/db';
import { AppError } from '../platform/errors';
import { findFreePort } from '../platform/free-port';
import { isReached, readConditions, readLoad, type Figure, type Part } from './desk/figures';
import { Installation, type SignedIn } from './desk/installation';
import { measureBrowser } from './desk/measure-browser';
import { measureClaims } from './desk/measure-claims';
import { measureFaults } from './desk/measure-faults';
import { measureLoad } from './desk/measure-load';
import { measureSweep } from './desk/measure-sweep';
import { seedDesk } from './desk/seed-desk';

const options = z.object({
  only: z.string().optional(),
  proposals: z.coerce.number().int().min(1_000).default(1_000_000),
  people: z.coerce.number().int().min(1).default(200),
  minutes: z.coerce.number().min(0.1).default(2),
  /** Seconds that a person takes for one product: the standard time of lib/curation/pace for its rows. */
  pace: z.coerce.number().min(1).default(30),
  claims: z.coerce.number().int().min(1).default(20_000),
  sweep: z.coerce.number().int().min(10).default(10_000),
  decisions: z.coerce.number().int().min(100).default(10_000),
  kills: z.coerce.number().int().min(0).default(20),
  cuts: z.coerce.number().int().min(0).default(20),
  restarts: z.coerce.number().int().min(0).default(5),
  /** Products worked through in the browser. */
  products: z.coerce.number().int().min(2).default(30),
  port: z.coerce.number().int().optional(),
  /** Keeps the database there and goes on with one that an earlier run left. */
  folder: z.string().optional(),
  report: z.string().optional(),
});
type Settings = z.infer<typeof options>;

const usage =
  'bench desk [--only browser,sweep,load,claims,faults] [--proposals N] [--people N] [--minutes N] ' +
  '[--pace SECONDS] [--claims N] [--sweep N] [--decisions N] [--kills N] [--cuts N] [--restarts N] ' +
  '[--products N] [--port N] [--folder DIR] [--report FILE.md]';

interface Bench {
  readonly installation: Installation;
  readonly people: readonly SignedIn[];
  readonly settings: Settings;
}

/** In this order: what later ones leave behind does not weigh on the earlier. */
const parts: Readonly<Record<string, (bench: Bench) => Promise<Part>>> = {
  browser: ({ installation, people, settings }) =>
    measureBrowser(installation, last(people), settings.products),
  sweep: ({ installation, people }) => measureSweep(installation, first(people)),
  load: ({ installation, people, settings }) =>
    measureLoad(installation, people, {
      people: settings.people,
      minutes: settings.minutes,
      secondsPerProduct: settings.pace,
    }),
  claims: ({ installation, people, settings }) =>
    measureClaims(installation, people.slice(0, settings.people), settings.claims),
  faults: ({ installation, people, settings }) =>
    measureFaults(installation, people, {
      decisions: settings.decisions,
      people: Math.min(20, settings.people),
      webKills: settings.kills,
      networkCuts: settings.cuts,
      databaseRestarts: settings.restarts,
    }),
};

interface Measured extends Part {
  readonly name: string;
  readonly seconds: number;
  /** Load before and after. */
  readonly load: readonly [number, number];
}

/** The review desk on a million pending proposals: in a browser, under load, and under faults. */
export async function run(args: readonly string[]): Promise<number> {
  const settings = readOptions(options, args, usage);
  const names = settings.only?.split(',') ?? Object.keys(parts);
  const unknown = names.find((name) => !(name in parts));
  if (unknown !== undefined) {
    const detail = `--only: ${Object.keys(parts).join(', ')}`;
    throw new AppError('invalid', 'errors.bad-arguments', { detail, usage });
  }
  const folder = settings.folder ?? mkdtempSync(path.join(tmpdir(), 'avenue-desk-'));
  try {
    return await measure(folder, settings, names);
  } finally {
    if (settings.folder === undefined) rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(
  folder: string,
  settings: Settings,
  names: readonly string[],
): Promise<number> {
  const port = settings.port ?? (await findFreePort());
  const installation = await Installation.open(folder, port);
  try {
    const seedSeconds = await timed(() => seed(settings));
    say(`seeded in ${seedSeconds} s`);
    await installation.buildWeb();
    await installation.startWeb();
    const bench = { installation, people: await installation.readPeople(), settings };
    const measured: Measured[] = [];
    for (const name of names) {
      const before = readLoad();
      let part: Part = { figures: [], notes: [] };
      const seconds = await timed(async () => {
        part = (await parts[name]?.(bench)) ?? part;
      });
      measured.push({ name, seconds, load: [before, readLoad()], ...part });
      for (const figure of part.figures) say(describe(figure));
    }
    return await publish(settings, await db().proposal.count(), measured);
  } finally {
    await installation.close();
  }
}

/** A kept database only gets its leases back. */
async function seed({ proposals, people, sweep }: Settings): Promise<void> {
  if ((await db().product.count()) === 0) return seedDesk({ proposals, people, sweep });
  await db().$executeRaw`
    UPDATE review_items
    SET lease_user_id = NULL, lease_token = NULL, former_tokens = '{}', lease_until = NULL
    WHERE lease_user_id IS NOT NULL`;
}

async function timed(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return Math.round((performance.now() - startedAt) / 100) / 10;
}

async function publish(
  settings: Settings,
  proposals: number,
  measured: readonly Measured[],
): Promise<number> {
  const conditions = readConditions();
  const figures = measured.flatMap((part) => part.figures);
  if (settings.report !== undefined) {
    const lines = [
      '# The review desk',
      '',
      `${proposals} proposals; ${conditions.cores} cores (${conditions.processor}), ${conditions.memoryGigabytes} GB, Node ${conditions.node}; server, database, browser and clients on one machine.`,
      '',
      ...measured.flatMap(writePart),
    ];
    await mkdir(path.dirname(path.resolve(settings.report)), { recursive: true });
    await writeFile(settings.report, `${lines.join('\n')}\n`);
  }
  const failed = figures.filter((figure) => !isReached(figure)).map(({ name }) => name);
  const parts = measured.map(({ name, seconds, load }) => ({ name, seconds, load }));
  process.stdout.write(
    `${JSON.stringify({ bench: 'desk', conditions, proposals, parts, figures, failed })}\n`,
  );
  return failed.length === 0 ? 0 : 1;
}

function writePart({ name, seconds, load, figures, notes }: Measured): string[] {
  return [
    `## ${name}`,
    '',
    `${seconds} s; load ${load[0]} before, ${load[1]} after.`,
    '',
    '| what | measured | reach |',
    '| --- | --- | --- |',
    ...figures.map(
      (figure) =>
        `| ${figure.name} | ${figure.value} ${figure.unit} | ${figure.limit === null ? '' : `≤ ${figure.limit} ${figure.unit} ${isReached(figure) ? '✓' : '✗'}`} |`,
    ),
    '',
    ...notes,
    '',
  ];
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

function first(people: readonly SignedIn[]): SignedIn {
  const [person] = people;
  if (!person) throw new Error('nobody was seeded');
  return person;
}

function last(people: readonly SignedIn[]): SignedIn {
  return people.at(-1) ?? first(people);
}
