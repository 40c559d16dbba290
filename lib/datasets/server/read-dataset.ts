import { createHash } from 'node:crypto';
import type pg from 'pg';
import * as z from 'zod';
import { attributeType, type AttributeValue, type Evidence } from '../../values/contract';
import { errorKind, type Absence, type DecisionMode } from '../../values/decision';
import { settleDecisions } from '../../curation/server';
import { pool } from '../../platform/db';
import type { ProposedValue } from '../../proposals/contract';
import type { DatasetCounts, LeakCheck } from '../contract';
import { toNamePattern } from '../mask-personal-data';
import {
  isCorrection,
  toDatasetProduct,
  type DatasetDecision,
  type DatasetProduct,
  type StoredDecision,
} from '../record';
import type { RecipeDocument } from '../recipe';
import { SplitPlanner, type SplitPlan } from '../split-plan';
import { chooseDecisions, countExclusions } from './choose-decisions';

/** Rows that one FETCH brings: decisions, whose listings are held with them, or listings. */
const batchRows = 500;
/** How long decisions may keep a dataset waiting, and the dataset them. */
const settleTimeoutMs = 30_000;
/** No value list in a prompt is longer. */
const maximumListValues = 200;

export interface DatasetWish {
  readonly recipe: RecipeDocument;
  /** Decisions stored before this instant. */
  readonly asOf: Date;
  readonly signal?: AbortSignal;
}

/**
 * Reads the products of a recipe in order of id, in one snapshot and with flat memory, and hands each
 * to `take`, which is waited for.
 * @param onPlan gets the split before the first product
 * @throws what `take` throws, and the signal's reason when it is aborted
 */
export async function readDataset(
  wish: DatasetWish,
  take: (product: DatasetProduct) => Promise<void> | void,
  onPlan: (plan: SplitPlan) => void = () => undefined,
): Promise<{ readonly counts: DatasetCounts; readonly leaks: LeakCheck }> {
  const client = await pool().connect();
  let broken: Error | undefined;
  try {
    await settleDecisions(client, wish.asOf, settleTimeoutMs);
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
    await client.query(`SET LOCAL idle_in_transaction_session_timeout = '10min'`);
    // All rows are taken, and sorted: a plan for the first few would be slow.
    await client.query(`SET LOCAL cursor_tuple_fraction = 1`);
    await client.query(`SET LOCAL work_mem = '64MB'`);
    await chooseDecisions(client, wish.recipe, wish.asOf);
    const plan = await planSplit(client, wish);
    onPlan(plan);
    const counter = new Counter(plan);
    await readProducts(client, wish, plan, counter, take);
    return { counts: counter.finish(await countExclusions(client)), leaks: plan.leaks };
  } finally {
    // Always ended: the table of the chosen goes with the transaction.
    await client.query('ROLLBACK').catch((error: Error) => {
      broken = error;
    });
    client.release(broken);
  }
}

const plannedRow = z.object({
  id: z.number(),
  sellerId: z.number(),
  title: z.string(),
  spec: z.string(),
  brand: z.string().nullable(),
  groupKey: z.string().nullable(),
});

async function planSplit(
  client: pg.PoolClient,
  { recipe, signal }: DatasetWish,
): Promise<SplitPlan> {
  const planner = new SplitPlanner(recipe);
  const listings = readBatches(
    client,
    `SELECT o.id, o.seller_id AS "sellerId", o.title, COALESCE(t.spec, '') AS spec, o.brand,
       o.group_key AS "groupKey"
     FROM products o LEFT JOIN product_texts t ON t.product_id = o.id
     WHERE o.id IN (SELECT product_id FROM dataset_chosen WHERE exclusion IS NULL)
     ORDER BY o.id`,
    signal,
  );
  for await (const batch of listings) {
    for (const row of batch) planner.add(plannedRow.parse(row));
  }
  return planner.plan();
}

/** Our own row, whose JSON was checked when it was stored: checking a million again costs half the time. */
interface DecisionRow {
  readonly productId: number;
  readonly attributeId: number;
  readonly id: string;
  readonly kind: StoredDecision['kind'];
  readonly mode: DecisionMode;
  readonly values: readonly AttributeValue[];
  readonly absence: Absence | null;
  readonly proposed: readonly ProposedValue[];
  readonly alternatives: readonly ProposedValue[] | null;
  readonly errorKind: string | null;
  readonly modelVersion: string;
  readonly reviewerId: string;
  readonly decidedAt: string;
  readonly durationMs: number | null;
  readonly surface: string | null;
  readonly evidence: Evidence | null;
}

const listingRow = z.object({
  id: z.number(),
  title: z.string(),
  brand: z.string().nullable(),
  spec: z.string(),
  description: z.string(),
  category: z.object({ key: z.string(), nameKo: z.string(), nameEn: z.string() }),
});
type ListingRow = z.infer<typeof listingRow>;

async function readProducts(
  client: pg.PoolClient,
  { recipe, signal }: DatasetWish,
  plan: SplitPlan,
  counter: Counter,
  take: (product: DatasetProduct) => Promise<void> | void,
): Promise<void> {
  const attributes = await readAttributes(client);
  const reviewers = new Map<string, string>();
  const masking = recipe.maskPersonalData
    ? { names: toNamePattern(await readNames(client)) }
    : null;
  const takeProduct = async (listing: ListingRow, decisions: readonly DecisionRow[]) => {
    const split = plan.sideOf(listing.id);
    if (split === null) return counter.leaveOut(decisions.length);
    const stored = decisions.map((row): StoredDecision => {
      // Most have none, and refusing null is zod's slow path.
      const error =
        row.errorKind === null ? null : (errorKind.safeParse(row.errorKind).data ?? null);
      return {
        id: row.id,
        attribute: attributes.get(row.attributeId)!,
        kind: row.kind,
        mode: row.mode,
        values: row.values,
        absence: row.absence,
        proposed: { values: row.proposed, alternatives: row.alternatives ?? [] },
        errorKind: error,
        weight: (error && recipe.errorWeights[error]) ?? 1,
        modelVersion: row.modelVersion,
        reviewer: pseudonymOf(reviewers, row.reviewerId),
        decidedAt: row.decidedAt,
        durationMs: row.durationMs,
        surface: row.surface,
        evidence: row.evidence,
      };
    });
    const made = toDatasetProduct({ ...listing, split, decisions: stored }, masking);
    counter.count(made);
    await take(made);
  };
  let listings = new Map<number, ListingRow>();
  let open: DecisionRow[] = [];
  for await (const rows of readBatches<DecisionRow>(client, decisionsSql, signal)) {
    const ids = new Set(rows.map(({ productId }) => productId));
    const last = open[0] && listings.get(open[0].productId);
    listings = await readListings(client, ids);
    // A product may begin in one batch and end in the next.
    if (last) listings.set(last.id, last);
    for (const row of rows) {
      const [first] = open;
      if (first && first.productId !== row.productId) {
        await takeProduct(listings.get(first.productId)!, open);
        open = [];
      }
      open.push(row);
    }
  }
  const [first] = open;
  if (first) await takeProduct(listings.get(first.productId)!, open);
}

/** Products in order of id, their decisions in order of the schema. */
const decisionsSql = `
  SELECT k.product_id AS "productId", k.attribute_id AS "attributeId", d.id, d.kind::text,
    d.mode::text, d.values, d.absence::text, d.proposed->'values' AS proposed,
    d.proposed->'alternatives' AS alternatives, d.error_kind AS "errorKind",
    d.model_version AS "modelVersion", d.reviewer_id AS "reviewerId",
    to_char(d.decided_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "decidedAt",
    d.duration_ms AS "durationMs", d.surface, d.evidence
  FROM dataset_chosen k
  JOIN decisions d ON d.id = k.id
  JOIN attributes a ON a.id = k.attribute_id
  WHERE k.exclusion IS NULL
  ORDER BY k.product_id, a.position, a.id`;

async function readListings(
  client: pg.PoolClient,
  ids: ReadonlySet<number>,
): Promise<Map<number, ListingRow>> {
  const { rows } = await client.query(
    `SELECT o.id, o.title, o.brand, COALESCE(t.spec, '') AS spec,
       COALESCE(t.description, '') AS description,
       jsonb_build_object('key', c.key, 'nameKo', c.name_ko, 'nameEn', c.name_en) AS category
     FROM products o
     JOIN categories c ON c.id = o.category_id
     LEFT JOIN product_texts t ON t.product_id = o.id
     WHERE o.id = ANY($1::int[])`,
    [[...ids]],
  );
  return new Map(
    z
      .array(listingRow)
      .parse(rows)
      .map((listing) => [listing.id, listing]),
  );
}

/** The rows of a query, some at a time. */
async function* readBatches<Row extends object>(
  client: pg.PoolClient,
  sql: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<readonly Row[], void, undefined> {
  await client.query(`DECLARE dataset_rows NO SCROLL CURSOR FOR ${sql}`);
  for (;;) {
    signal?.throwIfAborted();
    const { rows } = await client.query<Row>(`FETCH ${batchRows} FROM dataset_rows`);
    if (rows.length === 0) break;
    yield rows;
  }
  await client.query('CLOSE dataset_rows');
}

const attributeRow = z.object({
  id: z.number(),
  key: z.string(),
  nameKo: z.string(),
  nameEn: z.string(),
  type: attributeType,
  unit: z.string().nullable(),
  isMultiple: z.boolean(),
  guideline: z.string(),
  listValues: z.array(z.string()),
});

async function readAttributes(
  client: pg.PoolClient,
): Promise<Map<number, DatasetDecision['attribute']>> {
  const { rows } = await client.query(`
    SELECT a.id, a.key, a.name_ko AS "nameKo", a.name_en AS "nameEn", a.type::text, a.unit,
      a.is_multiple AS "isMultiple", a.guideline,
      ARRAY(SELECT l.value FROM attribute_list_values l WHERE l.attribute_id = a.id
        ORDER BY l.position, l.id LIMIT ${maximumListValues}) AS "listValues"
    FROM attributes a WHERE a.id IN (SELECT attribute_id FROM dataset_chosen)`);
  return new Map(
    z
      .array(attributeRow)
      .parse(rows)
      .map(({ id, ...attribute }) => [id, attribute]),
  );
}

async function readNames(client: pg.PoolClient): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>('SELECT name FROM users ORDER BY name');
  return rows.map(({ name }) => name);
}

function pseudonymOf(known: Map<string, string>, reviewerId: string): string {
  let pseudonym = known.get(reviewerId);
  if (pseudonym === undefined) {
    const digest = createHash('sha256').update(`reviewer ${reviewerId}`).digest('hex');
    pseudonym = `reviewer-${digest.slice(0, 10)}`;
    known.set(reviewerId, pseudonym);
  }
  return pseudonym;
}

type AttributeCount = DatasetCounts['attributes'][number];

/** Counts what goes into a dataset; grows with the schemas, not with the decisions. */
class Counter {
  readonly #plan: SplitPlan;
  readonly #counts: DatasetCounts;
  readonly #attributes = new Map<string, AttributeCount>();
  readonly #people = new Set<string>();
  #leftOut = 0;

  constructor(plan: SplitPlan) {
    this.#plan = plan;
    this.#counts = {
      products: 0,
      decisions: 0,
      groups: plan.groups,
      largestGroup: plan.largestGroup,
      people: 0,
      productsBySplit: { train: 0, validation: 0, test: 0 },
      decisionsBySplit: { train: 0, validation: 0, test: 0 },
      kinds: {},
      errorKinds: {},
      attributes: [],
      modelVersions: {},
      excluded: {},
      decidedFrom: null,
      decidedTo: null,
    };
  }

  leaveOut(decisions: number): void {
    this.#leftOut += decisions;
  }

  count(product: DatasetProduct): void {
    const counts = this.#counts;
    counts.products += 1;
    counts.productsBySplit[product.split] += 1;
    counts.decisions += product.decisions.length;
    counts.decisionsBySplit[product.split] += product.decisions.length;
    for (const decision of product.decisions) {
      const { kind, errorKind: error, modelVersion, decidedAt } = decision;
      counts.kinds[kind] = (counts.kinds[kind] ?? 0) + 1;
      if (error) counts.errorKinds[error] = (counts.errorKinds[error] ?? 0) + 1;
      counts.modelVersions[modelVersion] = (counts.modelVersions[modelVersion] ?? 0) + 1;
      this.#people.add(decision.reviewer);
      if (counts.decidedFrom === null || decidedAt < counts.decidedFrom)
        counts.decidedFrom = decidedAt;
      if (counts.decidedTo === null || decidedAt > counts.decidedTo) counts.decidedTo = decidedAt;
      const each = this.#attributeOf(product, decision);
      each.decisions += 1;
      if (decision.values.length > 0) each.withValue += 1;
      if (isCorrection(decision)) each.corrections += 1;
    }
  }

  finish(excluded: DatasetCounts['excluded']): DatasetCounts {
    const attributes = [...this.#attributes.values()].sort(
      (one, other) => other.decisions - one.decisions || (nameOf(one) < nameOf(other) ? -1 : 1),
    );
    const capped = this.#leftOut > 0 ? { 'seller-cap': this.#leftOut } : {};
    return {
      ...this.#counts,
      groups: this.#plan.groups,
      people: this.#people.size,
      kinds: sortKeys(this.#counts.kinds),
      errorKinds: sortKeys(this.#counts.errorKinds),
      modelVersions: sortKeys(this.#counts.modelVersions),
      attributes,
      excluded: { ...excluded, ...capped },
    };
  }

  #attributeOf({ category }: DatasetProduct, { attribute }: DatasetDecision): AttributeCount {
    const name = `${category.key}/${attribute.key}`;
    const known = this.#attributes.get(name);
    if (known) return known;
    const { key, nameKo, nameEn } = attribute;
    const zero = { decisions: 0, withValue: 0, corrections: 0 };
    const fresh = { category: category.key, attribute: key, nameKo, nameEn, ...zero };
    this.#attributes.set(name, fresh);
    return fresh;
  }
}

function nameOf({ category, attribute }: AttributeCount): string {
  return `${category}/${attribute}`;
}

function sortKeys(counts: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(counts).sort(([one], [other]) => (one < other ? -1 : 1)),
  );
}
