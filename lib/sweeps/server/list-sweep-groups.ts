import * as z from 'zod';
import { attributeValue } from '../../values/contract';
import { db, Prisma } from '../../platform/db';
import { AppError } from '../../platform/errors';
import { rowIdInAddress } from '../../platform/inputs';
import type { SweepGroupPage, SweepGroupQuery, SweepGroupSummary } from '../contract';
import { categoryTree, isFree } from '../../curation/server';
import { isOpen, joinAttribute, joinSweepable, proposedList } from './sweep-predicate';

/** One product alone is decided on the desk. */
const minimumProducts = 2;

interface GroupRecord {
  readonly attribute_id: number;
  readonly surface: string;
  readonly value_key: string;
  readonly count: number;
  readonly mean_confidence: number;
  readonly min_confidence: number;
  readonly first_id: number;
  readonly all_groups: number;
  readonly all_proposals: number;
  readonly values: unknown;
  readonly attribute_key: string;
  readonly attribute_ko: string;
  readonly attribute_en: string;
  readonly type: SweepGroupSummary['attribute']['type'];
  readonly unit: string | null;
  readonly category_key: string;
  readonly category_ko: string;
  readonly category_en: string;
}

/** How many proposals the last group of a page had, and the first of them. */
const position = z.tuple([rowIdInAddress, rowIdInAddress]);

/**
 * One page of the groups that a sweep can take: undecided proposals of free products with the same
 * category, attribute, spelling and value; largest first.
 * @throws AppError `invalid` for a cursor that is none.
 */
export async function listSweepGroups(query: SweepGroupQuery, now: Date): Promise<SweepGroupPage> {
  const conditions = [isOpen, Prisma.sql`p.value_key IS NOT NULL`, isFree(now)];
  if (query.categoryKey !== undefined) {
    conditions.push(Prisma.sql`r.category_id = ANY(${categoryTree(query.categoryKey)})`);
  }
  if (query.attributeKey !== undefined) conditions.push(Prisma.sql`a.key = ${query.attributeKey}`);
  const records = await db().$queryRaw<GroupRecord[]>`
    WITH found AS (
      SELECT p.attribute_id, p.surface, p.value_key, count(*)::int AS count,
        avg(p.confidence) AS mean_confidence, min(p.confidence) AS min_confidence,
        min(p.id) AS first_id,
        (count(*) OVER ())::int AS all_groups, (sum(count(*)) OVER ())::int AS all_proposals
      FROM proposals p ${joinSweepable} ${joinAttribute}
      WHERE ${Prisma.join(conditions, ' AND ')}
      GROUP BY p.attribute_id, p.surface, p.value_key
      HAVING count(*) >= ${minimumProducts}::int AND ${isBehind(query.cursor)}
      ORDER BY count(*) DESC, min(p.id)
      LIMIT ${query.limit + 1}::int
    )
    SELECT f.*, ${proposedList} AS values, a.key AS attribute_key, a.name_ko AS attribute_ko,
      a.name_en AS attribute_en, a.type::text, a.unit, c.key AS category_key,
      c.name_ko AS category_ko, c.name_en AS category_en
    FROM found f
    JOIN proposals p ON p.id = f.first_id
    JOIN attributes a ON a.id = f.attribute_id
    JOIN categories c ON c.id = a.category_id
    ORDER BY f.count DESC, f.first_id`;
  const shown = records.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    groups: shown.map(toSummary),
    total: query.cursor === undefined ? totalOf(records[0]) : null,
    next: records.length > shown.length && last ? `${last.count}_${last.first_id}` : null,
  };
}

function totalOf(record: GroupRecord | undefined): SweepGroupPage['total'] {
  return { groups: record?.all_groups ?? 0, proposals: record?.all_proposals ?? 0 };
}

function isBehind(cursor: string | undefined): Prisma.Sql {
  if (cursor === undefined) return Prisma.sql`TRUE`;
  const parsed = position.safeParse(cursor.split('_'));
  if (!parsed.success) throw new AppError('invalid', 'errors.bad-cursor');
  const [count, firstId] = parsed.data;
  return Prisma.sql`(count(*) < ${count}::int
    OR (count(*) = ${count}::int AND min(p.id) > ${firstId}::int))`;
}

function toSummary(record: GroupRecord): SweepGroupSummary {
  return {
    attributeId: record.attribute_id,
    surface: record.surface,
    valueKey: record.value_key,
    category: {
      key: record.category_key,
      nameKo: record.category_ko,
      nameEn: record.category_en,
    },
    attribute: {
      key: record.attribute_key,
      nameKo: record.attribute_ko,
      nameEn: record.attribute_en,
      type: record.type,
      unit: record.unit,
    },
    values: z.array(attributeValue).parse(record.values),
    count: record.count,
    meanConfidence: record.mean_confidence,
    minConfidence: record.min_confidence,
  };
}
