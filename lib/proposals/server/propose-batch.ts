import type pg from 'pg';
import { defaultLocale } from '../../i18n/locale';
import { describeError } from '../../platform/describe-error';
import { AppError } from '../../platform/errors';
import type { ExtractionInput, Extraction, Extractor } from '../../extraction/contract';
import { flagUnfitting, needsReview, proposeValues } from '../propose';
import { weighSilences } from '../weigh-silence';
import {
  claimProducts,
  readCurrentValues,
  type CategorySchema,
  type ClaimedProduct,
  type SchemaReader,
} from './store';
import { storeProposals, type NewProposal, type ProposalBatch } from './store-proposals';

const maximumAttempts = 3;

interface Reading {
  readonly product: ClaimedProduct;
  readonly schema: CategorySchema;
  readonly input: ExtractionInput;
}

interface Outcome {
  readonly reading: Reading;
  readonly extractions: readonly Extraction[];
}

interface Failure {
  readonly productId: number;
  readonly attempts: number;
  readonly error: string;
}

/** The run that a batch belongs to, and whether agreeing proposals of other models stand. */
export interface BatchWish {
  readonly runId: string;
  readonly keepsAgreeing: boolean;
}

/**
 * Claims some products of a run, proposes their values and stores everything, the run's counters
 * included. All of it happens in the caller's transaction: a kill leaves the products queued.
 * @returns how many products were claimed; 0 means that none waits.
 * @throws AppError `unavailable` or `busy` when the model, not a product, is at fault.
 */
export async function proposeBatch(
  client: pg.PoolClient,
  { runId, keepsAgreeing }: BatchWish,
  extractor: Extractor,
  schemas: SchemaReader,
  limit: number,
  signal: AbortSignal,
): Promise<number> {
  const { products, gone } = await claimProducts(client, runId, limit);
  if (products.length + gone.length === 0) return 0;
  const readings = await readInputs(client, products, schemas);
  const extracted = await extractIsolated(extractor, readings, signal);
  const origin = { modelVersion: extractor.modelVersion, keepsAgreeing };
  const stored = await storeIsolated(client, origin, extracted.outcomes);
  const failures = [
    ...gone.map((productId) => ({ productId, attempts: 1, error: 'The product was deleted.' })),
    ...extracted.failures,
    ...stored.failures,
  ];
  await settleTasks(client, runId, stored.productIds, failures);
  return products.length + gone.length;
}

async function readInputs(
  client: pg.PoolClient,
  products: readonly ClaimedProduct[],
  schemas: SchemaReader,
): Promise<readonly Reading[]> {
  const byCategory = await schemas.read(
    client,
    products.map(({ categoryId }) => categoryId),
  );
  return products.flatMap((product) => {
    const schema = byCategory.get(product.categoryId);
    if (!schema) return [];
    const { title, spec, description } = product;
    const { category, attributes } = schema;
    return [{ product, schema, input: { category, attributes, title, spec, description } }];
  });
}

/** One product that breaks the model must not take its batch along: it is then asked alone. */
async function extractIsolated(
  extractor: Extractor,
  readings: readonly Reading[],
  signal: AbortSignal,
): Promise<{ readonly outcomes: readonly Outcome[]; readonly failures: readonly Failure[] }> {
  const asked = readings.filter(({ schema }) => schema.attributes.length > 0);
  const unasked = readings.filter(({ schema }) => schema.attributes.length === 0);
  const outcomes: Outcome[] = unasked.map((reading) => ({ reading, extractions: [] }));
  const failures: Failure[] = [];
  try {
    outcomes.push(...(await extractTogether(extractor, asked, signal)));
  } catch (error) {
    throwUnlessOfProduct(error, signal);
    for (const reading of asked) {
      const result = await extractAlone(extractor, reading, signal);
      if ('error' in result) failures.push(result);
      else outcomes.push(result);
    }
  }
  return { outcomes, failures };
}

async function extractAlone(
  extractor: Extractor,
  reading: Reading,
  signal: AbortSignal,
): Promise<Outcome | Failure> {
  // The attempt together with the batch was the first.
  for (let attempts = 2; ; attempts += 1) {
    try {
      const [outcome] = await extractTogether(extractor, [reading], signal);
      return outcome!;
    } catch (error) {
      throwUnlessOfProduct(error, signal);
      if (attempts < maximumAttempts) continue;
      return { productId: reading.product.productId, attempts, error: describe(error) };
    }
  }
}

async function extractTogether(
  extractor: Extractor,
  readings: readonly Reading[],
  signal: AbortSignal,
): Promise<Outcome[]> {
  if (readings.length === 0) return [];
  const inputs = readings.map(({ input }) => input);
  const answers = await extractor.extract(inputs, signal);
  signal.throwIfAborted();
  return readings.map((reading, index) => {
    const extractions = answers[index] ?? [];
    const { attributes } = reading.schema;
    if (extractions.length !== attributes.length)
      throw new Error(`${extractions.length} answers for ${attributes.length} attributes`);
    return { reading, extractions };
  });
}

function throwUnlessOfProduct(error: unknown, signal: AbortSignal): void {
  signal.throwIfAborted();
  if (error instanceof AppError && (error.code === 'unavailable' || error.code === 'busy'))
    throw error;
}

type Origin = Pick<ProposalBatch, 'modelVersion' | 'keepsAgreeing'>;

interface Stored {
  readonly productIds: readonly number[];
  readonly failures: readonly Failure[];
}

/** The same for storing: a text that PostgreSQL refuses is the matter of one product. */
async function storeIsolated(
  client: pg.PoolClient,
  origin: Origin,
  outcomes: readonly Outcome[],
): Promise<Stored> {
  const together = await storeGuarded(client, origin, outcomes);
  if (!('error' in together)) return { productIds: together.productIds, failures: [] };
  const productIds: number[] = [];
  const failures: Failure[] = [];
  for (const outcome of outcomes) {
    const alone = await storeGuarded(client, origin, [outcome]);
    if (!('error' in alone)) productIds.push(...alone.productIds);
    else {
      const { productId } = outcome.reading.product;
      failures.push({ productId, attempts: 2, error: alone.error });
    }
  }
  return { productIds, failures };
}

/** Data exceptions and broken constraints come from what is stored; anything else is the server's. */
const isOfData = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  /^2[23]/.test(String(error.code));

async function storeGuarded(
  client: pg.PoolClient,
  origin: Origin,
  outcomes: readonly Outcome[],
): Promise<{ readonly productIds: readonly number[] } | { readonly error: string }> {
  if (outcomes.length === 0) return { productIds: [] };
  await client.query('SAVEPOINT storing');
  try {
    const products = outcomes.map(({ reading }) => reading.product);
    const current = await readCurrentValues(
      client,
      products.map(({ productId }) => productId),
    );
    const proposals = outcomes.flatMap((outcome) => toProposals(outcome, current));
    const productIds = await storeProposals(client, { ...origin, products, proposals });
    await client.query('RELEASE SAVEPOINT storing');
    return { productIds };
  } catch (error) {
    if (!isOfData(error)) throw error;
    await client.query('ROLLBACK TO SAVEPOINT storing');
    return { error: describe(error) };
  }
}

function toProposals(
  { reading, extractions }: Outcome,
  current: Awaited<ReturnType<typeof readCurrentValues>>,
): readonly NewProposal[] {
  const { product, schema } = reading;
  const drafts = schema.attributes.map((attribute, index) => {
    const attributeId = schema.attributeIds[index]!;
    const held = current.get(`${product.productId}:${attributeId}`) ?? null;
    const body = proposeValues(extractions[index]!, attribute, reading.input);
    return { attribute, attributeId, held, body };
  });
  const weighed = weighSilences(drafts, product);
  return flagUnfitting(weighed).map(({ attribute, attributeId, held, body }, index) => {
    const { isTrusted } = extractions[index]!;
    const isNeedy = needsReview(body, held, isTrusted, attribute.tolerance);
    return { productId: product.productId, attributeId, body, needsReview: isNeedy };
  });
}

/** Error texts are for a lead's eyes: one line, no stack, no product text beyond a glimpse. */
function describe(error: unknown): string {
  const text =
    error instanceof AppError
      ? describeError(defaultLocale, error)
      : error instanceof Error
        ? error.message
        : String(error);
  return text.replace(/\s+/g, ' ').slice(0, 500);
}

/** Products that changed since they were read stay queued and come again with their new texts. */
async function settleTasks(
  client: pg.PoolClient,
  runId: string,
  done: readonly number[],
  failures: readonly Failure[],
): Promise<void> {
  await client.query(
    `UPDATE proposal_tasks SET state = 'done', attempts = attempts + 1, error = NULL
     WHERE run_id = $1 AND product_id = ANY($2)`,
    [runId, done],
  );
  await client.query(
    `UPDATE proposal_tasks t SET state = 'failed', attempts = t.attempts + f.attempts, error = f.error
     FROM jsonb_to_recordset($2::jsonb) AS f("productId" int, attempts int, error text)
     WHERE t.run_id = $1 AND t.product_id = f."productId"`,
    [runId, JSON.stringify(failures)],
  );
  await client.query(
    'UPDATE proposal_runs SET done = done + $2, failed = failed + $3 WHERE id = $1',
    [runId, done.length, failures.length],
  );
}
