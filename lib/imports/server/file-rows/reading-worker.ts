import { parentPort } from 'node:worker_threads';
import { AppError } from '../../../platform/errors';
import { detectFormat } from './open-file-rows';
import { previewFile } from './preview-file';
import type { ReadingReply, ReadingRequest } from './reading-contract';

async function answer(request: ReadingRequest): Promise<ReadingReply> {
  const { id } = request;
  try {
    switch (request.kind) {
      case 'detect':
        return { id, answer: await detectFormat(request.path) };
      case 'preview':
        return { id, answer: await previewFile(request.path, request.format, request.count) };
    }
  } catch (error) {
    if (error instanceof AppError) {
      const { code, reason, params } = error;
      return { id, refusal: { code, reason, params } };
    }
    return { id, fault: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

parentPort?.on('message', (request: ReadingRequest) => {
  void answer(request).then((reply) => parentPort?.postMessage(reply));
});
