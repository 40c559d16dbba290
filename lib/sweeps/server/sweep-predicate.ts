import { createHash } from 'node:crypto';
import * as z from 'zod';
import {
  attributeValue,
  type AttributeDefinition,
  type AttributeValue,
} from '../../values/contract';
import { plannedAnew, Prisma, type Transaction } from '../../platform/db';
import { AppError } from '../../platform/errors';
import { proposalBody } from '../../proposals/contract';
import { absence, errorKind, type Absence, type ErrorKind } from '../../values/decision';
import { resolveDecision } from '../../curation/resolve-decision';
import type { SweepGroup, SweepPredicate, SweepTarget } from '../contract';
import { proposedValues } from '../../curation/values';
import { readAttributes } from '../../curation/server';

/**
 * Joins the product of proposal `p` as `o` and its review item as `r`; a proposal that was read from
 * an older text falls out.
 */
export const joinSweepable = Prisma.sql`
  JOIN review_items r ON r.product_id = p.product_id AND r.state = 'ready'
  JOIN products o ON o.id = p.product_id AND o.content_hash = p.content_hash`;

/** Joins the attribute as `a`; one that left the schema of the product falls out. */
export const joinAttribute = Prisma.sql`
  JOIN attributes a ON a.id = p.attribute_id AND a.category_id = r.category_id
    AND a.archived_at IS NULL`;

/** In force and undecided, be it again after an undo; without the `r` that somebody holds. */
export const isOpen = Prisma.sql`(p.superseded_at IS NULL
  AND (p.decision_id IS NULL OR EXISTS (SELECT FROM decisions h
    WHERE h.id = p.decision_id AND h.kind = 'undo' AND h.restores_id IS NULL)))`;

/** The condition that `p` has the attribute, the spelling and the value of a group. */
export function isOfGroup({ attributeId, surface, valueKey }: SweepTarget): Prisma.Sql {
  const hasValue =
    valueKey === null
      ? Prisma.sql`p.value_key IS NULL`
      : Prisma.sql`p.value_key IS NOT NULL AND md5(p.value_key) = md5(${valueKey})`;
  return Prisma.sql`${plannedAnew} p.attribute_id = ${attributeId}::int AND ${hasValue}
      AND md5(p.surface) = md5(${surface}) AND p.surface = ${surface}`;
}

/** The values of `p` in order; every one is normalised where there is a value key. */
export const proposedList = Prisma.sql`jsonb_path_query_array(p.values, '$[*].value')`;

/** As much text before a value as can be its label. */
const labelChars = 60;

/**
 * Where the first value of `p` was read, as columns of `s`: field, label and seller of a `sweepPart`.
 * Offsets count UTF-16 units, PostgreSQL letters: behind an emoji the label is cut elsewhere, which
 * at worst makes a part of its own. OFFSET keeps the label from being computed once per use.
 */
export const joinPart = Prisma.sql`
  LEFT JOIN product_texts x
    ON x.product_id = p.product_id AND p.values->0->'evidence'->>'field' = 'spec'
  CROSS JOIN LATERAL (SELECT p.values->0->'evidence'->>'field' AS field,
    COALESCE(btrim(substring(
      right(left(x.spec, (p.values->0->'evidence'->>'start')::int), ${labelChars}::int)
      FROM '[^]/\n]*$')), '') AS label OFFSET 0) place
  CROSS JOIN LATERAL (SELECT place.field, place.label,
    CASE WHEN place.label = '' THEN r.seller_id END AS seller_id) s`;

/**
 * The condition on `p`, joined as above, that a predicate stands for; it needs `joinPart` when parts
 * are excluded. Who holds a product does not count.
 */
export function matchesPredicate(
  predicate: SweepPredicate,
  { proposed, categoryId }: Pick<SweepSubject, 'proposed' | 'categoryId'>,
  asOf: Date,
): Prisma.Sql {
  const { excludedParts, excludedProductIds } = predicate;
  const conditions = [
    Prisma.sql`${isOfGroup(predicate)}
      AND ${proposedList} = ${JSON.stringify(proposed)}::jsonb
      AND r.category_id = ${categoryId}::int
      AND p.created_at <= ${asOf}::timestamptz AND ${isOpen}`,
  ];
  if (excludedProductIds.length > 0) {
    conditions.push(Prisma.sql`p.product_id <> ALL(${excludedProductIds}::int[])`);
  }
  if (excludedParts.length > 0) {
    conditions.push(Prisma.sql`NOT EXISTS (
      SELECT FROM jsonb_to_recordset(${JSON.stringify(excludedParts)}::jsonb)
        AS e(field text, "sellerId" int, label text)
      WHERE e.field IS NOT DISTINCT FROM s.field AND e.label = s.label
        AND e."sellerId" IS NOT DISTINCT FROM s.seller_id)`);
  }
  return Prisma.join(conditions, ' AND ');
}

/** `joinPart` where the predicate asks for parts: it reads texts. */
export function joinExcludedParts({ excludedParts }: SweepPredicate): Prisma.Sql {
  return excludedParts.length > 0 ? joinPart : Prisma.empty;
}

/** What a sweep decides: the proposed values, or what one correction said instead. */
export interface SweepVerdict {
  readonly kind: SweepGroup['kind'];
  readonly absence: Absence | null;
  readonly values: AttributeValue[];
  readonly errorKind: ErrorKind | null;
}

export interface SweepSubject {
  readonly attribute: AttributeDefinition;
  readonly category: SweepGroup['category'];
  readonly categoryId: number;
  /** What every product of the group is given. */
  readonly verdict: SweepVerdict;
  /** The values of each proposal as they stand there. */
  readonly proposed: readonly (AttributeValue | null)[];
}

interface SubjectRecord {
  readonly body: unknown;
  readonly category_id: number;
  readonly key: string;
  readonly name_ko: string;
  readonly name_en: string;
}

/**
 * What a group is about, read from any of its open proposals; null when none is left. Spellings that
 * stand for two values are two groups: what was looked at then no longer fits, and is looked at again.
 * @throws AppError `invalid` when the schema does not allow the value any more; `conflict` when the
 * correction that is carried over was taken back or is none of this group.
 */
export async function readSubject(
  tx: Transaction,
  predicate: SweepTarget & Pick<SweepPredicate, 'correctionId'>,
): Promise<SweepSubject | null> {
  const { attributeId } = predicate;
  const [record] = await tx.$queryRaw<SubjectRecord[]>`
    SELECT jsonb_build_object('values', p.values, 'alternatives', p.alternatives,
        'confidence', p.confidence, 'flags', p.flags) AS body,
      c.id AS category_id, c.key, c.name_ko, c.name_en
    FROM proposals p ${joinSweepable} ${joinAttribute}
    JOIN categories c ON c.id = a.category_id
    WHERE ${isOfGroup(predicate)} AND ${isOpen}
    LIMIT 1`;
  const attribute = (await readAttributes(tx, [attributeId])).get(attributeId)?.definition;
  if (!record || !attribute) return null;
  const proposal = proposalBody.parse(record.body);
  const verdict = await readVerdict(tx, predicate, proposedValues(proposal));
  const resolved = resolveDecision({ ...verdict, restoresId: null }, attribute, proposal, []);
  if ('fault' in resolved) {
    throw new AppError('invalid', `review.errors.${resolved.fault}`, { name: attribute.nameKo });
  }
  const category = { key: record.key, nameKo: record.name_ko, nameEn: record.name_en };
  const proposed = proposal.values.map(({ value }) => value);
  const categoryId = record.category_id;
  return {
    attribute,
    category,
    categoryId,
    verdict: { ...verdict, values: resolved.values },
    proposed,
  };
}

const correctionRecord = z.object({
  kind: z.enum(['correct', 'absent', 'reject']),
  absence: absence.nullable(),
  values: z.array(attributeValue),
  errorKind: errorKind.nullable().catch(null),
});

async function readVerdict(
  tx: Transaction,
  predicate: SweepTarget & Pick<SweepPredicate, 'correctionId'>,
  proposed: AttributeValue[],
): Promise<SweepVerdict> {
  const { correctionId } = predicate;
  if (correctionId === null) {
    return { kind: 'accept', absence: null, values: proposed, errorKind: null };
  }
  const [record] = await tx.$queryRaw<unknown[]>`
    SELECT d.kind, d.absence, d.values, d.error_kind AS "errorKind"
    FROM decisions d JOIN proposals p ON p.id = d.proposal_id
    WHERE d.id = ${correctionId}::uuid AND p.decision_id = d.id AND ${isOfGroup(predicate)}`;
  const read = correctionRecord.safeParse(record);
  if (!read.success) throw new AppError('conflict', 'sweeps.errors.correction-gone');
  return read.data;
}

/** What a person looked at, as a digest: another predicate, instant, text or value gives another. */
export function hashSample(
  predicate: SweepPredicate,
  asOf: Date,
  samples: readonly { readonly proposalId: number; readonly contentHash: string }[],
): string {
  const { attributeId, surface, valueKey, excludedParts, excludedProductIds, correctionId } =
    predicate;
  const seen = [...samples].sort((a, b) => a.proposalId - b.proposalId);
  const record = [
    [attributeId, surface, valueKey, correctionId],
    excludedParts.map(({ field, sellerId, label }) => [field, sellerId, label]),
    excludedProductIds,
    asOf.toISOString(),
    seen.map(({ proposalId, contentHash }) => [proposalId, contentHash]),
  ];
  return createHash('sha256').update(JSON.stringify(record)).digest('hex');
}
