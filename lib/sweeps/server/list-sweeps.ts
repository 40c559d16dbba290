import * as z from 'zod';
import { attributeValue } from '../../values/contract';
import { db, Prisma, type Transaction } from '../../platform/db';
import { absence } from '../../values/decision';
import type { Sweep } from '../contract';

const shownSweeps = 20;

interface SweepRecord {
  readonly id: string;
  readonly surface: string;
  readonly kind: Sweep['kind'];
  readonly absence: string | null;
  readonly values: unknown;
  readonly decided_count: number;
  readonly leased_count: number;
  readonly undone_count: number;
  readonly created_by: string;
  readonly created_by_id: string;
  readonly created_at: Date;
  readonly undone_at: Date | null;
  readonly attribute_key: string;
  readonly attribute_ko: string;
  readonly attribute_en: string;
  readonly type: Sweep['attribute']['type'];
  readonly unit: string | null;
  readonly category_key: string;
  readonly category_ko: string;
  readonly category_en: string;
}

/** The last sweeps, newest first: each can still be undone. */
export function listSweeps(): Promise<Sweep[]> {
  return selectSweeps(db(), Prisma.sql`TRUE`);
}

/** One sweep, or null. */
export async function findSweep(tx: Transaction, id: string): Promise<Sweep | null> {
  const [found] = await selectSweeps(tx, Prisma.sql`w.id = ${id}::uuid`);
  return found ?? null;
}

async function selectSweeps(tx: Transaction, condition: Prisma.Sql): Promise<Sweep[]> {
  const records = await tx.$queryRaw<SweepRecord[]>`
    SELECT w.id::text, w.surface, COALESCE(d.kind::text, 'accept') AS kind, d.absence::text, w.values, w.decided_count, w.leased_count, w.undone_count,
      COALESCE(u.name, w.created_by) AS created_by, w.created_by AS created_by_id, w.created_at,
      w.undone_at, a.key AS attribute_key, a.name_ko AS attribute_ko, a.name_en AS attribute_en,
      a.type::text, a.unit, c.key AS category_key, c.name_ko AS category_ko,
      c.name_en AS category_en
    FROM sweeps w
    JOIN attributes a ON a.id = w.attribute_id
    JOIN categories c ON c.id = a.category_id
    LEFT JOIN users u ON u.id = w.created_by
    LEFT JOIN decisions d ON d.id = w.correction_id
    WHERE ${condition}
    ORDER BY w.created_at DESC, w.id DESC LIMIT ${shownSweeps}::int`;
  return records.map((record) => ({
    id: record.id,
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
    surface: record.surface,
    kind: record.kind,
    absence: absence.nullable().parse(record.absence),
    values: z.array(attributeValue).parse(record.values),
    decided: record.decided_count,
    leased: record.leased_count,
    createdBy: record.created_by,
    createdById: record.created_by_id,
    createdAt: record.created_at.toISOString(),
    undoneAt: record.undone_at?.toISOString() ?? null,
    undone: record.undone_count,
  }));
}
