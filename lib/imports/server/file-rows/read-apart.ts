import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { AppError } from '../../../platform/errors';
import type { FileFormat } from '../../file-format';
import type { FilePreview } from './preview-file';
import type { ReadingReply, ReadingRequest } from './reading-contract';

/** A file that takes longer before its first rows show is not waited for. */
const patienceMs = 60_000;
const heapMegabytes = 512;

/** Not beside this file: the web process runs it out of a bundle. */
const entry = path.join(process.cwd(), 'lib/imports/server/file-rows/reading-entry.mjs');

interface Waiting {
  resolve(answer: FileFormat | FilePreview): void;
  reject(error: Error): void;
  readonly timer: NodeJS.Timeout;
}

/**
 * How a file is to be read, found out in a thread of its own: a workbook can hold a processor for
 * seconds, and the process that asks serves other people.
 * @throws AppError what `detectFormat` throws, or `busy` when it takes longer than a minute.
 */
export async function detectFormatApart(file: string): Promise<FileFormat> {
  return (await ask({ kind: 'detect', path: file })) as FileFormat;
}

/** The columns and first `count` rows of a file, read in a thread of its own. */
export async function previewFileApart(
  file: string,
  format: FileFormat,
  count = 0,
): Promise<FilePreview> {
  return (await ask({ kind: 'preview', path: file, format, count })) as FilePreview;
}

type Question = ReadingRequest extends infer R
  ? R extends unknown
    ? Omit<R, 'id'>
    : never
  : never;

let thread: { readonly worker: Worker; readonly waiting: Map<number, Waiting> } | null = null;
let lastId = 0;

function ask(question: Question): Promise<FileFormat | FilePreview> {
  thread ??= startThread();
  const { worker, waiting } = thread;
  lastId += 1;
  const id = lastId;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new AppError('busy', 'imports.errors.too-slow', { seconds: patienceMs / 1_000 }));
      waiting.delete(id);
      void worker.terminate();
    }, patienceMs);
    waiting.set(id, { resolve, reject, timer });
    worker.ref();
    worker.postMessage({ ...question, id });
  });
}

function startThread() {
  const worker = new Worker(/* turbopackIgnore: true */ pathToFileURL(entry), {
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: heapMegabytes },
  });
  const started = { worker, waiting: new Map<number, Waiting>() };
  worker.unref();
  worker.on('message', (reply: ReadingReply) => {
    const asked = started.waiting.get(reply.id);
    if (asked === undefined) return;
    started.waiting.delete(reply.id);
    if (started.waiting.size === 0) worker.unref();
    settle(asked, reply);
  });
  const end = (cause: unknown): void => {
    if (thread === started) thread = null;
    const error = new AppError('invalid', 'imports.errors.unreadable', {}, [], { cause });
    for (const asked of started.waiting.values()) {
      clearTimeout(asked.timer);
      asked.reject(error);
    }
    started.waiting.clear();
  };
  worker.on('error', end);
  worker.on('exit', end);
  return started;
}

function settle(asked: Waiting, reply: ReadingReply): void {
  clearTimeout(asked.timer);
  if ('answer' in reply) return asked.resolve(reply.answer);
  if ('fault' in reply) return asked.reject(new Error(reply.fault));
  const { code, reason, params } = reply.refusal;
  asked.reject(new AppError(code, reason, params));
}
