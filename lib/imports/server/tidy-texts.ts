import type pg from 'pg';
import * as z from 'zod';
import { hashContent } from '../../catalogue/content-hash';
import { inPlainTransaction } from '../../platform/db';
import { queueProposals } from '../../proposals/server';
import { htmlToText } from '../html-text';
import { tidy, tidyBlock } from '../product-row';

/** The row of `settings` that says how far it is; there is none once all is done. */
const settingName = 'tidy-texts';
const progress = z.object({ after: z.number().int(), runId: z.uuid() });
const productsPerPage = 500;

interface StoredTexts {
  readonly id: number;
  readonly title: string;
  readonly spec: string;
  readonly description: string;
}

/**
 * Reads the texts of products that were stored with their markup as an import reads them today, and has
 * proposals made anew for those that changed. A page a transaction: after a stop it goes on behind the
 * last page.
 * @returns how many products changed
 */
export async function tidyStoredTexts(signal?: AbortSignal): Promise<number> {
  let changed = 0;
  for (;;) {
    if (signal?.aborted) return changed;
    const page = await inPlainTransaction(tidyPage);
    changed += page.changed;
    if (page.isLast) return changed;
  }
}

async function tidyPage(
  client: pg.PoolClient,
): Promise<{ readonly changed: number; readonly isLast: boolean }> {
  const held = await client.query<{ value: unknown }>(
    'SELECT value FROM settings WHERE name = $1 FOR UPDATE',
    [settingName],
  );
  if (!held.rows[0]) return { changed: 0, isLast: true };
  const { after, runId } = progress.parse(held.rows[0].value);
  const { rows } = await client.query<StoredTexts>(readPage, [after, productsPerPage]);
  const changes = rows.flatMap((before) => {
    const texts = tidyTexts(before);
    return texts === null ? [] : [{ id: before.id, ...texts, contentHash: hashContent(texts) }];
  });
  if (changes.length > 0) await writeChanges(client, runId, changes);
  const last = rows.at(-1);
  if (last && rows.length === productsPerPage) {
    await client.query('UPDATE settings SET value = $2, updated_at = now() WHERE name = $1', [
      settingName,
      JSON.stringify({ after: last.id, runId }),
    ]);
    return { changed: changes.length, isLast: false };
  }
  await client.query('DELETE FROM settings WHERE name = $1', [settingName]);
  return { changed: changes.length, isLast: true };
}

/** The texts without their markup; null where there is none. A title never becomes empty. */
function tidyTexts(before: StoredTexts): Omit<StoredTexts, 'id'> | null {
  const title = readText(before.title, tidy);
  const texts = {
    title: title === '' ? before.title : title,
    spec: readText(before.spec, tidyBlock),
    description: readText(before.description, tidyBlock),
  };
  const isSame =
    texts.title === before.title &&
    texts.spec === before.spec &&
    texts.description === before.description;
  return isSame ? null : texts;
}

/** What has no markup stays as it is, to the last blank. */
function readText(text: string, tidied: (text: string) => string): string {
  const read = htmlToText(text);
  return read === text ? text : tidied(read);
}

async function writeChanges(
  client: pg.PoolClient,
  runId: string,
  changes: readonly (StoredTexts & { readonly contentHash: string })[],
): Promise<void> {
  const records = JSON.stringify(changes);
  await client.query(writeProducts, [records]);
  await client.query(writeTexts, [records]);
  await queueProposals(client, {
    runId,
    reason: 'manual',
    subjectId: null,
    createdBy: 'system',
    scope: { kind: 'products', productIds: changes.map(({ id }) => id) },
  });
}

const markup = `'<[A-Za-z!/]|&(#|[A-Za-z])'`;

const readPage = `
  SELECT p.id, p.title, t.spec, t.description
  FROM products p JOIN product_texts t ON t.product_id = p.id
  WHERE p.id > $1 AND (p.title ~ ${markup} OR t.spec ~ ${markup} OR t.description ~ ${markup})
  ORDER BY p.id LIMIT $2 FOR UPDATE OF p`;

const writeProducts = `
  UPDATE products p SET title = c.title, content_hash = c."contentHash", updated_at = now()
  FROM jsonb_to_recordset($1::jsonb) AS c(id int, title text, "contentHash" text)
  WHERE p.id = c.id`;

const writeTexts = `
  UPDATE product_texts t SET spec = c.spec, description = c.description
  FROM jsonb_to_recordset($1::jsonb) AS c(id int, spec text, description text)
  WHERE t.product_id = c.id`;
