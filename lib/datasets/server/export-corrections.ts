import type pg from 'pg';
import * as z from 'zod';
import { attributeType, attributeValue } from '../../values/contract';
import { pool } from '../../platform/db';
import type { ExportFormat, ExportQuery } from '../export-contract';
import { areListed } from '../../catalogue/server';
import { absence } from '../../values/decision';
import {
  encodeHead,
  encodeListing,
  encodeQuestion,
  encodeTail,
  type EncodedText,
} from '../export-example';

/** Rows that one FETCH brings; their listings, some kilobytes each, are held at the same time. */
const batchRows = 500;
/** No value list in a prompt is longer. */
const maximumListValues = 200;

const decisionRows = z.array(
  z.object({
    productId: z.number(),
    attributeId: z.number(),
    values: z.array(attributeValue),
    absence: absence.nullable(),
  }),
);
type DecisionRows = z.infer<typeof decisionRows>;

const listingRows = z.array(
  z.object({
    id: z.number(),
    categoryKo: z.string(),
    categoryEn: z.string(),
    title: z.string(),
    brand: z.string().nullable(),
    spec: z.string(),
    description: z.string(),
  }),
);

const attributeRows = z.array(
  z.object({
    id: z.number(),
    nameKo: z.string(),
    nameEn: z.string(),
    type: attributeType,
    unit: z.string().nullable(),
    isMultiple: z.boolean(),
    guideline: z.string(),
    listValues: z.array(z.string()),
  }),
);

/**
 * Decisions in force that an export is about, the last of each product and attribute, none that nobody
 * looked at and no absence in a listing whose pictures nobody read. A correction differs from its proposal: another value, a value where none was proposed,
 * or none where one was.
 */
const wanted = `
  FROM proposals p
  JOIN decisions h ON h.id = p.decision_id
  JOIN decisions f ON f.id = CASE WHEN h.kind = 'undo' THEN h.restores_id ELSE h.id END
  WHERE f.mode <> 'auto'
    AND NOT EXISTS (
      SELECT FROM proposals l JOIN decisions n ON n.id = l.decision_id
      WHERE l.product_id = p.product_id AND l.attribute_id = p.attribute_id AND n.seq > h.seq)
    AND ($1::text IS NULL OR EXISTS (
      SELECT FROM products o WHERE o.id = p.product_id AND o.category_id = ANY(ARRAY(
        WITH RECURSIVE below AS (
          SELECT id FROM categories WHERE key = $1
          UNION ALL SELECT k.id FROM categories k JOIN below b ON k.parent_id = b.id)
        SELECT id FROM below))))
    AND ($2::timestamptz IS NULL OR f.decided_at >= $2)
    AND ($3 = 'all' OR f.kind IN ('correct', 'added')
      OR (f.kind IN ('reject', 'absent') AND f.proposed->'values' <> '[]'))
    AND NOT (f.kind IN ('reject', 'absent') AND f.proposed->'flags' @> '["unread-source"]')`;

/** The listing is still the text that was decided on, its category asks for the attribute, and lists the value. */
const isCurrent = `EXISTS (
  SELECT FROM products o JOIN attributes a ON a.id = p.attribute_id
  WHERE o.id = p.product_id AND o.content_hash = p.content_hash AND a.category_id = o.category_id
    AND ${areListed('f.values', 'a.id')})`;

const selection = `${wanted} AND ${isCurrent}`;

function parametersOf(query: ExportQuery): readonly (string | null)[] {
  return [query.categoryKey ?? null, query.since ?? null, query.which];
}

/**
 * JSON Lines of the export in order of decision, in UTF-8, some hundred lines a piece. Reads a server-side
 * cursor over one snapshot and only as fast as the caller takes pieces, so memory stays flat; leaving
 * the loop early closes the cursor.
 * @param limit at most so many lines
 */
export async function* exportCorrections(
  query: ExportQuery,
  limit: number | null = null,
): AsyncGenerator<Uint8Array, void, undefined> {
  const client = await pool().connect();
  let isClean = false;
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    // A reader that stalls must not hold the snapshot, and with it vacuum, for ever.
    await client.query(`SET LOCAL idle_in_transaction_session_timeout = '10min'`);
    await declareCursor(client, query, limit);
    const questions = new Map<number, EncodedText>();
    let fetched = fetchRows(client);
    for (;;) {
      const rows = await fetched;
      if (rows.length === 0) break;
      const heads = await readHeads(client, rows, query.format);
      await readQuestions(client, rows, questions);
      // The server looks up the next rows while these are written; they are awaited in the next round,
      // which a failure of this one never comes to.
      fetched = fetchRows(client);
      fetched.catch(() => undefined);
      yield Buffer.concat(
        rows.flatMap((row) => [
          heads.get(row.productId)!,
          Buffer.from(encodeTail(questions.get(row.attributeId)!, row, query.format)),
        ]),
      );
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
  return count(selection, query);
}

/** How many decisions it leaves out because their listing has changed since. */
export async function countChangedSince(query: ExportQuery): Promise<number> {
  return count(`${wanted} AND NOT ${isCurrent}`, query);
}

async function count(source: string, query: ExportQuery): Promise<number> {
  const { rows } = await pool().query<{ count: number }>(
    `SELECT count(*)::int AS count ${source}`,
    [...parametersOf(query)],
  );
  return rows[0]?.count ?? 0;
}

async function declareCursor(
  client: pg.PoolClient,
  query: ExportQuery,
  limit: number | null,
): Promise<void> {
  if (limit === null) {
    // All rows will be taken, and they are sorted: a plan for the first few would be slow.
    await client.query(`SET LOCAL cursor_tuple_fraction = 1`);
    await client.query(`SET LOCAL work_mem = '64MB'`);
  }
  await client.query(
    `DECLARE exported NO SCROLL CURSOR FOR
     SELECT p.product_id AS "productId", p.attribute_id AS "attributeId", f.values,
       f.absence::text ${selection}
     ORDER BY f.seq LIMIT $4::int`,
    [...parametersOf(query), limit],
  );
}

async function fetchRows(client: pg.PoolClient): Promise<DecisionRows> {
  const { rows } = await client.query(`FETCH ${batchRows} FROM exported`);
  return decisionRows.parse(rows);
}

/** How lines begin, by product: made once for all its decisions in the batch, in bytes. */
async function readHeads(
  client: pg.PoolClient,
  rows: DecisionRows,
  format: ExportFormat,
): Promise<Map<number, Uint8Array>> {
  const ids = [...new Set(rows.map(({ productId }) => productId))];
  const { rows: found } = await client.query(
    `SELECT o.id, c.name_ko AS "categoryKo", c.name_en AS "categoryEn", o.title, o.brand,
       COALESCE(t.spec, '') AS spec, COALESCE(t.description, '') AS description
     FROM products o
     JOIN categories c ON c.id = o.category_id
     LEFT JOIN product_texts t ON t.product_id = o.id
     WHERE o.id = ANY($1::int[])`,
    [ids],
  );
  return new Map(
    listingRows.parse(found).map(({ id, categoryKo: nameKo, categoryEn: nameEn, ...listing }) => {
      const encoded = encodeListing({ ...listing, category: { nameKo, nameEn } });
      return [id, Buffer.from(encodeHead(encoded, format))];
    }),
  );
}

/** Adds what is not known yet: as many as the schemas have attributes. */
async function readQuestions(
  client: pg.PoolClient,
  rows: DecisionRows,
  known: Map<number, EncodedText>,
): Promise<void> {
  const all = new Set(rows.map(({ attributeId }) => attributeId));
  const ids = [...all].filter((id) => !known.has(id));
  if (ids.length === 0) return;
  const { rows: found } = await client.query(
    `SELECT a.id, a.name_ko AS "nameKo", a.name_en AS "nameEn", a.type::text, a.unit,
       a.is_multiple AS "isMultiple", a.guideline,
       ARRAY(SELECT l.value FROM attribute_list_values l WHERE l.attribute_id = a.id
         ORDER BY l.position, l.id LIMIT ${maximumListValues}) AS "listValues"
     FROM attributes a WHERE a.id = ANY($1::int[])`,
    [ids],
  );
  for (const { id, ...attribute } of attributeRows.parse(found))
    known.set(id, encodeQuestion(attribute));
}
