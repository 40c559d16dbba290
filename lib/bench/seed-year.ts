import type pg from 'pg';

export interface YearSize {
  readonly decisions: number;
  /** The last day. */
  readonly until: Date;
}

const categories = 10;
const attributesPerCategory = 15;
const reviewers = 40;
const days = 365;

/**
 * A year of decisions by 40 people on 150 attributes under three model versions that grow better, with
 * their commits, inside the caller's transaction. Foreign keys are not looked at: the dashboards read no proposal.
 */
export async function seedYear(
  client: pg.PoolClient,
  { decisions, until }: YearSize,
): Promise<void> {
  const products = Math.ceil(decisions / attributesPerCategory);
  await client.query('SET LOCAL session_replication_role = replica');
  await client.query(
    `INSERT INTO users (id, name, email, role, updated_at)
     SELECT 'year-' || n, '검수자 ' || n, 'year-' || n || '@example.com', 'md', now()
     FROM generate_series(1, $1::int) n ON CONFLICT DO NOTHING`,
    [reviewers],
  );
  await client.query(
    `INSERT INTO categories (key, name_ko, name_en, updated_at)
     SELECT 'year-' || n, '분류 ' || n, 'Category ' || n, now() FROM generate_series(1, $1::int) n`,
    [categories],
  );
  await client.query(
    `INSERT INTO attributes (category_id, key, name_ko, name_en, type, position)
     SELECT c.id, 'a' || n, '속성 ' || n, 'Attribute ' || n, 'text', n
     FROM categories c, generate_series(1, $1::int) n WHERE c.key LIKE 'year-%'`,
    [attributesPerCategory],
  );
  await client.query(`INSERT INTO sellers (name) VALUES ('year') ON CONFLICT DO NOTHING`);
  await client.query(
    `INSERT INTO products (seller_id, external_id, category_id, title, content_hash, updated_at)
     SELECT s.id, 'year-' || n, c.ids[1 + n % $2::int], 'Product ' || n, '', now()
     FROM generate_series(1, $1::int) n, sellers s,
       (SELECT array_agg(id ORDER BY id) AS ids FROM categories WHERE key LIKE 'year-%') c
     WHERE s.name = 'year'`,
    [products, categories],
  );
  const values = [until, days, reviewers];
  await client.query(insertDecisions, values);
  await client.query(insertCommits, values);
  await client.query('ANALYZE decisions, commits, products');
}

/** The product's place in the year, its reviewer and the model of that time. */
const placed = `
  SELECT p.id AS product_id, p.category_id, p.id % $3::int + 1 AS reviewer,
    $1::timestamptz - make_interval(secs =>
      86400.0 * $2::int * (1 - row_number() OVER (ORDER BY p.id) / (count(*) OVER ())::float8)) AS at
  FROM products p WHERE p.external_id LIKE 'year-%'`;

const insertDecisions = `
  INSERT INTO decisions (id, proposal_id, product_id, attribute_id, kind, absence, values, proposed,
    model_version, reviewer_id, mode, duration_ms, keystrokes, decided_at, created_at)
  SELECT gen_random_uuid(), -row_number() OVER (), d.product_id, d.attribute_id, d.kind,
    CASE WHEN d.kind = 'absent' THEN 'not-stated'::"Absence" END, '[]', '{}', d.model,
    'year-' || d.reviewer, CASE WHEN d.luck < 0.2 THEN 'sweep' ELSE 'single' END::"DecisionMode",
    1500 + (4000 * random())::int, 1 + (3 * random())::int, d.at, d.at
  FROM (
    SELECT p.*, a.id AS attribute_id, m.model, random() AS luck,
      CASE WHEN random() < m.wrong * (0.4 + (a.position % 5) * 0.3) THEN 'correct'
        WHEN random() < 0.08 THEN 'absent' WHEN random() < 0.02 THEN 'added' ELSE 'accept'
      END::"DecisionKind" AS kind
    FROM (${placed}) p
    JOIN attributes a ON a.category_id = p.category_id
    CROSS JOIN LATERAL (
      SELECT CASE WHEN p.at < $1::timestamptz - interval '240 days' THEN 'avenue-1'
          WHEN p.at < $1::timestamptz - interval '100 days' THEN 'avenue-2' ELSE 'avenue-3' END AS model,
        CASE WHEN p.at < $1::timestamptz - interval '240 days' THEN 0.22
          WHEN p.at < $1::timestamptz - interval '100 days' THEN 0.12 ELSE 0.05 END AS wrong
    ) m
  ) d ORDER BY d.at`;

const insertCommits = `
  INSERT INTO commits (id, product_id, state, created_by, created_at, lands_at, landed_at)
  SELECT gen_random_uuid(), product_id, 'landed', 'year-' || reviewer, at, at, at
  FROM (${placed}) p`;
