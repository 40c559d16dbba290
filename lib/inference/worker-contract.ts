import type { AttributeDefinition } from '../values/contract';
import type { ExtractionInput } from '../extraction/contract';
import type { ErrorCode, ErrorParams } from '../platform/errors';
import type { MessageKey } from '../i18n/messages';
import type { ProductTexts } from './tokenise';

/** What a worker thread is started with. */
export interface WorkerSettings {
  readonly directory: string;
  readonly threads: number;
  /** How often values that count as trusted should be right, a share. */
  readonly wantedPrecision: number;
  /** One number, shared with the thread: not 0 once the thread is to compute no further batch. */
  readonly closing: Int32Array<SharedArrayBuffer>;
}

/** Attributes asked together, sent to a worker once and named by number from then on. */
export interface SentSchema {
  readonly id: number;
  readonly category: ExtractionInput['category'];
  readonly attributes: readonly AttributeDefinition[];
}

export interface SentProduct {
  readonly schema: number;
  readonly texts: ProductTexts;
}

export interface BatchRequest {
  readonly kind: 'batch';
  readonly schemas: readonly SentSchema[];
  /** Schemas that the worker may forget. */
  readonly forgotten: readonly number[];
  readonly products: readonly SentProduct[];
}

export type WorkerRequest =
  | BatchRequest
  /** The thread gives back its session and ends. */
  | { readonly kind: 'close' };

export interface SentError {
  readonly message: string;
  /** Set when it is an AppError. */
  readonly known: {
    readonly code: ErrorCode;
    readonly reason: MessageKey;
    readonly params: ErrorParams;
  } | null;
}

export type WorkerReply =
  | { readonly kind: 'ready'; readonly modelVersion: string }
  /** Answers as `packAnswers` writes them. */
  | { readonly kind: 'answers'; readonly answers: Float64Array<ArrayBuffer> }
  | { readonly kind: 'failed'; readonly error: SentError };
