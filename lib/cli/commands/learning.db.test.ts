import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  addMonitorCategory,
  openReviewDatabase,
  type ReviewDatabase,
} from '../../curation/testing/review-scenario';
import { db } from '../../platform/db';
import { trainModel } from '../../training/server/run-training';
import {
  addDecidedLamp,
  addLampCategory,
  addTinyModel,
  makeVersion,
} from '../../training/testing/training-scenario';
import { tinyLines } from '../../training/testing/tiny';
import { commandActorId, type Command } from '../command';
import { command as autonomy } from './autonomy';
import { command as training } from './training';

let database: ReviewDatabase;
let folder: string;
let written = '';

beforeAll(async () => {
  database = await openReviewDatabase();
  folder = mkdtempSync(path.join(tmpdir(), 'avenue-learning-'));
  vi.stubEnv('AVENUE_DATA', folder);
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written += String(text);
    return true;
  });
});
beforeEach(() => database.empty());
afterAll(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  await database.close();
  rmSync(folder, { recursive: true });
});

/** The last line of what the command writes. */
async function run(command: Command, ...args: string[]): Promise<unknown> {
  written = '';
  expect(await command.run(args)).toBe(0);
  return JSON.parse(written.trim().split('\n').at(-1)!);
}

describe('avenue training', () => {
  it('starts a training, writes every epoch while it follows, and cancels one that waits', async () => {
    const lamps = await addLampCategory();
    const base = await addTinyModel(folder, 'base', 'production', 1);
    for (const line of tinyLines(12, 5)) await addDecidedLamp(lamps, line);
    const version = await makeVersion();
    const wish = ['start', '--version', version, '--base', base];
    const started = (await run(training, ...wish, '--seed', '3')) as { id: string };
    expect(started).toMatchObject({ state: 'queued', modelVersion: null });
    expect(await db().trainingJob.findUnique({ where: { id: started.id } })).toMatchObject({
      settings: { effort: 'quick', seed: 3 },
      createdBy: commandActorId,
    });
    const [done] = await Promise.all([
      run(training, 'follow', '--id', started.id),
      trainModel(started.id, new AbortController().signal),
    ]);
    expect(done).toMatchObject({ id: started.id, state: 'done', error: null });
    const { points } = (await run(training, 'show', '--id', started.id)) as { points: object[] };
    await run(training, 'follow', '--id', started.id);
    expect(written.match(/^(measure|train) \d+\/\d+ {2}loss /gm)).toHaveLength(points.length);

    const waiting = (await run(training, ...wish)) as { id: string };
    expect(await run(training, 'cancel', '--id', waiting.id)).toMatchObject({ state: 'cancelled' });
    expect(await run(training, 'list')).toEqual({ trainings: 2 });
    expect(written).toContain(`${waiting.id}  cancelled`);
    await expect(training.run(['cancel', '--id', started.id])).rejects.toMatchObject({
      reason: 'training.is-over',
    });
  });
});

describe('avenue autonomy', () => {
  it('turns an attribute on and off, keeps what is not given, and shows where it stands', async () => {
    const category = await addMonitorCategory();
    await db().modelVersion.create({
      data: { name: 'm', state: 'production', kind: 'onnx', location: 'models/m', hash: 'm' },
    });
    const attribute = ['--attribute', String(category.attributeIds['size'])];
    expect(await run(autonomy, 'list')).toMatchObject({ modelVersion: 'm', attributes: [] });
    expect(await run(autonomy, 'on', ...attribute, '--precision', '0.9', '--delay', '2')).toEqual({
      attributeId: category.attributeIds['size'],
      isOn: true,
      wantedPrecision: 0.9,
      delayHours: 2,
      auditShare: 0.1,
    });
    expect(await run(autonomy, 'list')).toMatchObject({
      attributes: [{ key: 'size', state: 'shadow' }],
    });
    expect(await run(autonomy, 'off', ...attribute)).toMatchObject({ isOn: false, delayHours: 2 });
    const all = await run(autonomy, 'list', '--category', 'monitors');
    expect(all).toMatchObject({
      attributes: [{ state: 'off' }, { state: 'off' }, { state: 'off' }],
    });
    const audit = await db().auditEntry.findMany({ where: { action: 'autonomy.set' } });
    expect(audit.map(({ actorId }) => actorId)).toEqual([commandActorId, commandActorId]);
    await expect(autonomy.run(['on', ...attribute, '--precision', '2'])).rejects.toMatchObject({
      code: 'invalid',
    });
    await expect(autonomy.run(['on', '--attribute', '999999'])).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});
