import type { MessageKey } from '../../../i18n/messages';
import type { ErrorCode, ErrorParams } from '../../../platform/errors';
import type { FileFormat } from '../../file-format';
import type { FilePreview } from './preview-file';

/** What the thread that reads uploaded files is asked; `id` comes back with the answer. */
export type ReadingRequest =
  | { readonly id: number; readonly kind: 'detect'; readonly path: string }
  | {
      readonly id: number;
      readonly kind: 'preview';
      readonly path: string;
      readonly format: FileFormat;
      readonly count: number;
    };

export type ReadingReply =
  | { readonly id: number; readonly answer: FileFormat | FilePreview }
  | { readonly id: number; readonly refusal: SentRefusal }
  /** A fault of the program or the machine, as text for the log. */
  | { readonly id: number; readonly fault: string };

/** An AppError on its way between threads, which pass no classes. */
export interface SentRefusal {
  readonly code: ErrorCode;
  readonly reason: MessageKey;
  readonly params: ErrorParams;
}
