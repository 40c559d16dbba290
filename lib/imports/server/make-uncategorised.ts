import type pg from 'pg';
import { uncategorised } from '../../catalogue/uncategorised';

/** The category in which products wait for one, last of the roots; made when it is not there. */
export async function makeUncategorised(client: pg.PoolClient): Promise<number> {
  const { key, nameKo, nameEn } = uncategorised;
  await client.query(
    `INSERT INTO categories (key, name_ko, name_en, position, updated_at)
     SELECT $1, $2, $3, coalesce(max(position) + 1, 0), now() FROM categories WHERE parent_id IS NULL
     ON CONFLICT (key) DO NOTHING`,
    [key, nameKo, nameEn],
  );
  const { rows } = await client.query<{ id: number }>('SELECT id FROM categories WHERE key = $1', [
    key,
  ]);
  return rows[0]!.id;
}
