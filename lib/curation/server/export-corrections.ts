import type pg from 'pg';
import * as z from 'zod';
import { attributeType, attributeValue } from '../../catalogue/contract';
import { pool } from '../../platform/db';
import { absence, type ExportQuery } from '../contract';
import { toExample } from '../export-example';

/** Rows that one FETCH brings; with texts of some kilobytes each a batch stays in the low megabytes. */
const batchRows = 200;
/** No value list in a prompt is longer. */
const maximumListValues = 200;

const decisionRow = z.object({
  category_ko: z.string(),
  category_en: z.string(),
  title: z.string(),
  brand: z.string().nullable(),
  spec: z.string(),
  description: z.string(),
  name_ko: z.string(),
  name_en: z.string(),
  type: attributeType,
  unit: z.string().nullable(),
  is_multiple: z.boolean(),
  guideline: z.string(),
  list_values: z.array(z.string()),
  values: z.array(attributeValue),
  absence: absence.nullable(),
});

/**
 * Decisions in force that an export takes, none that nobody looked at. A correction differs from its proposal: another value, a
 * value where none was proposed, or none where one was.
 */
const selection = `
  FROM proposals p
  JOIN decisions h ON h.id = p.decision_id
  JOIN decisions f ON f.id = CASE WHEN h.kind = 'undo' THEN h.restores_id ELSE h.id END
  JOIN products o ON o.id = p.product_id
  JOIN categories c ON c.id = o.category_id
  WHERE ($1::text IS NULL OR o.category_id = ANY(ARRAY(
      WITH RECURSIVE below AS (
        SELECT id FROM categories WHERE key = $1
        UNION ALL SELECT k.id FROM categories k JOIN below b ON k.parent_id = b.id)
      SELECT id FROM below)))
    AND f.mode <> 'auto'
    AND ($2::timestamptz IS NULL OR f.decided_at >= $2)
    AND ($3 = 'all' OR f.kind IN ('correct', 'added')
      OR (f.kind IN ('reject', 'absent') AND f.proposed->'values' <> '[]'))`;

function parametersOf(query: ExportQuery): readonly (string | null)[] {
  return [query.categoryKey ?? null, query.since ?? null, query.which];
}

/**
 * JSON Lines of the export in order of decision, some hundred lines a piece. Reads a server-side
 * cursor over one snapshot and only as fast as the caller takes pieces, so memory stays flat; leaving
 * the loop early closes the cursor.
 * @param limit at most so many lines
 */
export async function* exportCorrections(
  query: ExportQuery,
  limit: number | null = null,
): AsyncGenerator<string, void, undefined> {
  const client = await pool().connect();
  let isClean = false;
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    // A reader that stalls must not hold the snapshot, and with it vacuum, for ever.
    await client.query(`SET LOCAL idle_in_transaction_session_timeout = '10min'`);
    await declareCursor(client, query, limit);
    for (;;) {
      const { rows } = await client.query(`FETCH ${batchRows} FROM exported`);
      if (rows.length === 0) break;
      yield rows.map((row) => `${toLine(row, query)}\n`).join('');
    }
    isClean = true;
  } finally {
    // An open snapshot must not go back into the pool; a connection that cannot end it is thrown away.
    const ended = await client
      .query(isClean ? 'COMMIT' : 'ROLLBACK')
      .catch((error: Error) => error);
    client.release(ended instanceof Error ? ended : undefined);
  }
}

/** How many lines the export will have. */
export async function countCorrections(query: ExportQuery): Promise<number> {
  const { rows } = await pool().query<{ count: number }>(
    `SELECT count(*)::int AS count ${selection}`,
    [...parametersOf(query)],
  );
  return rows[0]?.count ?? 0;
}

async function declareCursor(
  client: pg.PoolClient,
  query: ExportQuery,
  limit: number | null,
): Promise<void> {
  await client.query(
    `DECLARE exported NO SCROLL CURSOR FOR
     WITH chosen AS (SELECT f.id, p.attribute_id, p.product_id, f.seq ${selection})
     SELECT c.name_ko AS category_ko, c.name_en AS category_en, o.title, o.brand,
       COALESCE(t.spec, '') AS spec, COALESCE(t.description, '') AS description,
       a.name_ko, a.name_en, a.type::text, a.unit, a.is_multiple, a.guideline,
       ARRAY(SELECT l.value FROM attribute_list_values l WHERE l.attribute_id = a.id
         ORDER BY l.position, l.id LIMIT ${maximumListValues}) AS list_values,
       d.values, d.absence::text
     FROM chosen x
     JOIN decisions d ON d.id = x.id
     JOIN products o ON o.id = x.product_id
     JOIN categories c ON c.id = o.category_id
     JOIN attributes a ON a.id = x.attribute_id
     LEFT JOIN product_texts t ON t.product_id = x.product_id
     ORDER BY x.seq LIMIT $4::int`,
    [...parametersOf(query), limit],
  );
}

function toLine(row: unknown, { format }: ExportQuery): string {
  const record = decisionRow.parse(row);
  const example = toExample(
    {
      category: { nameKo: record.category_ko, nameEn: record.category_en },
      title: record.title,
      brand: record.brand,
      spec: record.spec,
      description: record.description,
      attribute: {
        nameKo: record.name_ko,
        nameEn: record.name_en,
        type: record.type,
        unit: record.unit,
        isMultiple: record.is_multiple,
        guideline: record.guideline,
        listValues: record.list_values,
      },
      values: record.values,
      absence: record.absence,
    },
    format,
  );
  return JSON.stringify(example);
}
