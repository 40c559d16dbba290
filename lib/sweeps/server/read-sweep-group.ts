import * as z from 'zod';
import { db, type Transaction } from '../../platform/db';
import { AppError } from '../../platform/errors';
import { proposedValue } from '../../proposals/contract';
import { heldValue } from '../../values/decision';
import { makeSnippet } from '../../values/snippet';
import {
  leastConfidentSamples,
  randomSamples,
  sweepPart,
  type ReadSweepInput,
  type SweepGroup,
  type SweepSample,
} from '../contract';
import { isFree } from '../../curation/server';
import {
  hashSample,
  joinPart,
  joinSweepable,
  matchesPredicate,
  readSubject,
  type SweepSubject,
} from './sweep-predicate';

/** What the two lines of a card hold, so that the evidence is always in sight. */
const snippetChars = 90;

interface SampleRecord {
  readonly proposal_id: number;
  readonly product_id: number;
  readonly content_hash: string;
  readonly confidence: number;
  readonly is_least: boolean;
  readonly has_flags: boolean;
  readonly values: unknown;
  readonly title: string;
  readonly seller: string;
  readonly image_url: string | null;
  readonly text: string | null;
  readonly held: unknown;
  readonly part: unknown;
  readonly part_count: number;
  readonly count: number;
}

/**
 * A group as it stands at `now`, frozen by its predicate, this instant and the digest of its sample:
 * the least confident proposals and some drawn by `seed`.
 * @throws AppError `not-found` when nothing of it is left, `invalid` when its value is not allowed.
 */
export async function readSweepGroup(
  { predicate, seed }: ReadSweepInput,
  now: Date,
): Promise<SweepGroup> {
  const subject = await readSubject(db(), predicate);
  const records = subject ? await drawSample(db(), predicate, seed, subject, now) : [];
  const [first] = records;
  if (!subject || !first) throw new AppError('not-found', 'sweeps.errors.empty');
  const seen = records.map((record) => ({
    proposalId: record.proposal_id,
    contentHash: record.content_hash,
  }));
  return {
    category: subject.category,
    attribute: subject.attribute,
    kind: subject.verdict.kind,
    absence: subject.verdict.absence,
    values: subject.verdict.values,
    predicate,
    asOf: now.toISOString(),
    count: first.count,
    samples: records.map(toSample),
    sampleHash: hashSample(predicate, now, seen),
  };
}

function drawSample(
  tx: Transaction,
  predicate: ReadSweepInput['predicate'],
  seed: number,
  subject: SweepSubject,
  now: Date,
): Promise<SampleRecord[]> {
  return tx.$queryRaw<SampleRecord[]>`
    WITH open AS MATERIALIZED (
      SELECT p.id, p.confidence, s.field, s.label, s.seller_id
      FROM proposals p ${joinSweepable} ${joinPart}
      WHERE ${matchesPredicate(predicate, subject, now)} AND ${isFree(now)}
    ), least AS MATERIALIZED (
      SELECT id FROM open ORDER BY confidence, id LIMIT ${leastConfidentSamples}::int
    ), drawn AS MATERIALIZED (
      SELECT id FROM open WHERE id NOT IN (SELECT id FROM least)
      ORDER BY md5(id::text || ':' || ${String(seed)}), id LIMIT ${randomSamples}::int
    ), sample AS (
      SELECT id, true AS is_least FROM least UNION ALL SELECT id, false FROM drawn
    )
    SELECT p.id AS proposal_id, p.product_id, p.content_hash, p.confidence, m.is_least,
      cardinality(p.flags) > 0 AS has_flags, p.values, o.title, l.name AS seller,
      o.image_urls[1] AS image_url,
      CASE q.field WHEN 'title' THEN o.title WHEN 'spec' THEN t.spec
        WHEN 'description' THEN t.description ELSE (SELECT v.text FROM customer_reviews v
          WHERE v.id = (p.values->0->'evidence'->>'reviewId')::int) END AS text,
      (SELECT jsonb_build_object('values', v.values, 'absence', v.absence) FROM catalogue_values v
        WHERE v.product_id = p.product_id AND v.attribute_id = p.attribute_id) AS held,
      jsonb_build_object('field', q.field, 'label', q.label, 'sellerId', q.seller_id) AS part,
      (SELECT count(*) FROM open w WHERE w.field IS NOT DISTINCT FROM q.field
        AND w.label = q.label AND w.seller_id IS NOT DISTINCT FROM q.seller_id)::int AS part_count,
      (SELECT count(*) FROM open)::int AS count
    FROM sample m
    JOIN open q ON q.id = m.id
    JOIN proposals p ON p.id = m.id
    JOIN products o ON o.id = p.product_id
    JOIN sellers l ON l.id = o.seller_id
    LEFT JOIN product_texts t ON t.product_id = p.product_id
    ORDER BY m.is_least DESC, CASE WHEN m.is_least THEN p.confidence END, p.id`;
}

function toSample(record: SampleRecord): SweepSample {
  const values = z.array(proposedValue).parse(record.values);
  const cited = values.flatMap(({ evidence }) => evidence ?? []);
  const [evidence = null] = cited;
  const inSameText = cited.filter(
    ({ field, reviewId }) => field === evidence?.field && reviewId === evidence.reviewId,
  );
  return {
    proposalId: record.proposal_id,
    productId: record.product_id,
    title: record.title,
    seller: record.seller,
    imageUrl: record.image_url,
    confidence: record.confidence,
    isLeastConfident: record.is_least,
    hasFlags: record.has_flags,
    evidence,
    snippet: makeSnippet(record.text ?? '', inSameText, snippetChars),
    current: heldValue.nullable().parse(record.held),
    part: sweepPart.parse(record.part),
    partCount: record.part_count,
  };
}
