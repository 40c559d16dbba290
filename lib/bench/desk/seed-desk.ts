import type pg from 'pg';
import { contentHashSql } from '../../catalogue/content-hash';
import { inPlainTransaction } from '../../platform/db';

export interface SeedSize {
  /** Pending proposals, rounded up to whole products of fifteen. */
  readonly proposals: number;
  /** People who can sign in. */
  readonly people: number;
  /** Proposals of one sweep group. */
  readonly sweep: number;
}

interface Recipe {
  readonly key: string;
  readonly nameKo: string;
  readonly nameEn: string;
  readonly type: 'number' | 'enum' | 'boolean' | 'text';
  readonly unit?: string;
  readonly values?: readonly string[];
}

const number = (key: string, nameKo: string, nameEn: string, unit: string): Recipe => ({
  key,
  nameKo,
  nameEn,
  type: 'number',
  unit,
});
const choice = (key: string, nameKo: string, nameEn: string, values: string): Recipe => ({
  key,
  nameKo,
  nameEn,
  type: 'enum',
  values: values.split(' '),
});
const fact = (key: string, nameKo: string, nameEn: string): Recipe => ({
  key,
  nameKo,
  nameEn,
  type: 'boolean',
});

/** What every seeded category asks for; all of it invented. */
export const recipes: readonly Recipe[] = [
  number('screen-size', '화면크기', 'Screen size', 'cm'),
  number('weight', '무게', 'Weight', 'kg'),
  number('power', '소비전력', 'Power', 'W'),
  number('capacity', '용량', 'Capacity', 'L'),
  number('cable-length', '케이블 길이', 'Cable length', 'm'),
  choice('colour', '색상', 'Colour', '검정 흰색 회색 파랑 빨강 초록'),
  choice('material', '재질', 'Material', '스테인리스 알루미늄 플라스틱 유리 원목 강철'),
  choice('origin', '원산지', 'Origin', '대한민국 베트남 폴란드 멕시코 태국 독일'),
  choice('energy-grade', '에너지 등급', 'Energy grade', '1등급 2등급 3등급 4등급 5등급 없음'),
  choice('install', '설치 방식', 'Installation', '스탠드형 벽걸이형 매립형 이동형 탁상형 천장형'),
  fact('wireless', '무선', 'Wireless'),
  fact('waterproof', '방수', 'Waterproof'),
  fact('foldable', '접이식', 'Foldable'),
  { key: 'model-name', nameKo: '모델명', nameEn: 'Model name', type: 'text' },
  fact('certified', '안전 인증', 'Safety certified'),
];

/** The attribute and spelling of the large sweep group. */
export const sweepSubject = { attributeKey: 'certified', surface: '인증 완료' } as const;

const leafCategories = 16;
const sellers = 200;
export const modelVersion = 'bench-model';

/**
 * Fills an empty database set-based: pairs of offers of the same product, fifteen proposals each with
 * evidence in the spec text, two of them below high confidence; one sweep group of a known size.
 */
export async function seedDesk({ proposals, people, sweep }: SeedSize): Promise<void> {
  const products = Math.ceil(proposals / recipes.length);
  await inPlainTransaction(async (client) => {
    await seedPeople(client, people);
    await seedSchemas(client);
    await seedProducts(client, products);
    await stageRows(client, sweep);
    await seedTexts(client);
    await seedProposals(client);
    await seedReviewItems(client);
  });
  await inPlainTransaction(async (client) => void (await client.query('ANALYZE')));
}

async function seedPeople(client: pg.PoolClient, people: number): Promise<void> {
  await client.query(
    `INSERT INTO users (id, name, email, role, email_verified, updated_at)
     SELECT 'bench-' || n, 'MD ' || n, 'md' || n || '@bench.example',
       CASE WHEN n = 0 THEN 'lead' ELSE 'md' END, true, now()
     FROM generate_series(0, $1::int) n`,
    [people],
  );
  await client.query(
    `INSERT INTO sessions (id, user_id, token, expires_at, updated_at)
     SELECT gen_random_uuid(), id, md5(random()::text) || md5(random()::text),
       now() + interval '14 days', now()
     FROM users`,
  );
}

async function seedSchemas(client: pg.PoolClient): Promise<void> {
  await client.query(
    `INSERT INTO model_versions (name, state, kind, location, hash)
     VALUES ($1, 'retired', 'dictionary', 'builtin:none', '')`,
    [modelVersion],
  );
  await client.query(
    `INSERT INTO categories (key, name_ko, name_en, position, updated_at)
     SELECT 'group-' || n, '부문 ' || n, 'Group ' || n, n, now() FROM generate_series(0, 3) n`,
  );
  await client.query(
    `INSERT INTO categories (key, parent_id, name_ko, name_en, position, schema_revision, updated_at)
     SELECT 'leaf-' || n, p.id, '카테고리 ' || n, 'Category ' || n, n, 1, now()
     FROM generate_series(0, $1::int - 1) n JOIN categories p ON p.key = 'group-' || n % 4`,
    [leafCategories],
  );
  await client.query(
    `CREATE TEMP TABLE recipes ON COMMIT DROP AS
     SELECT place - 1 AS position, key, "nameKo" AS label, "nameEn" AS name_en, type, unit,
       ARRAY(SELECT jsonb_array_elements_text(r."values")) AS choices
     FROM ROWS FROM (jsonb_to_recordset($1::jsonb)
       AS (key text, "nameKo" text, "nameEn" text, type text, unit text, "values" jsonb))
       WITH ORDINALITY AS r(key, "nameKo", "nameEn", type, unit, "values", place)`,
    [JSON.stringify(recipes.map((recipe) => ({ ...recipe, values: recipe.values ?? [] })))],
  );
  await client.query(
    `INSERT INTO attributes (category_id, key, name_ko, name_en, type, unit, position)
     SELECT c.id, r.key, r.label, r.name_en, r.type::"AttributeType", r.unit, r.position
     FROM categories c CROSS JOIN recipes r WHERE c.parent_id IS NOT NULL`,
  );
  await client.query(
    `INSERT INTO attribute_list_values (attribute_id, value, position)
     SELECT a.id, v.value, v.place - 1
     FROM attributes a JOIN recipes r ON r.key = a.key
     CROSS JOIN unnest(r.choices) WITH ORDINALITY AS v(value, place)`,
  );
}

/** `pair` decides what a product is: both offers of it say the same. */
async function seedProducts(client: pg.PoolClient, products: number): Promise<void> {
  await client.query(
    `INSERT INTO sellers (name) SELECT '가게 ' || n FROM generate_series(1, $1::int) n`,
    [sellers],
  );
  await client.query(
    `INSERT INTO products (seller_id, external_id, category_id, title, brand, price, group_key,
       content_hash, updated_at)
     SELECT s.id, 'bench-' || n, c.id,
       '상표' || pair % 97 || ' ' || c.name_ko || ' BX-' || 100 + pair % 9000 || ' ' || 1 + pair % 9 || '세대',
       '상표' || pair % 97, 1000 * (10 + pair % 990), 'pair-' || pair, '', now()
     FROM (SELECT n, (n - 1) / 2 AS pair FROM generate_series(1, $1::int) n) offer
     JOIN categories c ON c.key = 'leaf-' || CASE WHEN pair % 4 = 0 THEN 0 ELSE 1 + pair % 15 END
     JOIN sellers s ON s.name = '가게 ' || 1 + (n * 7) % $2::int
     ORDER BY n`,
    [products, sellers],
  );
}

async function stageRows(client: pg.PoolClient, sweep: number): Promise<void> {
  await client.query(
    `CREATE TEMP TABLE staged ON COMMIT DROP AS
     SELECT p.id AS product_id, a.id AS attribute_id, r.position, r.label, v.value, v.surface,
       CASE WHEN r.position IN (p.id % 15, (p.id * 7 + 3) % 15)
         THEN 0.35 + 0.05 * (p.id % 9) ELSE 0.91 + 0.01 * ((p.id + r.position) % 9) END::real
         AS confidence,
       (sum(length(r.label) + 2 + length(v.surface) + 3) OVER before)::int AS passed
     FROM (SELECT *, substr(group_key, 6)::int AS pair, (substr(external_id, 7)::int - 1) % 2 AS half
       FROM products) p
     JOIN attributes a ON a.category_id = p.category_id
     JOIN recipes r ON r.key = a.key
     CROSS JOIN LATERAL (SELECT
       CASE r.type
         WHEN 'number' THEN to_jsonb(1 + (pair * 13 + r.position * 5) % 240)
         WHEN 'enum' THEN to_jsonb(r.choices[1 + (pair + r.position) % 6])
         WHEN 'boolean' THEN to_jsonb(r.key = $1 OR (pair + r.position) % 3 > 0)
         ELSE to_jsonb('BX-' || 100 + pair % 9000) END AS value) picked
     CROSS JOIN LATERAL (SELECT picked.value,
       CASE r.type
         WHEN 'number' THEN (picked.value #>> '{}') || r.unit
         WHEN 'boolean' THEN CASE
           WHEN r.key = $1 THEN CASE WHEN p.pair % 4 = 0 AND p.pair / 4 * 2 + p.half < $2::int
             THEN $3 ELSE '인증' END
           WHEN picked.value = 'true' THEN '지원' ELSE '미지원' END
         ELSE picked.value #>> '{}' END AS surface) v
     WINDOW before AS (PARTITION BY p.id ORDER BY r.position
       ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)`,
    [sweepSubject.attributeKey, sweep, sweepSubject.surface],
  );
  await client.query('ANALYZE staged');
}

async function seedTexts(client: pg.PoolClient): Promise<void> {
  await client.query(
    `INSERT INTO product_texts (product_id, spec, description)
     SELECT product_id, string_agg(label || ': ' || surface, ' / ' ORDER BY position),
       '집과 사무실 어디에나 어울리는 제품입니다. 오래 써도 조용하고 관리가 쉽습니다. 배송은 이틀 안에 시작합니다.'
     FROM staged GROUP BY product_id`,
  );
  await client.query(
    `UPDATE products p SET content_hash = ${contentHashSql('p.title', 't.spec', 't.description')}
     FROM product_texts t WHERE t.product_id = p.id`,
  );
}

/** Foreign keys are true by construction here, and checking a million of them takes longer than the rest. */
async function seedProposals(client: pg.PoolClient): Promise<void> {
  await client.query(`SET LOCAL session_replication_role = replica`);
  await client.query(
    `INSERT INTO proposals (product_id, attribute_id, model_version, "values", alternatives,
       confidence, surface, value_key, needs_review, content_hash, created_at)
     SELECT s.product_id, s.attribute_id, $1,
       jsonb_build_array(jsonb_build_object('value', s.value, 'surface', s.surface,
         'confidence', s.confidence, 'evidence', jsonb_build_object('field', 'spec',
           'start', COALESCE(s.passed, 0) + length(s.label) + 2,
           'end', COALESCE(s.passed, 0) + length(s.label) + 2 + length(s.surface)))),
       '[]', s.confidence, s.surface, s.value #>> '{}', s.confidence < 0.9, p.content_hash,
       now() - interval '1 hour'
     FROM staged s JOIN products p ON p.id = s.product_id
     ORDER BY s.product_id, s.position`,
    [modelVersion],
  );
  await client.query(`SET LOCAL session_replication_role = origin`);
}

async function seedReviewItems(client: pg.PoolClient): Promise<void> {
  await client.query(
    `INSERT INTO review_items (product_id, category_id, seller_id, state, needs_count, row_count,
       min_confidence, model_version, price, proposed_at)
     SELECT p.id, p.category_id, p.seller_id, 'ready', s.needs, s.rows, s.confidence, $1, p.price,
       now() - interval '1 day' + p.id * interval '1 second'
     FROM products p JOIN (
       SELECT product_id, count(*) AS rows, count(*) FILTER (WHERE confidence < 0.9) AS needs,
         min(confidence) AS confidence
       FROM staged GROUP BY product_id) s ON s.product_id = p.id
     ORDER BY p.id`,
    [modelVersion],
  );
}
