import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  addMonitorCategory,
  addPerson,
  openReviewDatabase,
  type ReviewDatabase,
} from '../../curation/testing/review-scenario';
import { db } from '../../platform/db';
import { readProbes } from './read-probes';

const now = new Date('2026-11-25T09:00:00Z');

let database: ReviewDatabase;

beforeAll(async () => {
  database = await openReviewDatabase();
});
afterAll(() => database.close());

it('measures people by what they missed and the model by what was answered unseen, each with an interval', async () => {
  const person = await addPerson('md');
  const { attributeIds } = await addMonitorCategory();
  await addMonitorCategory('other');
  const outcomes = [
    ...Array.from({ length: 8 }, () => ({ kind: 'planted', outcome: 'caught' }) as const),
    ...Array.from({ length: 2 }, () => ({ kind: 'planted', outcome: 'missed' }) as const),
    ...Array.from({ length: 9 }, () => ({ kind: 'hidden', outcome: 'same' }) as const),
    { kind: 'hidden', outcome: 'other' } as const,
  ];
  const shared = {
    productId: 1,
    attributeId: attributeIds['size']!,
    modelVersion: 'test-model',
    reviewerId: person.id,
    shown: {},
    createdAt: now,
    settledAt: now,
  };
  const probes = outcomes.map((probe, place) => ({
    ...probe,
    ...shared,
    proposalId: place,
    links: [{ mode: place === 9 ? 'rest' : 'single', durationMs: 1000 + place }],
  }));
  const old = { ...shared, kind: 'planted', outcome: 'missed', proposalId: 99, links: [] } as const;
  const long = { settledAt: new Date('2025-01-01T00:00:00Z') };
  await db().probe.createMany({ data: [...probes, { ...old, ...long }] });
  await db().attributeDay.create({
    data: {
      day: new Date('2026-11-20'),
      attributeId: attributeIds['size']!,
      modelVersion: 'test-model',
      accepted: 99,
      corrected: 1,
    },
  });

  const report = await readProbes({ days: 30 }, now);
  expect(report.rates).toEqual({ planted: 0, hidden: 0 });
  expect(report.reviewers).toMatchObject([
    { name: person.name, missed: { of: 10, count: 2 }, missedInRest: 1, missedMs: 1008.5 },
  ]);
  expect(report.reviewers[0]!.missed.low).toBeCloseTo(0.0567, 3);
  expect(report.reviewers[0]!.missed.high).toBeCloseTo(0.5098, 3);
  expect(report.attributes).toMatchObject([
    { key: 'size', same: { of: 10, count: 9 }, accepted: 0.99 },
  ]);
  expect(await readProbes({ days: 30, categoryKey: 'other' }, now)).toMatchObject({
    reviewers: [],
    attributes: [],
  });
});
