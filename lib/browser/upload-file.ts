import * as z from 'zod';
import { AnswerError, NetworkError, ProblemError } from './fetch-json';

const problem = z.object({ type: z.string().default(''), detail: z.string().default('') });

/**
 * Sends a file as the body of one request and tells how much of it has gone, which `fetch` cannot.
 * @throws ProblemError, NetworkError, AnswerError; an abort rejects with an `AbortError`.
 */
export async function uploadFile<S extends z.ZodType>(
  path: string,
  file: File,
  options: {
    readonly answer: S;
    readonly signal: AbortSignal;
    readonly onProgress: (sentBytes: number) => void;
  },
): Promise<z.infer<S>> {
  const { status, text } = await send(path, file, options.signal, options.onProgress);
  const json = readJson(text);
  if (status >= 400) {
    const { type, detail } = problem.catch({ type: '', detail: '' }).parse(json);
    throw new ProblemError(status, type.replace(/^urn:avenue:/, ''), detail);
  }
  const parsed = options.answer.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new AnswerError(`POST ${path}: ${z.prettifyError(parsed.error)}`);
}

function send(
  path: string,
  file: File,
  signal: AbortSignal,
  onProgress: (sentBytes: number) => void,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', path);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.addEventListener('progress', ({ loaded }) => onProgress(loaded));
    request.addEventListener('load', () =>
      resolve({ status: request.status, text: request.responseText }),
    );
    request.addEventListener('error', () => reject(new NetworkError(path)));
    request.addEventListener('abort', () =>
      reject(new DOMException('The upload was stopped', 'AbortError')),
    );
    if (signal.aborted) return request.abort();
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(file);
  });
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
