import * as z from 'zod';
import { attributeValue, evidence } from '../../values/contract';
import { db, plannedAnew, Prisma } from '../../platform/db';
import { AppError } from '../../platform/errors';
import { proposalBody, proposedValue } from '../../proposals/contract';
import { countLimit } from '../../curation/contract';
import { decisionKind, errorKind } from '../../values/decision';
import type { AlikeProposal, CorrectionAftermath, SynonymOffer } from '../correction-contract';
import { findSynonym } from '../find-synonym';
import { rankAlike } from '../rank-alike';
import { makeSnippet } from '../../values/snippet';
import type { SweepTarget } from '../../sweeps/contract';
import { proposedValues } from '../../curation/values';
import { isFree, readAttributes } from '../../curation/server';
import { isOfGroup, isOpen, joinPart, joinSweepable } from '../../sweeps/server';

/** Spellings that are looked at, by likeness and by value, and proposals of each. */
const likeSpellings = 30;
const proposalsPerSpelling = 5;
/** Decided and held ones among them fall out. */
const doubtfulPerSpelling = 200;
const shownAlike = 12;
const snippetChars = 60;

const decisionRecord = z.object({
  proposalId: z.number(),
  attributeId: z.number(),
  kind: decisionKind,
  values: z.array(attributeValue),
  evidence: evidence.nullable(),
  errorKind: errorKind.nullable().catch(null),
  surface: z.string().nullable(),
  valueKey: z.string().nullable(),
  modelVersion: z.string(),
  sellerId: z.number(),
  label: z.string(),
  spec: z.string(),
  proposal: proposalBody,
  category: z.object({ key: z.string(), nameKo: z.string(), nameEn: z.string() }),
  names: z.array(z.string()),
});
type DecisionRecord = z.infer<typeof decisionRecord>;

/**
 * What a correction could do elsewhere: the same spelling in products that wait, the waiting
 * proposals most like it, and the spelling that the schema could learn.
 * @throws AppError `not-found` for a decision that is none, or no longer the last word on its row.
 */
export async function readAftermath(decisionId: string, now: Date): Promise<CorrectionAftermath> {
  const quiet = await readProbeAftermath(decisionId);
  if (quiet) return quiet;
  const decision = await readDecision(decisionId);
  const { attributeId, surface, valueKey } = decision;
  const attribute = (await readAttributes(db(), [attributeId])).get(attributeId)?.definition;
  if (!attribute) throw notFound(decisionId);
  const target = surface === null ? null : { attributeId, surface, valueKey };
  const isCorrection = !['accept', 'added'].includes(decision.kind);
  const [same, alike] = await Promise.all([
    target && isCorrection ? countSame(target, now) : 0,
    target && isCorrection ? readAlike(decision, target, now) : [],
  ]);
  const synonym = findSynonym({ ...decision, attribute, decision, knownNames: decision.names });
  return {
    decisionId,
    errorKind: decision.errorKind,
    attribute,
    category: decision.category,
    target: isCorrection ? target : null,
    same,
    alike,
    synonym,
  };
}

/** A correction on a probe can do nothing elsewhere, and must not give away that it was one. */
async function readProbeAftermath(decisionId: string): Promise<CorrectionAftermath | null> {
  const chain = JSON.stringify([{ id: decisionId }]);
  const [found] = await db().$queryRaw<
    { attributeId: number; category: CorrectionAftermath['category'] }[]
  >`
    SELECT x.attribute_id AS "attributeId",
      jsonb_build_object('key', c.key, 'nameKo', c.name_ko, 'nameEn', c.name_en) AS category
    FROM probes x JOIN attributes a ON a.id = x.attribute_id JOIN categories c ON c.id = a.category_id
    WHERE x.links @> ${chain}::jsonb`;
  const attribute =
    found && (await readAttributes(db(), [found.attributeId])).get(found.attributeId);
  if (!attribute) return null;
  const nothing = { errorKind: null, target: null, same: 0, alike: [], synonym: null };
  return {
    decisionId,
    attribute: attribute.definition,
    category: found.category,
    ...nothing,
  };
}

function notFound(decisionId: string): AppError {
  return new AppError('not-found', 'errors.not-found', { subject: `decision ${decisionId}` });
}

async function readDecision(decisionId: string): Promise<DecisionRecord> {
  const [record] = await db().$queryRaw<unknown[]>`
    SELECT p.id AS "proposalId", p.attribute_id AS "attributeId", d.kind, d.values, d.evidence,
      d.error_kind AS "errorKind", p.surface, p.value_key AS "valueKey",
      p.model_version AS "modelVersion", r.seller_id AS "sellerId", s.label,
      COALESCE(t.spec, '') AS spec,
      jsonb_build_object('values', p.values, 'alternatives', p.alternatives,
        'confidence', p.confidence, 'flags', p.flags) AS proposal,
      jsonb_build_object('key', c.key, 'nameKo', c.name_ko, 'nameEn', c.name_en) AS category,
      (SELECT array_agg(n.name) FROM attributes k CROSS JOIN LATERAL
        unnest(k.synonyms || ARRAY[k.name_ko, k.name_en]) AS n(name)
        WHERE k.category_id = c.id AND k.archived_at IS NULL) AS names
    FROM decisions d
    JOIN proposals p ON p.id = d.proposal_id AND p.decision_id = d.id
    JOIN review_items r ON r.product_id = p.product_id
    JOIN attributes a ON a.id = p.attribute_id AND a.archived_at IS NULL
    JOIN categories c ON c.id = a.category_id
    LEFT JOIN product_texts t ON t.product_id = p.product_id
    ${joinPart}
    WHERE d.id = ${decisionId}::uuid`;
  if (record === undefined) throw notFound(decisionId);
  return decisionRecord.parse(record);
}

/** The offer of one correction, read again: what a client sends is not what a schema learns. */
export async function readSynonymOffer(
  decisionId: string,
): Promise<{ readonly offer: SynonymOffer | null; readonly attributeId: number }> {
  const decision = await readDecision(decisionId);
  const { attributeId } = decision;
  const attribute = (await readAttributes(db(), [attributeId])).get(attributeId)?.definition;
  const facts = { ...decision, decision, knownNames: decision.names };
  return { attributeId, offer: attribute ? findSynonym({ ...facts, attribute }) : null };
}

async function countSame(target: SweepTarget, now: Date): Promise<number> {
  const [counted] = await db().$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (
      SELECT FROM proposals p ${joinSweepable}
      WHERE ${isOfGroup(target)} AND ${isOpen} AND ${isFree(now)}
      LIMIT ${countLimit}::int
    ) same`;
  return counted?.count ?? 0;
}

interface AlikeRecord {
  readonly proposalId: number;
  readonly productId: number;
  readonly title: string;
  readonly seller: string;
  readonly sellerId: number;
  readonly surface: string;
  readonly valueKey: string | null;
  readonly modelVersion: string;
  readonly confidence: number;
  readonly values: unknown;
  readonly text: string | null;
  readonly label: string;
  readonly likeness: number;
}

/**
 * Looks among the spellings, which are few, and takes the least certain proposals of each: what it
 * reads is bounded, however many wait.
 */
async function readAlike(
  decision: DecisionRecord,
  { attributeId, surface, valueKey }: SweepTarget,
  now: Date,
): Promise<AlikeProposal[]> {
  const likeness = Prisma.sql`similarity(s.likeness, likeness_of(${surface}))`;
  const records = await db().$queryRaw<AlikeRecord[]>`
    ${plannedAnew} WITH spelling AS MATERIALIZED (
      (SELECT s.surface, ${likeness} AS likeness FROM attribute_surfaces s
        WHERE s.attribute_id = ${attributeId}::int AND s.likeness % likeness_of(${surface})
          AND s.surface <> ${surface}
        ORDER BY 2 DESC, s.id LIMIT ${likeSpellings}::int)
      UNION
      (SELECT s.surface, ${likeness} FROM attribute_surfaces s
        WHERE s.attribute_id = ${attributeId}::int AND md5(s.value_key) = md5(${valueKey})
          AND s.surface <> ${surface}
        ORDER BY s.id LIMIT ${likeSpellings}::int)
    ), found AS MATERIALIZED (
      SELECT w.id, g.likeness FROM spelling g CROSS JOIN LATERAL (
        SELECT p.id FROM (
          SELECT * FROM proposals q
          WHERE q.attribute_id = ${attributeId}::int AND md5(q.surface) = md5(g.surface)
            AND q.surface = g.surface AND q.superseded_at IS NULL
          ORDER BY q.confidence LIMIT ${doubtfulPerSpelling}::int
        ) p ${joinSweepable}
        WHERE p.decision_id IS NULL AND ${isFree(now)}
        ORDER BY p.confidence LIMIT ${proposalsPerSpelling}::int
      ) w
    )
    SELECT p.id AS "proposalId", p.product_id AS "productId", o.title, l.name AS seller,
      o.seller_id AS "sellerId", p.surface, p.value_key AS "valueKey",
      p.model_version AS "modelVersion", p.confidence, p.values, s.label, f.likeness,
      CASE s.field WHEN 'title' THEN o.title WHEN 'spec' THEN t.spec
        WHEN 'description' THEN t.description ELSE (SELECT v.text FROM customer_reviews v
          WHERE v.id = (p.values->0->'evidence'->>'reviewId')::int) END AS text
    FROM found f
    JOIN proposals p ON p.id = f.id
    JOIN review_items r ON r.product_id = p.product_id
    JOIN products o ON o.id = p.product_id
    JOIN sellers l ON l.id = o.seller_id
    LEFT JOIN product_texts t ON t.product_id = p.product_id
    ${joinPart}`;
  const candidates = records.map((record) => ({
    ...record,
    likeness: {
      spelling: record.likeness,
      hasSameValue: valueKey !== null && record.valueKey === valueKey,
      hasSameLabel: record.label !== '' && record.label === decision.label,
      hasSameSeller: record.sellerId === decision.sellerId,
      hasSameModel: record.modelVersion === decision.modelVersion,
      confidence: record.confidence,
    },
  }));
  return rankAlike(candidates, shownAlike).map(toAlike);
}

function toAlike(
  record: Omit<AlikeRecord, 'likeness'> & Pick<AlikeProposal, 'reasons'>,
): AlikeProposal {
  const { proposalId, productId, title, seller, surface, valueKey, confidence, reasons } = record;
  const values = z.array(proposedValue).parse(record.values);
  const [cited = null] = values.flatMap((value) => value.evidence ?? []);
  return {
    proposalId,
    productId,
    title,
    seller,
    surface,
    valueKey,
    values: proposedValues({ values }),
    confidence,
    reasons,
    snippet: makeSnippet(record.text ?? '', cited ? [cited] : [], snippetChars),
  };
}
