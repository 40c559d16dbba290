import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { openReviewDatabase, type ReviewDatabase } from '../../curation/testing/review-scenario';
import { db } from '../../platform/db';
import { readModelDetail } from '../../proposals/server';
import { writeModelDirectory } from '../../training/model/model-directory';
import { tinyInput, tinyLines } from '../../training/testing/tiny';
import { trainExtraction } from '../../training/model/train-extraction';
import { commandActorId, type Command } from '../command';
import { command as extract } from './extract';
import { command as models } from './models';
import { command as score } from './score';

let database: ReviewDatabase;
let folder: string;
let written = '';

const file = (name: string): string => path.join(folder, name);
const lines = tinyLines(40, 11);

beforeAll(async () => {
  database = await openReviewDatabase();
  folder = mkdtempSync(path.join(tmpdir(), 'avenue-models-'));
  vi.stubEnv('AVENUE_DATA', folder);
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written += String(text);
    return true;
  });
  await writeModelDirectory(file('lamps'), await trainExtraction(tinyInput()), 'float32');
  writeJsonLines('gold.jsonl.gz', lines);
  const nothing = lines.map(({ id }) => ({ id, attributes: {} }));
  writeJsonLines('silent.jsonl.gz', nothing);
});
beforeEach(() => database.empty());
afterAll(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  await database.close();
  rmSync(folder, { recursive: true });
});

function writeJsonLines(name: string, rows: readonly object[]): void {
  const text = rows.map((row) => JSON.stringify(row)).join('\n');
  writeFileSync(file(name), gzipSync(text));
}

/** The last line of what the command writes. */
async function run(command: Command, ...args: string[]): Promise<Record<string, unknown>> {
  written = '';
  expect(await command.run(args)).toBe(0);
  return JSON.parse(written.trim().split('\n').at(-1)!) as Record<string, unknown>;
}

const measure = (model: string, against: string) => [
  ...['--gold', file('gold.jsonl.gz'), '--run', file('run.jsonl')],
  ...['--against', file(against), '--record', model, '--as', 'lamps'],
];

describe('the figures of a model', () => {
  it('go with it into the registry, and a later measurement takes their place', async () => {
    const asked = ['--in', file('gold.jsonl.gz'), '--out', file('run.jsonl')];
    expect(await run(extract, '--model', file('lamps'), ...asked)).toMatchObject({ products: 40 });
    const first = await run(score, ...measure(file('lamps'), 'silent.jsonl.gz'));
    const { micro } = first as { micro: { f1: number } };
    expect(micro.f1).toBeGreaterThan(70);

    const { model } = await run(models, 'import', '--model', file('lamps'));
    const name = String(model);
    const kept = await readModelDetail(name);
    expect(kept.evaluations).toMatchObject([
      { name: 'lamps', products: 40, model: { micro }, others: [{ name: 'silent' }] },
    ]);
    const [other] = kept.evaluations[0]!.others;
    expect(other!.micro.f1).toBe(0);
    expect(other!.difference.low).toBeGreaterThan(0);

    await run(score, ...measure(name, 'run.jsonl'));
    const { evaluations } = await readModelDetail(name);
    expect(evaluations).toMatchObject([{ name: 'lamps', others: [{ name: 'run' }] }]);
    expect(evaluations[0]!.others[0]!.difference).toMatchObject({ low: 0, high: 0 });
    expect(await db().modelEvaluation.count()).toBe(1);
    const audit = await db().auditEntry.findMany({ where: { action: 'model.evaluate' } });
    expect(audit).toMatchObject([{ actorId: commandActorId, subjectId: name }]);
  });

  it('are not kept for a model that the registry does not have', async () => {
    await expect(score.run(measure('nobody@00000000', 'silent.jsonl.gz'))).rejects.toMatchObject({
      code: 'not-found',
    });
    expect(await db().modelEvaluation.count()).toBe(0);
  });
});

describe('extract', () => {
  it('names a line that cannot be read and leaves no half of a run behind', async () => {
    writeFileSync(file('torn.jsonl'), `${JSON.stringify(lines[0])}\n{"id":\n`);
    const asked = ['--in', file('torn.jsonl'), '--out', file('torn.run.jsonl')];
    await expect(extract.run(['--model', file('lamps'), ...asked])).rejects.toMatchObject({
      params: { line: 2 },
    });
    expect([file('torn.run.jsonl'), file('torn.run.jsonl.partial')].filter(existsSync)).toEqual([]);
  });
});
