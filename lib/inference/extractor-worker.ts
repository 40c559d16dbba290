import { parentPort, workerData } from 'node:worker_threads';
import { AppError } from '../platform/errors';
import type { AttributeQuery } from './features';
import { Gazetteer } from './gazetteer';
import { toExtraction } from './extraction';
import { knowledgeOf } from './knowledge';
import { readModelDirectory, versionName } from './model-directory';
import { openModel } from './open-model';
import { packAnswers } from './pack-answers';
import { predict, type Question } from './predict';
import { TaughtNames, entriesOf } from './schema-query';
import { thresholdOf } from './thresholds';
import type {
  BatchRequest,
  SentError,
  WorkerReply,
  WorkerRequest,
  WorkerSettings,
} from './worker-contract';

interface OpenSchema {
  readonly category: string;
  readonly keys: readonly string[];
  readonly queries: readonly AttributeQuery[];
  readonly gazetteer: Gazetteer;
}

/** Loads the model of `settings` and answers requests until it is asked to close. */
async function serve(settings: WorkerSettings): Promise<void> {
  const model = await readModelDirectory(settings.directory);
  const open = await openModel(model, { threads: settings.threads });
  const names = new TaughtNames(model.labels.attributes);
  const schemas = new Map<number, OpenSchema>();
  const leastTrusted = thresholdOf(model.thresholds, settings.wantedPrecision);
  const knowledge = knowledgeOf({ shape: model.manifest.shape, labels: model.labels });

  const answer = async (request: BatchRequest): Promise<WorkerReply> => {
    for (const id of request.forgotten) schemas.delete(id);
    for (const { id, category, attributes } of request.schemas) {
      const name = names.categoryName(category);
      const queries = attributes.map((definition) => names.queryOf(name, definition));
      const entries = attributes.flatMap((definition, index) => {
        const query = queries[index];
        return query === undefined ? [] : entriesOf(query, definition);
      });
      const keys = attributes.map(({ key }) => key);
      const gazetteer = new Gazetteer(entries, model.gazetteer);
      schemas.set(id, { category: name, keys, queries, gazetteer });
    }
    const asked = request.products.map(({ schema, texts }) => {
      const asking = schemas.get(schema);
      if (asking === undefined) throw new RangeError(`schema ${schema} was not sent`);
      const { category, keys, queries, gazetteer } = asking;
      const question: Question = { texts, category, queries, gazetteer };
      return { question, keys };
    });
    const answers = await predict(
      asked.map(({ question }) => question),
      knowledge,
      open,
    );
    const extractions = asked.map(({ question, keys }, product) =>
      question.queries.map((query, at) => {
        const found = answers[product]?.[at];
        if (found === undefined) throw new RangeError('every question is answered');
        const least = leastTrusted(question.category, query.name);
        return toExtraction(keys[at] ?? '', query.isMultiple, found, model.calibration, least);
      }),
    );
    return { kind: 'answers', answers: packAnswers(extractions) };
  };

  const handle = async (request: WorkerRequest): Promise<void> => {
    if (request.kind === 'close') {
      await open.close();
      parentPort?.close();
      return;
    }
    // Who closes has refused all that waits and reads no further answer.
    if (Atomics.load(settings.closing, 0) !== 0) return;
    try {
      reply(await answer(request));
    } catch (error) {
      reply({ kind: 'failed', error: toSentError(error) });
    }
  };

  // One request after another: answers go back in the order of the requests.
  let turn: Promise<void> = Promise.resolve();
  parentPort?.on('message', (request: WorkerRequest) => {
    turn = turn.then(() => handle(request));
  });
  reply({ kind: 'ready', modelVersion: versionName(model) });
}

function reply(message: WorkerReply): void {
  parentPort?.postMessage(message, message.kind === 'answers' ? [message.answers.buffer] : []);
}

function toSentError(error: unknown): SentError {
  if (error instanceof AppError) {
    const { code, reason, params, message } = error;
    return { message, known: { code, reason, params } };
  }
  return { message: error instanceof Error ? error.message : String(error), known: null };
}

try {
  await serve(workerData as WorkerSettings);
} catch (error) {
  reply({ kind: 'failed', error: toSentError(error) });
}
