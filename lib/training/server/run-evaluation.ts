import type pg from 'pg';
import type { AttributeDefinition } from '../../values/contract';
import { defaultLocale } from '../../i18n/locale';
import { describeError } from '../../platform/describe-error';
import { db, pool, Prisma } from '../../platform/db';
import { AppError } from '../../platform/errors';
import type { Extraction, Extractor } from '../../extraction/contract';
import { needsReview, proposeValues, readValues, type ReadTexts } from '../../proposals/propose';
import { openModelVersion, SchemaReader, type CategorySchema } from '../../proposals/server/worker';
import type { EvaluationReport } from '../contract';
import { valuesOf, type DatasetProduct } from '../../datasets/record';
import { unreadSurfaces } from '../../curation/values';
import { recipeDocument } from '../../datasets/recipe';
import {
  Comparison,
  type ReplayedAnswer,
  type ReplayedProduct,
  type ReplayedRow,
} from '../replay-comparison';
import { Random } from '../../statistics/seeded-random';
import { readDatabaseClock, readDataset } from '../../datasets/server';
import { readSide, readTrainedProducts } from './trained-products';

/** More products than these are sampled: the interval is narrow by then. */
const mostProducts = 4_000;
const batchSize = 64;
const resampleSeed = 1;
/** What one key press was counted as where nobody's keystrokes are recorded yet. */
const assumedKeystrokes = { right: 1, wrong: 8 };

/**
 * Replays past human decisions with a candidate and the model in production and stores the report.
 * Products that one of them was trained on, and their near-duplicates, are left out. An evaluation
 * that is over is left as it is.
 * @throws AppError when a model does not open; the signal's reason when it is aborted
 */
export async function evaluateModel(id: string, signal: AbortSignal): Promise<void> {
  const row = await db().candidateEvaluation.findUnique({ where: { id } });
  if (row === null || !['queued', 'running'].includes(row.state)) return;
  await db().candidateEvaluation.update({ where: { id }, data: { state: 'running', done: 0 } });
  const trained = await readTrainedProducts(row.candidate);
  for (const product of await readTrainedProducts(row.production)) trained.add(product);
  const sample = await sampleDecided(trained, signal);
  await db().candidateEvaluation.update({ where: { id }, data: { total: sample.products.length } });
  const heldOut =
    row.datasetVersionId === null ? null : await readSide(row.datasetVersionId, 'test');
  const models = await openBoth(row.candidate, row.production);
  try {
    const report = await replay(sample, heldOut, models, signal, async (done) => {
      await db().candidateEvaluation.update({ where: { id }, data: { done } });
    });
    await db().candidateEvaluation.updateMany({
      where: { id, state: 'running' },
      data: { state: 'done', report: toJson(report), finishedAt: new Date() },
    });
  } finally {
    await models.candidate.close();
    await models.production.close();
  }
}

/** Gives an evaluation up. */
export async function failEvaluation(id: string, error: unknown): Promise<void> {
  const detail =
    error instanceof AppError ? describeError(defaultLocale, error) : String(error).slice(0, 2_000);
  await db().candidateEvaluation.updateMany({
    where: { id, state: { in: ['queued', 'running'] } },
    data: { state: 'failed', error: detail, finishedAt: new Date() },
  });
}

interface Sample {
  readonly products: readonly DatasetProduct[];
  readonly seenProducts: number;
  readonly unsampledProducts: number;
}

/** Decided products of no group that has a trained one, some of them chosen by chance when many. */
async function sampleDecided(trained: ReadonlySet<number>, signal: AbortSignal): Promise<Sample> {
  const recipe = recipeDocument.parse({ maskPersonalData: false, split: { seed: 'evaluation' } });
  const random = new Random(resampleSeed);
  const products: DatasetProduct[] = [];
  let isSeen: (productId: number) => boolean = () => false;
  let seenProducts = 0;
  let unseen = 0;
  await readDataset(
    { recipe, asOf: await readDatabaseClock(), signal },
    (product) => {
      if (isSeen(product.id)) {
        seenProducts += 1;
        return;
      }
      unseen += 1;
      if (products.length < mostProducts) products.push(product);
      else {
        const place = random.below(unseen);
        if (place < mostProducts) products[place] = product;
      }
    },
    (plan) => {
      const groups = new Set([...trained].map((each) => plan.groupOf(each)));
      isSeen = (each) => trained.has(each) || groups.has(plan.groupOf(each));
    },
  );
  return { products, seenProducts, unsampledProducts: unseen - products.length };
}

interface Models {
  readonly candidate: Extractor;
  readonly production: Extractor;
}

async function openBoth(candidate: string, production: string): Promise<Models> {
  const open = async (name: string): Promise<Extractor> => {
    const version = await db().modelVersion.findUnique({ where: { name } });
    if (!version) throw new AppError('not-found', 'errors.not-found', { subject: name });
    return openModelVersion(version, 1);
  };
  const first = await open(candidate);
  try {
    return { candidate: first, production: await open(production) };
  } catch (error) {
    await first.close();
    throw error;
  }
}

async function replay(
  sample: Sample,
  heldOut: ReadonlySet<number> | null,
  models: Models,
  signal: AbortSignal,
  progress: (done: number) => Promise<void>,
): Promise<EvaluationReport> {
  const all = new Comparison();
  const apart = new Comparison();
  const seconds = { candidate: 0, production: 0 };
  const schemas = await readSchemas(sample.products);
  for (let start = 0; start < sample.products.length; start += batchSize) {
    signal.throwIfAborted();
    const batch = sample.products.slice(start, start + batchSize);
    for (const product of await replayBatch(batch, schemas, models, seconds, signal)) {
      all.add(product);
      if (heldOut?.has(product.id)) apart.add(product);
    }
    await progress(Math.min(start + batchSize, sample.products.length));
  }
  const costs = await readKeystrokes();
  const speedOf = (spent: number) => (spent === 0 ? 0 : sample.products.length / spent);
  const speeds = {
    candidate: speedOf(seconds.candidate),
    production: speedOf(seconds.production),
  };
  const random = new Random(resampleSeed);
  return {
    decisions: all.report(costs, speeds, () => random.next()),
    heldOut: heldOut === null ? null : apart.report(costs, speeds, () => random.next()),
    seenProducts: sample.seenProducts,
    unsampledProducts: sample.unsampledProducts,
    keystrokes: costs,
    regressions: all.regressions,
    improvements: all.improvements,
  };
}

async function replayBatch(
  batch: readonly DatasetProduct[],
  schemas: ReadonlyMap<string, CategorySchema>,
  models: Models,
  seconds: { candidate: number; production: number },
  signal: AbortSignal,
): Promise<ReplayedProduct[]> {
  const asked = batch.flatMap((product) => {
    const schema = schemas.get(product.category.key);
    return schema && schema.attributes.length > 0 ? [{ product, schema }] : [];
  });
  const inputs = asked.map(({ product, schema }) => {
    const { title, spec, description } = product;
    return { ...schema, title, spec, description };
  });
  const ask = async (side: keyof Models): Promise<Extraction[][]> => {
    const started = performance.now();
    const answers = await models[side].extract(inputs, signal);
    seconds[side] += (performance.now() - started) / 1000;
    return answers;
  };
  const candidate = await ask('candidate');
  const production = await ask('production');
  return asked.map(({ product, schema }, place) => ({
    id: product.id,
    title: product.title,
    rows: product.decisions.flatMap((decision): ReplayedRow[] => {
      const at = schema.attributes.findIndex(({ key }) => key === decision.attribute.key);
      const attribute = schema.attributes[at];
      const after = candidate[place]?.[at];
      const before = production[place]?.[at];
      // Where sources conflict, no value is right and none is wrong.
      if (!attribute || !after || !before || decision.absence === 'conflict') return [];
      return [
        {
          category: product.category.key,
          attribute,
          decided: valuesOf(decision),
          candidate: toAnswer(after, attribute, product),
          production: toAnswer(before, attribute, product),
        },
      ];
    }),
  }));
}

function toAnswer(
  extraction: Extraction,
  attribute: AttributeDefinition,
  texts: ReadTexts,
): ReplayedAnswer {
  const body = proposeValues(extraction, attribute, texts);
  return {
    values: readValues(body),
    unread: unreadSurfaces(body),
    confidence: body.confidence,
    needsReview: needsReview(body, null),
  };
}

/** Schemas of the products' categories by category key. */
async function readSchemas(
  products: readonly DatasetProduct[],
): Promise<ReadonlyMap<string, CategorySchema>> {
  const keys = [...new Set(products.map(({ category }) => category.key))];
  const categories = await db().category.findMany({
    where: { key: { in: keys } },
    select: { id: true },
  });
  const client: pg.PoolClient = await pool().connect();
  try {
    const ids = categories.map(({ id }) => id);
    const schemas = await new SchemaReader().read(client, ids);
    return new Map([...schemas.values()].map((schema) => [schema.category.key, schema]));
  } finally {
    client.release();
  }
}

/** Mean keys that people pressed for a value that was right, and for one that was not. */
async function readKeystrokes(): Promise<EvaluationReport['keystrokes']> {
  const [means] = await db().$queryRaw<Record<'right' | 'wrong', number | null>[]>`
    SELECT avg(keystrokes) FILTER (WHERE kind = 'accept')::float8 AS right,
      avg(keystrokes) FILTER (WHERE kind IN ('correct', 'added', 'absent', 'reject'))::float8 AS wrong
    FROM decisions WHERE keystrokes IS NOT NULL AND mode = 'single'`;
  const { right = null, wrong = null } = means ?? {};
  return {
    right: right ?? assumedKeystrokes.right,
    wrong: wrong ?? assumedKeystrokes.wrong,
    isMeasured: right !== null && wrong !== null,
  };
}

function toJson(report: EvaluationReport): Prisma.InputJsonObject {
  return JSON.parse(JSON.stringify(report)) as Prisma.InputJsonObject;
}
