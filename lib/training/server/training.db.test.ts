import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { commandActorId } from '../../cli/command';
import { command } from '../../cli/commands/models';
import {
  addPerson,
  openReviewDatabase,
  type ReviewDatabase,
} from '../../curation/testing/review-scenario';
import { db } from '../../platform/db';
import type { Actor } from '../../platform/session';
import { openModelVersion } from '../../proposals/server/worker';
import { runSlice } from '../../proposals/server/run-slice';
import { requestTrainingInput } from '../contract';
import { tinyLines } from '../testing/tiny';
import { answerInShadow } from './answer-in-shadow';
import {
  cancelTraining,
  promoteModel,
  readCandidate,
  readTraining,
  requestEvaluation,
  requestTraining,
  rollBack,
  setShadow,
} from './index';
import { evaluateModel } from './run-evaluation';
import { trainModel } from './run-training';
import {
  addDecidedLamp,
  addLamp,
  addLampCategory,
  addTinyModel,
  makeVersion,
  type Lamps,
} from '../testing/training-scenario';

let database: ReviewDatabase;
let folder: string;
let actor: Actor;
let lamps: Lamps;
let base: string;
const never = new AbortController().signal;
const now = new Date('2026-11-25T00:00:00Z');

beforeAll(async () => {
  database = await openReviewDatabase();
  folder = mkdtempSync(path.join(tmpdir(), 'avenue-training-'));
  process.env.AVENUE_DATA = folder;
});
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true });
});
beforeEach(async () => {
  await database.empty();
  rmSync(path.join(folder, 'models'), { recursive: true, force: true });
  actor = await addPerson('person', 'admin');
  lamps = await addLampCategory();
  base = await addTinyModel(folder, 'base', 'production', 1);
});

async function start(datasetVersionId: string): Promise<string> {
  const input = requestTrainingInput.parse({ id: randomUUID(), datasetVersionId, baseModel: base });
  return (await requestTraining(actor, input)).id;
}

async function decideLamps(count: number): Promise<number[]> {
  const ids: number[] = [];
  for (const line of tinyLines(count, 5)) ids.push(await addDecidedLamp(lamps, line));
  return ids;
}

describe('a training', () => {
  it('becomes a candidate with its card, its curve and its log, and leaves nothing behind', async () => {
    await decideLamps(20);
    const id = await start(await makeVersion());
    await trainModel(id, never);
    const job = await readTraining(id);
    expect(job).toMatchObject({ state: 'done', error: null, createdBy: actor.name });
    expect(job.events.map(({ code }) => code)).toEqual([
      'started',
      'data-read',
      'written',
      'registered',
    ]);
    const train = job.points.filter(({ phase }) => phase === 'train');
    expect(train.map(({ epoch }) => epoch)).toEqual(train.map((_, index) => index + 1));
    expect(train.at(-1)!.loss).toBeLessThan(train[0]!.loss);
    expect(train.at(-1)!.f1).toBeGreaterThan(30);
    const candidate = await readCandidate(job.modelVersion!);
    expect(candidate).toMatchObject({ state: 'candidate', trainingJobId: id, production: base });
    expect(candidate.card).toMatchObject({ stages: [{}, { stage: 'task', base: 'base' }] });
    expect(readdirSync(path.join(folder, 'training'))).toEqual([]);
    // Once more, as after a kill between the end of the work and the end of its job.
    await trainModel(id, never);
    expect(await db().modelVersion.count()).toBe(2);
  });

  it('goes on after a kill, and shows no model before it is whole', async () => {
    await decideLamps(10);
    const id = await start(await makeVersion());
    const killed = new AbortController();
    const first = trainModel(id, killed.signal);
    await expect
      .poll(async () => (await readTraining(id)).points.length, { timeout: 300_000 })
      .toBeGreaterThan(0);
    killed.abort();
    await expect(first).rejects.toThrow();
    expect((await readTraining(id)).state).toBe('running');
    expect(await db().modelVersion.count()).toBe(1);
    await trainModel(id, never);
    const job = await readTraining(id);
    expect(job.state).toBe('done');
    expect(job.events.map(({ code }) => code)).toContain('resumed');
    const epochs = job.points.filter(({ phase }) => phase === 'train').map(({ epoch }) => epoch);
    expect(new Set(epochs).size).toBe(epochs.length);
  });

  it('stops when it is cancelled, and cannot be cancelled twice', async () => {
    await decideLamps(10);
    const id = await start(await makeVersion());
    const running = trainModel(id, never);
    await expect
      .poll(async () => (await readTraining(id)).state, { timeout: 300_000 })
      .toBe('running');
    await cancelTraining(actor, id);
    await running;
    expect(await readTraining(id)).toMatchObject({ state: 'cancelled', modelVersion: null });
    expect(existsSync(path.join(folder, 'training', id))).toBe(false);
    expect(await db().modelVersion.count()).toBe(1);
    await trainModel(id, never);
    expect((await readTraining(id)).state).toBe('cancelled');
    await db().trainingJob.update({ where: { id }, data: { state: 'done' } });
    await expect(cancelTraining(actor, id)).rejects.toMatchObject({ reason: 'training.is-over' });
  });
});

describe('a candidate', () => {
  /** A candidate that knows the lamps, as if it were trained on those that are decided so far. */
  async function addTrained(): Promise<string> {
    await decideLamps(30);
    const id = await start(await makeVersion());
    const strong = await addTinyModel(folder, 'strong', 'candidate', 12);
    await db().trainingJob.update({ where: { id }, data: { state: 'done', modelVersion: strong } });
    return strong;
  }

  async function evaluate(candidate: string): Promise<string> {
    const { id } = await requestEvaluation(actor, { id: randomUUID(), candidate });
    await evaluateModel(id, never);
    return id;
  }

  it('is measured on what neither model was trained on, promoted by the rule and rolled back', async () => {
    const candidate = await addTrained();
    const before = await readCandidate(candidate);
    for (const line of tinyLines(30, 77)) await addDecidedLamp(lamps, line);
    await evaluate(candidate);
    const { evaluations } = await readCandidate(candidate);
    const { report, checks } = evaluations[0]!;
    expect(before.evaluations).toEqual([]);
    const trained = (await db().datasetVersion.findFirstOrThrow()).counts as {
      productsBySplit: { train: number; test: number };
    };
    expect(report!.seenProducts).toBeGreaterThanOrEqual(trained.productsBySplit.train);
    expect(report!.decisions.products + report!.seenProducts).toBe(60);
    expect(report!.heldOut!.products).toBeLessThanOrEqual(trained.productsBySplit.test);
    expect(report!.decisions.difference.low).toBeGreaterThan(0);
    expect(report!.decisions.improvements).toBeGreaterThan(report!.decisions.regressions);
    expect(report!.keystrokes).toEqual({ right: 1, wrong: 6, isMeasured: false });
    const failing = checks.filter(({ isPassed }) => !isPassed).map(({ name }) => name);
    const reason = failing.length > 0 ? { reason: `but for ${failing.join(', ')}` } : {};

    const change = await promoteModel(actor, candidate, { id: randomUUID(), ...reason }, now);
    expect(change).toMatchObject({ kind: 'promote', model: candidate, replaced: base });
    expect(await promoteModel(actor, candidate, { id: change.id }, now)).toMatchObject({
      id: change.id,
    });
    const states = async () =>
      Object.fromEntries(
        (await db().modelVersion.findMany()).map(({ name, state }) => [name, state]),
      );
    expect(await states()).toEqual({ [candidate]: 'production', [base]: 'retired' });
    expect((await readCandidate(candidate)).rollsBackTo).toBe(base);
    await expect(rollBack(actor, { id: randomUUID(), from: base }, now)).rejects.toMatchObject({
      reason: 'training.serves-another',
    });
    await rollBack(actor, { id: randomUUID(), from: candidate }, now);
    expect(await states()).toEqual({ [candidate]: 'retired', [base]: 'production' });
    const audit = await db().auditEntry.findMany({ orderBy: { id: 'asc' } });
    expect(audit.map(({ action }) => action).slice(-2)).toEqual([
      'model.promote',
      'model.roll-back',
    ]);
  });

  it('needs a reason where no evaluation has proven it', async () => {
    const other = await addTinyModel(folder, 'other', 'candidate', 1);
    await expect(promoteModel(actor, other, { id: randomUUID() }, now)).rejects.toMatchObject({
      reason: 'training.rule-says-no',
    });
    const change = await promoteModel(actor, other, { id: randomUUID(), reason: '시험' }, now);
    expect(change.reason).toBe('시험');
    await expect(
      promoteModel(actor, other, { id: randomUUID(), reason: '시험' }, now),
    ).rejects.toMatchObject({ reason: 'training.serves-already' });
  });

  it('is promoted from the command line by the same rule, and webhooks are told of each change', async () => {
    vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    const other = await addTinyModel(folder, 'other', 'candidate', 1);
    const webhook = { name: 'shop', url: 'https://shop.example/hook', events: ['model.promoted'] };
    await db().webhook.create({
      data: { id: randomUUID(), ...webhook, secret: 'whsec_x', createdBy: actor.id },
    });
    const promote = ['promote', '--model', other];
    await expect(command.run(promote)).rejects.toMatchObject({ reason: 'training.rule-says-no' });
    expect(await db().webhookDelivery.count()).toBe(0);
    expect(await command.run([...promote, '--reason', 'a trial'])).toBe(0);
    expect(await command.run(['roll-back', '--model', other])).toBe(0);
    vi.restoreAllMocks();
    const deliveries = await db().webhookDelivery.findMany({ orderBy: { createdAt: 'asc' } });
    expect(deliveries.map(({ body }) => JSON.parse(body) as unknown)).toMatchObject([
      { type: 'model.promoted', data: { name: other, before: base, kind: 'promote' } },
      { type: 'model.promoted', data: { name: base, before: other, kind: 'roll-back' } },
    ]);
    expect(await db().modelChange.findFirst({ orderBy: { seq: 'asc' } })).toMatchObject({
      model: other,
      reason: 'a trial',
      changedBy: commandActorId,
    });
  });

  it('that is promoted makes anew only what it answers otherwise and nobody has decided', async () => {
    const strong = await addTinyModel(folder, 'strong', 'candidate', 8);
    const [line] = tinyLines(1, 31);
    await addDecidedLamp(lamps, line!);
    const open = await addLamp(lamps, tinyLines(1, 32)[0]!);
    const extractor = await openModelVersion(
      await db().modelVersion.findUniqueOrThrow({ where: { name: strong } }),
      1,
    );
    const { runId } = await promoteModel(actor, strong, { id: randomUUID(), reason: '시험' }, now);
    const settings = { extractor, signal: never, batchSize: 8, isSliceOver: () => false };
    await runSlice(runId, settings);
    const again = await db().proposal.findMany({ where: { productId: open.productId } });
    expect(again.filter(({ supersededAt }) => supersededAt === null)).toHaveLength(3);
    const runs = await db().proposalTask.findMany({ where: { runId } });
    expect(runs.map(({ productId }) => productId)).toEqual([open.productId]);
    // The same answers under the name of another model leave what stands.
    const renamed = {
      ...extractor,
      modelVersion: 'twin',
      extract: extractor.extract.bind(extractor),
    };
    await db().proposalTask.updateMany({ data: { state: 'queued' } });
    await db().proposalRun.update({ where: { id: runId }, data: { state: 'queued', done: 0 } });
    await runSlice(runId, { ...settings, extractor: renamed });
    expect(await db().proposal.count({ where: { modelVersion: 'twin' } })).toBe(0);
    await extractor.close();
  });

  it('answers in the shadow what is proposed since, seen by nobody, and its agreement is counted', async () => {
    const strong = await addTinyModel(folder, 'strong', 'candidate', 8);
    await addLamp(lamps, tinyLines(1, 40)[0]!);
    await db().proposal.updateMany({ data: { createdAt: new Date(0) } });
    await setShadow(actor, strong, true);
    await addLamp(lamps, tinyLines(1, 41)[0]!);
    const model = await db().modelVersion.findUniqueOrThrow({ where: { name: strong } });
    const extractor = await openModelVersion(model, 1);
    const wish = { model: strong, since: model.shadowAt!, extractor, signal: never };
    expect(await answerInShadow(wish)).toBe(1);
    expect(await answerInShadow(wish)).toBe(0);
    await extractor.close();
    const { shadow, state } = await readCandidate(strong);
    expect(state).toBe('shadow');
    expect(shadow).toMatchObject({ products: 1, values: 3, decided: 0 });
    expect(shadow!.agreement).toBeLessThan(1);
    expect(await db().proposal.count({ where: { modelVersion: strong } })).toBe(0);
    await setShadow(actor, strong, false);
    expect((await readCandidate(strong)).state).toBe('candidate');
  });
});
