import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { AttributeDefinition } from '../values/contract';
import { AppError } from '../platform/errors';
import type { Extraction, ExtractionInput, Extractor } from '../extraction/contract';
import { unpackAnswers } from './pack-answers';
import type {
  BatchRequest,
  SentError,
  SentProduct,
  SentSchema,
  WorkerReply,
  WorkerRequest,
  WorkerSettings,
} from './worker-contract';

export interface ExtractorOptions {
  /** Worker threads, each with a session of its own. */
  readonly workers?: number;
  /** Threads that each session computes with. */
  readonly threads?: number;
  /** Products that may wait; a call that comes on top of this many is refused. */
  readonly queueLimit?: number;
  /** How often values that count as trusted should be right, a share. */
  readonly wantedPrecision?: number;
  /** Starts the thread that a model runs in. */
  readonly startThread?: (settings: WorkerSettings) => Worker;
}

const DEFAULTS = { workers: 1, threads: 1, queueLimit: 4096, wantedPrecision: 0.95, startThread };

/** Characters of text and questions that one batch may hold; a batch has at least one product. */
const BATCH_CHARACTERS = 32_768;
const BATCH_QUESTIONS = 1024;
/** Batches that a thread holds: it begins the next while the answers to one are handed out. */
const BATCHES_AHEAD = 2;
const KNOWN_SCHEMAS = 256;
/** Threads that may die one after another, with nothing answered between, before no more is started. */
const MOST_DEATHS = 3;
/** A thread's own heap, in megabytes; texts and answers of its batches stay far below. */
const HEAP_MB = 512;
/** Room for what one batch needs and no longer: with the usual third of it a tenth is slower. */
export const YOUNG_MB = 64;

const here = path.dirname(fileURLToPath(import.meta.url));

function startThread(settings: WorkerSettings): Worker {
  const entry = pathToFileURL(path.join(here, 'worker-entry.mjs'));
  const resourceLimits = { maxOldGenerationSizeMb: HEAP_MB, maxYoungGenerationSizeMb: YOUNG_MB };
  return new Worker(entry, { workerData: settings, execArgv: [], resourceLimits });
}

/**
 * Opens a model directory for extraction in worker threads.
 * @throws AppError `not-found`, `unsupported` or `invalid` when the directory is no sound model
 */
export async function openExtractor(
  directory: string,
  options: ExtractorOptions = {},
): Promise<Extractor> {
  const { workers, threads, queueLimit, wantedPrecision, startThread } = {
    ...DEFAULTS,
    ...options,
  };
  const settings = { directory: path.resolve(directory), threads, wantedPrecision };
  const start = (): Promise<ModelWorker> => ModelWorker.start(settings, startThread);
  const started = await Promise.allSettled(Array.from({ length: workers }, start));
  const ready = started.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  const failed = started.find((each) => each.status === 'rejected');
  if (failed !== undefined) {
    await Promise.all(ready.map((worker) => worker.stop()));
    throw failed.reason;
  }
  return new QueuedExtractor(ready, queueLimit, start);
}

/** One product that waits for its answer, and the call that it belongs to. */
interface Waiting {
  readonly call: Call;
  readonly index: number;
  readonly input: ExtractionInput;
  readonly schema: KnownSchema;
}

interface Call {
  readonly results: Extraction[][];
  missing: number;
  isOver: boolean;
  readonly settle: (error: unknown) => void;
}

/**
 * Joins the products of all calls into batches and hands each batch to the next idle worker. A
 * worker that dies fails the calls that it held, and another is started in its place.
 */
class QueuedExtractor implements Extractor {
  readonly modelVersion: string;
  private readonly schemas = new SchemaBook();
  private readonly workers: Set<ModelWorker>;
  private queue: Waiting[] = [];
  private waiting = 0;
  private readonly starting = new Set<Promise<void>>();
  private deaths = 0;
  private lastDeath: unknown = new AppError('unavailable', 'training.model-closed');
  private isClosed = false;

  constructor(
    workers: readonly ModelWorker[],
    private readonly queueLimit: number,
    private readonly start: () => Promise<ModelWorker>,
  ) {
    this.workers = new Set(workers);
    this.modelVersion = workers[0]?.modelVersion ?? '';
    for (const worker of workers) this.watch(worker);
  }

  extract(inputs: readonly ExtractionInput[], signal?: AbortSignal): Promise<Extraction[][]> {
    if (this.isClosed) return Promise.reject(new AppError('unavailable', 'training.model-closed'));
    if (this.workers.size === 0 && this.starting.size === 0) {
      // This call is refused; what ended the threads may be over when the next one comes.
      void this.hire();
      return Promise.reject(this.lastDeath);
    }
    if (this.waiting > 0 && this.waiting + inputs.length > this.queueLimit) {
      const limit = this.queueLimit;
      return Promise.reject(new AppError('unavailable', 'training.queue-full', { limit }));
    }
    if (signal?.aborted) return Promise.reject(signal.reason as Error);
    if (inputs.length === 0) return Promise.resolve([]);
    return new Promise((resolve, reject) => {
      const onAbort = (): void => call.settle(signal?.reason);
      const call: Call = {
        results: inputs.map(() => []),
        missing: inputs.length,
        isOver: false,
        settle: (error) => {
          if (call.isOver) return;
          call.isOver = true;
          this.waiting -= inputs.length;
          signal?.removeEventListener('abort', onAbort);
          this.queue = this.queue.filter((item) => item.call !== call);
          if (error === null) resolve(call.results);
          else reject(error as Error);
        },
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      this.waiting += inputs.length;
      inputs.forEach((input, index) => {
        this.queue.push({ call, index, input, schema: this.schemas.entryOf(input) });
      });
      this.pump();
    });
  }

  async close(): Promise<void> {
    this.isClosed = true;
    this.refuseWaiting(new AppError('unavailable', 'training.model-closed'));
    // A thread that is still loading its model stops itself once it has loaded.
    await Promise.all([...this.starting, ...[...this.workers].map((worker) => worker.stop())]);
  }

  private refuseWaiting(error: unknown): void {
    for (const { call } of [...this.queue]) call.settle(error);
  }

  private watch(worker: ModelWorker): void {
    void worker.died.then((error) => this.replace(worker, error));
  }

  private async replace(dead: ModelWorker, error: AppError): Promise<void> {
    this.workers.delete(dead);
    this.lastDeath = error;
    this.deaths++;
    if (this.deaths <= MOST_DEATHS) await this.hire();
    if (this.workers.size === 0 && this.starting.size === 0) this.refuseWaiting(error);
  }

  private async hire(): Promise<void> {
    if (this.isClosed) return;
    const starting = this.startAnother();
    this.starting.add(starting);
    await starting;
    this.starting.delete(starting);
    this.pump();
  }

  private async startAnother(): Promise<void> {
    try {
      const fresh = await this.start();
      if (this.isClosed) await fresh.stop();
      else {
        this.workers.add(fresh);
        this.watch(fresh);
      }
    } catch (error) {
      this.lastDeath = error;
    }
  }

  private pump(): void {
    for (const worker of this.workers) {
      while (worker.isFree && this.queue.length > 0) void this.answer(worker, this.takeBatch());
    }
  }

  private takeBatch(): Waiting[] {
    let characters = 0;
    let questions = 0;
    const batch = this.queue.findIndex(({ input }) => {
      characters += input.title.length + input.spec.length + input.description.length;
      questions += input.attributes.length;
      return characters > BATCH_CHARACTERS || questions > BATCH_QUESTIONS;
    });
    return this.queue.splice(0, batch < 0 ? this.queue.length : Math.max(1, batch));
  }

  private async answer(worker: ModelWorker, batch: readonly Waiting[]): Promise<void> {
    try {
      const answers = await worker.ask(batch);
      this.deaths = 0;
      batch.forEach(({ call, index }, at) => {
        call.results[index] = answers[at] ?? [];
        call.missing--;
        if (call.missing === 0) call.settle(null);
      });
    } catch (error) {
      for (const { call } of batch) call.settle(error);
    }
    this.pump();
  }
}

type KnownSchema = SentSchema & { readonly keys: readonly string[] };

/** Numbers the different schemas that calls ask, by content. */
class SchemaBook {
  private readonly byArray = new WeakMap<
    readonly AttributeDefinition[],
    Map<string, KnownSchema>
  >();
  private readonly byContent = new Map<string, KnownSchema>();
  private next = 0;

  entryOf({ category, attributes }: ExtractionInput): KnownSchema {
    const categories = this.byArray.get(attributes) ?? new Map<string, KnownSchema>();
    this.byArray.set(attributes, categories);
    const name = JSON.stringify(category);
    const known = categories.get(name);
    if (known !== undefined) return known;
    const content = JSON.stringify([category, attributes]);
    const keys = attributes.map(({ key }) => key);
    const entry = this.byContent.get(content) ?? { id: this.next++, category, attributes, keys };
    categories.set(name, entry);
    this.byContent.set(content, entry);
    const [oldest] = this.byContent.keys();
    if (this.byContent.size > KNOWN_SCHEMAS && oldest !== undefined) this.byContent.delete(oldest);
    return entry;
  }
}

interface Pending {
  readonly batch: readonly Waiting[];
  readonly resolve: (answers: Extraction[][]) => void;
  readonly reject: (error: Error) => void;
}

type ThreadSettings = Omit<WorkerSettings, 'closing'>;

/**
 * One thread with the model loaded; it answers its batches one after another. It is never
 * terminated: that aborts the whole process while the runtime computes. It ends by itself when asked.
 */
class ModelWorker {
  modelVersion = '';
  /** Fulfilled when the thread has ended by itself, with the reason. */
  readonly died: Promise<AppError>;
  private readonly gone: Promise<void>;
  private readonly pending: Pending[] = [];
  private isOver = false;
  /** Schemas that the thread holds, least recently asked first. */
  private readonly sent = new Set<number>();

  private constructor(
    private readonly thread: Worker,
    private readonly closing: WorkerSettings['closing'],
  ) {
    this.died = new Promise((resolve) => {
      const end = (cause: Error): void => {
        if (this.isOver) return;
        this.isOver = true;
        const error = stopped(cause);
        this.refusePending(error);
        resolve(error);
      };
      // An exit follows every error.
      thread.on('error', end);
      thread.on('exit', (code) => end(new Error(`exit code ${code}`)));
    });
    this.gone = new Promise((resolve) => thread.once('exit', () => resolve()));
  }

  static async start(
    settings: ThreadSettings,
    startThread: (settings: WorkerSettings) => Worker,
  ): Promise<ModelWorker> {
    const closing = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
    const thread = startThread({ ...settings, closing });
    const worker = new ModelWorker(thread, closing);
    return new Promise((resolve, reject) => {
      void worker.died.then(reject);
      thread.on('message', (reply: WorkerReply) => {
        switch (reply.kind) {
          case 'ready':
            worker.modelVersion = reply.modelVersion;
            thread.unref();
            resolve(worker);
            break;
          case 'answers':
            worker.settle(({ batch, resolve: answer }) =>
              answer(
                unpackAnswers(
                  reply.answers,
                  batch.map(({ input, schema }) => ({ texts: input, keys: schema.keys })),
                ),
              ),
            );
            break;
          case 'failed': {
            const error = fromSentError(reply.error);
            if (worker.modelVersion !== '') worker.settle((pending) => pending.reject(error));
            else void worker.stop().then(() => reject(error));
          }
        }
      });
    });
  }

  get isFree(): boolean {
    return !this.isOver && this.pending.length < BATCHES_AHEAD;
  }

  ask(batch: readonly Waiting[]): Promise<Extraction[][]> {
    const schemas: SentSchema[] = [];
    const products = batch.map(({ input, schema }): SentProduct => {
      if (!this.sent.has(schema.id)) {
        const { id, category, attributes } = schema;
        schemas.push({ id, category, attributes });
      }
      this.sent.delete(schema.id);
      this.sent.add(schema.id);
      const { title, spec, description } = input;
      return { schema: schema.id, texts: { title, spec, description } };
    });
    const forgotten = [...this.sent].slice(0, Math.max(0, this.sent.size - KNOWN_SCHEMAS));
    const inUse = new Set(products.map(({ schema }) => schema));
    const dropped = forgotten.filter((id) => !inUse.has(id));
    for (const id of dropped) this.sent.delete(id);
    const request: BatchRequest = { kind: 'batch', schemas, forgotten: dropped, products };
    return new Promise((resolve, reject) => {
      this.pending.push({ batch, resolve, reject });
      this.thread.ref();
      this.post(request);
    });
  }

  /**
   * Fulfilled when the thread has ended: after the batch that it computes, and without those behind
   * it. There is no limit: nothing but the end of the process stops a runtime that never returns.
   */
  async stop(): Promise<void> {
    this.isOver = true;
    this.refusePending(stopped(new Error('closed')));
    Atomics.store(this.closing, 0, 1);
    // The process must outlive the thread: its own end terminates the threads that are left.
    this.thread.ref();
    this.post({ kind: 'close' });
    await this.gone;
  }

  private post(request: WorkerRequest): void {
    this.thread.postMessage(request);
  }

  private refusePending(error: AppError): void {
    for (const { reject } of this.pending.splice(0)) reject(error);
  }

  private settle(how: (pending: Pending) => void): void {
    const pending = this.pending.shift();
    if (this.pending.length === 0 && !this.isOver) this.thread.unref();
    if (pending !== undefined) how(pending);
  }
}

function stopped(cause: Error): AppError {
  return new AppError('unavailable', 'training.model-stopped', { detail: cause.message }, [], {
    cause,
  });
}

function fromSentError({ message, known }: SentError): AppError {
  if (known !== null) return new AppError(known.code, known.reason, known.params);
  return new AppError('internal', 'training.model-failed', { detail: message });
}
