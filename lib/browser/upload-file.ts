import { NetworkError, readAnswer } from './fetch-json';

/**
 * Sends a file as the body of one request and tells how much of it has gone, which `fetch` cannot.
 * @throws ProblemError, NetworkError; an abort rejects with an `AbortError`.
 */
export async function uploadFile(
  path: string,
  file: File,
  options: {
    readonly signal: AbortSignal;
    readonly onProgress: (sentBytes: number) => void;
  },
): Promise<unknown> {
  const { status, text } = await send(path, file, options.signal, options.onProgress);
  return readAnswer(path, status, text);
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
