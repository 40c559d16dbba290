import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { AttributeDefinition } from '../catalogue/contract';
import { AppError } from '../platform/errors';
import type { Extraction, ExtractionInput, Extractor } from '../proposals/contract';
import type {
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
}

const DEFAULTS = { workers: 1, threads: 1, queueLimit: 4096 };

/** Characters of text and questions that one batch may hold; a batch has at least one product. */
const BATCH_CHARACTERS = 16_384;
const BATCH_QUESTIONS = 512;
const KNOWN_SCHEMAS = 256;

const here = path.dirname(fileURLToPath(import.meta.url));

/**
 * Opens a model directory for extraction in worker threads.
 * @throws AppError `not-found`, `unsupported` or `invalid` when the directory is no sound model
 */
export async function openExtractor(
  directory: string,
  options: ExtractorOptions = {},
): Promise<Extractor> {
  const { workers, threads, queueLimit } = { ...DEFAULTS, ...options };
  const settings = { directory: path.resolve(directory), threads };
  const started = await Promise.allSettled(
    Array.from({ length: workers }, () => ModelWorker.start(settings)),
  );
  const ready = started.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  const failed = started.find((each) => each.status === 'rejected');
  if (failed !== undefined) {
    await Promise.all(ready.map((worker) => worker.stop()));
    throw failed.reason;
  }
  return new QueuedExtractor(ready, queueLimit);
}

/** One product that waits for its answer, and the call that it belongs to. */
interface Waiting {
  readonly call: Call;
  readonly index: number;
  readonly input: ExtractionInput;
  readonly schema: SentSchema;
}

interface Call {
  readonly results: Extraction[][];
  missing: number;
  isOver: boolean;
  readonly settle: (error: unknown) => void;
}

/** Joins the products of all calls into batches and hands each batch to the next idle worker. */
class QueuedExtractor implements Extractor {
  readonly modelVersion: string;
  private readonly schemas = new SchemaBook();
  private queue: Waiting[] = [];
  private waiting = 0;
  private isClosed = false;

  constructor(
    private readonly workers: readonly ModelWorker[],
    private readonly queueLimit: number,
  ) {
    this.modelVersion = workers[0]?.modelVersion ?? '';
  }

  extract(inputs: readonly ExtractionInput[], signal?: AbortSignal): Promise<Extraction[][]> {
    if (this.isClosed || this.workers.every((worker) => worker.isDead)) {
      return Promise.reject(new AppError('unavailable', 'training.model-closed'));
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
    for (const { call } of [...this.queue]) {
      call.settle(new AppError('unavailable', 'training.model-closed'));
    }
    await Promise.all(this.workers.map((worker) => worker.stop()));
  }

  private pump(): void {
    for (const worker of this.workers) {
      if (worker.isBusy || worker.isDead || this.queue.length === 0) continue;
      void this.answer(worker, this.takeBatch());
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
      batch.forEach(({ call, index }, at) => {
        call.results[index] = answers[at] ?? [];
        call.missing--;
        if (call.missing === 0) call.settle(null);
      });
    } catch (error) {
      for (const { call } of batch) call.settle(error);
      if (this.workers.every((each) => each.isDead)) {
        for (const { call } of [...this.queue]) call.settle(error);
      }
    }
    this.pump();
  }
}

/** Numbers the different schemas that calls ask, by content. */
class SchemaBook {
  private readonly byArray = new WeakMap<readonly AttributeDefinition[], Map<string, SentSchema>>();
  private readonly byContent = new Map<string, SentSchema>();
  private next = 0;

  entryOf({ category, attributes }: ExtractionInput): SentSchema {
    const categories = this.byArray.get(attributes) ?? new Map<string, SentSchema>();
    this.byArray.set(attributes, categories);
    const name = JSON.stringify(category);
    const known = categories.get(name);
    if (known !== undefined) return known;
    const content = JSON.stringify([category, attributes]);
    const entry = this.byContent.get(content) ?? { id: this.next++, category, attributes };
    categories.set(name, entry);
    this.byContent.set(content, entry);
    const [oldest] = this.byContent.keys();
    if (this.byContent.size > KNOWN_SCHEMAS && oldest !== undefined) this.byContent.delete(oldest);
    return entry;
  }
}

interface Pending {
  readonly resolve: (answers: Extraction[][]) => void;
  readonly reject: (error: Error) => void;
}

/** One thread with the model loaded; it answers one batch at a time. */
class ModelWorker {
  modelVersion = '';
  isDead = false;
  private pending: Pending | null = null;
  /** Schemas that the thread holds, least recently asked first. */
  private readonly sent = new Set<number>();

  private constructor(private readonly thread: Worker) {}

  static start(settings: WorkerSettings): Promise<ModelWorker> {
    const entry = pathToFileURL(path.join(here, 'worker-entry.mjs'));
    const thread = new Worker(entry, { workerData: settings, execArgv: [] });
    const worker = new ModelWorker(thread);
    return new Promise((resolve, reject) => {
      const fail = (error: Error): void => {
        worker.die(error);
        reject(error);
      };
      thread.on('message', (reply: WorkerReply) => {
        switch (reply.kind) {
          case 'ready':
            worker.modelVersion = reply.modelVersion;
            thread.unref();
            resolve(worker);
            break;
          case 'answers':
            worker.takePending()?.resolve(reply.answers);
            break;
          case 'failed': {
            const error = fromSentError(reply.error);
            const pending = worker.takePending();
            if (pending === null) fail(error);
            else pending.reject(error);
          }
        }
      });
      thread.on('error', (cause) => fail(stopped(cause)));
      thread.on('exit', (code) => fail(stopped(new Error(`exit code ${code}`))));
    });
  }

  get isBusy(): boolean {
    return this.pending !== null;
  }

  ask(batch: readonly Waiting[]): Promise<Extraction[][]> {
    const schemas: SentSchema[] = [];
    const products = batch.map(({ input, schema }): SentProduct => {
      if (!this.sent.has(schema.id)) schemas.push(schema);
      this.sent.delete(schema.id);
      this.sent.add(schema.id);
      const { title, spec, description } = input;
      return { schema: schema.id, texts: { title, spec, description } };
    });
    const forgotten = [...this.sent].slice(0, Math.max(0, this.sent.size - KNOWN_SCHEMAS));
    const inUse = new Set(products.map(({ schema }) => schema));
    const dropped = forgotten.filter((id) => !inUse.has(id));
    for (const id of dropped) this.sent.delete(id);
    const request: WorkerRequest = { schemas, forgotten: dropped, products };
    return new Promise((resolve, reject) => {
      this.pending = { resolve, reject };
      this.thread.ref();
      this.thread.postMessage(request);
    });
  }

  async stop(): Promise<void> {
    this.isDead = true;
    await this.thread.terminate();
  }

  private takePending(): Pending | null {
    const { pending } = this;
    this.pending = null;
    this.thread.unref();
    return pending;
  }

  private die(error: Error): void {
    this.isDead = true;
    this.takePending()?.reject(error);
    void this.thread.terminate();
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
