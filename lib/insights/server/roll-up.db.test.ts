import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  addMonitorCategory,
  addPerson,
  addReadyProduct,
  openReviewDatabase,
  type ReviewDatabase,
} from '../../curation/testing/review-scenario';
import { db } from '../../platform/db';
import type { Actor } from '../../platform/session';
import type { DecisionKind } from '../../platform/prisma-client/enums';
import { readInsights } from './read-insights';
import { rollUpDecisions } from './roll-up';
import { writeInsightsCsv } from './write-insights-csv';

const start = Date.parse('2026-03-02T01:00:00Z');
const at = (minutes: number) => new Date(start + minutes * 60_000);

let database: ReviewDatabase;
let lead: Actor;
let md: Actor;
let category: Awaited<ReturnType<typeof addMonitorCategory>>;
let productId: number;
let proposals: Readonly<Record<string, number>>;

beforeAll(async () => {
  database = await openReviewDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.empty();
  lead = await addPerson('lead', 'lead');
  md = await addPerson('md');
  category = await addMonitorCategory();
  ({ productId, proposals } = await addReadyProduct(category, { externalId: 'p' }));
});

interface Step {
  readonly attribute: 'size' | 'colour' | 'ports';
  readonly kind: DecisionKind;
  readonly minute: number;
  readonly supersedes?: string;
  readonly restores?: string;
  readonly reviewer?: string;
}

/** Stores a link of a chain as `decide` would, at a time of the test's choice. */
async function addDecision(step: Step): Promise<string> {
  const { id } = await db().decision.create({
    data: {
      id: crypto.randomUUID(),
      proposalId: proposals[step.attribute]!,
      productId,
      attributeId: category.attributeIds[step.attribute]!,
      kind: step.kind,
      absence: step.kind === 'absent' ? 'not_stated' : null,
      values: [],
      proposed: {},
      modelVersion: 'test-model',
      reviewerId: step.reviewer ?? md.id,
      supersedesId: step.supersedes ?? null,
      restoresId: step.restores ?? null,
      durationMs: 3_000,
      keystrokes: 2,
      decidedAt: at(step.minute),
      createdAt: at(step.minute),
    },
  });
  return id;
}

const sumOf = async () => {
  const { _sum } = await db().attributeDay.aggregate({
    _sum: { accepted: true, corrected: true, rejected: true, absent: true, added: true },
  });
  return _sum;
};

describe('rollUpDecisions', () => {
  it('counts what is in force, through undo and redo, wherever the roll-ups fall', async () => {
    const first = await addDecision({ attribute: 'size', kind: 'accept', minute: 0 });
    await rollUpDecisions(at(1));
    expect(await sumOf()).toMatchObject({ accepted: 1, corrected: 0 });
    const second = await addDecision({
      attribute: 'size',
      kind: 'correct',
      minute: 2,
      supersedes: first,
    });
    await rollUpDecisions(at(3));
    expect(await sumOf()).toMatchObject({ accepted: 0, corrected: 1 });
    const undo = await addDecision({
      attribute: 'size',
      kind: 'undo',
      minute: 4,
      supersedes: second,
      restores: first,
    });
    await rollUpDecisions(at(5));
    expect(await sumOf()).toMatchObject({ accepted: 1, corrected: 0 });
    await addDecision({ attribute: 'size', kind: 'absent', minute: 6, supersedes: undo });
    await addDecision({ attribute: 'colour', kind: 'added', minute: 6 });
    await rollUpDecisions(at(7));
    expect(await sumOf()).toEqual({ accepted: 0, corrected: 0, rejected: 0, absent: 1, added: 1 });
  });

  it('counts nothing twice when several run at once, or again', async () => {
    for (const [minute, attribute] of (['size', 'colour', 'ports'] as const).entries())
      await addDecision({ attribute, kind: 'accept', minute });
    await Promise.all([rollUpDecisions(at(9)), rollUpDecisions(at(9)), rollUpDecisions(at(10))]);
    await rollUpDecisions(at(11));
    expect(await sumOf()).toMatchObject({ accepted: 3 });
  });

  it('leaves what is younger than the grace time to the next one', async () => {
    await addDecision({ attribute: 'size', kind: 'accept', minute: 0 });
    await rollUpDecisions(at(0.1));
    expect(await sumOf()).toMatchObject({ accepted: null });
    await rollUpDecisions(at(1));
    expect(await sumOf()).toMatchObject({ accepted: 1 });
  });

  it('counts an independent review as its reviewer’s work, and what the round came to not again', async () => {
    const round = { id: crypto.randomUUID(), queueId: crypto.randomUUID(), wanted: 2 };
    const commitId = crypto.randomUUID();
    await db().overlapRound.create({ data: { ...round, productId, state: 'settled', commitId } });
    const size = await db().proposal.findFirstOrThrow({ where: { attribute: { key: 'size' } } });
    const answer = async (minute: number, kind: 'accept' | 'correct' | 'undo', part = {}) => {
      const id = crypto.randomUUID();
      const own = { roundId: round.id, reviewerId: md.id, proposalId: size.id };
      const effort = { durationMs: 1_000, keystrokes: 2, decidedAt: at(minute) };
      await db().independentDecision.create({
        data: { id, ...own, kind, values: [70], ...effort, ...part },
      });
      return id;
    };
    const first = await answer(0, 'accept');
    const second = await answer(1, 'correct', { supersedesId: first });
    await answer(2, 'undo', { supersedesId: second, restoresId: first });
    const place = { roundId: round.id, slot: 1, reviewerId: md.id, submittedAt: at(3) };
    await db().independentReview.create({ data: place });
    const decisionId = await addDecision({ attribute: 'size', kind: 'accept', minute: 4 });
    const { attributeId } = size;
    await db().overlapRow.create({
      data: {
        roundId: round.id,
        proposalId: size.id,
        attributeId,
        answers: [],
        isDisputed: false,
        decisionId,
      },
    });
    const commit = { id: commitId, productId, state: 'landed' as const, createdBy: md.id };
    await db().commit.create({ data: { ...commit, createdAt: at(4), landsAt: at(4) } });
    await rollUpDecisions(at(9));
    expect(await sumOf()).toMatchObject({ accepted: 1 });
    expect(await db().reviewerDay.findMany()).toMatchObject([
      { reviewerId: md.id, decided: 1, corrected: 0, submitted: 1, keystrokes: 6n },
    ]);
  });

  it('counts effort and submitted products of a person on the day in Korea', async () => {
    const lateEvening = 13 * 60 + 59;
    await addDecision({ attribute: 'size', kind: 'correct', minute: lateEvening });
    await addDecision({ attribute: 'colour', kind: 'accept', minute: lateEvening + 2 });
    for (const state of ['landed', 'cancelled'] as const)
      await db().commit.create({
        data: {
          id: crypto.randomUUID(),
          productId,
          state,
          createdBy: md.id,
          createdAt: at(lateEvening),
          landsAt: at(lateEvening),
        },
      });
    await rollUpDecisions(at(24 * 60));
    const days = await db().reviewerDay.findMany({ orderBy: { day: 'asc' } });
    expect(
      days.map(({ day, decided, corrected, submitted, durationMs }) => ({
        day: day.toISOString().slice(0, 10),
        decided,
        corrected,
        submitted,
        durationMs: Number(durationMs),
      })),
    ).toEqual([
      { day: '2026-03-02', decided: 1, corrected: 1, submitted: 1, durationMs: 3_000 },
      { day: '2026-03-03', decided: 1, corrected: 0, submitted: 0, durationMs: 3_000 },
    ]);
  });

  it('keeps what waits for review at the end of each day', async () => {
    await rollUpDecisions(at(0));
    await addReadyProduct(category, { externalId: 'q' });
    await rollUpDecisions(at(60));
    await rollUpDecisions(at(24 * 60));
    const days = await db().backlogDay.findMany({ orderBy: { day: 'asc' } });
    expect(days.map(({ ready }) => ready)).toEqual([2, 2]);
  });
});

describe('readInsights', () => {
  beforeEach(async () => {
    await addDecision({ attribute: 'size', kind: 'accept', minute: 0 });
    await addDecision({ attribute: 'colour', kind: 'correct', minute: 1 });
    await addDecision({ attribute: 'ports', kind: 'absent', minute: 2, reviewer: lead.id });
    await rollUpDecisions(at(60));
  });

  it('gives outcomes, models, attributes and people over the buckets', async () => {
    const figures = await readInsights(lead, { days: 30 }, at(61));
    expect(figures.buckets).toHaveLength(30);
    expect(figures.outcomes.at(-1)).toEqual({
      accepted: 1,
      corrected: 1,
      rejected: 0,
      absent: 1,
      added: 0,
    });
    expect(figures.models).toMatchObject([{ modelVersion: 'test-model', decided: 3, accepted: 1 }]);
    expect(figures.models[0]!.share.at(-1)).toBeCloseTo(1 / 3);
    expect(figures.attributes.map(({ key }) => key)).toEqual(['colour', 'size', 'ports']);
    expect(figures.attributes[1]!.trend.at(-1)).toBe(1);
    expect(figures.reviewers?.map(({ name, decided }) => [name, decided])).toEqual([
      ['Person md', 2],
      ['Person lead', 1],
    ]);
    expect(figures.backlog.at(-1)).toEqual({ ready: 1, submitted: 0 });
    expect(figures.skips).toEqual([]);
    const [skipped] = await db().reviewItem.updateManyAndReturn({
      data: { state: 'skipped', skipReason: 'schema', skipNote: '색이 셋' },
    });
    expect(skipped).toBeDefined();
    const later = await readInsights(lead, { days: 30, categoryKey: 'monitors' }, at(61));
    expect(later.skips).toMatchObject([{ reason: 'schema' }]);
  });

  it('looks at one category with what lies below it', async () => {
    const other = await addMonitorCategory('lamps');
    expect(other.id).not.toBe(category.id);
    const none = await readInsights(lead, { days: 30, categoryKey: 'lamps' }, at(61));
    expect(none.attributes).toEqual([]);
    const all = await readInsights(lead, { days: 30, categoryKey: 'monitors' }, at(61));
    expect(all.attributes).toHaveLength(3);
  });

  it('shows what single people did to leads alone, in the download too', async () => {
    const figures = await readInsights(md, { days: 90 }, at(61));
    expect(figures.reviewers).toBeNull();
    expect(() => writeInsightsCsv(figures, 'reviewers', 'ko')).toThrow(/errors.forbidden/);
    const rows = writeInsightsCsv(figures, 'attributes', 'ko').split('\r\n');
    expect(rows[1]).toBe('모니터,색상,0,1,0,0,0');
  });
});
