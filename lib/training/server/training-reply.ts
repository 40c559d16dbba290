import type { ErrorCode, ErrorParams } from '../../platform/errors';
import type { MessageKey } from '../../i18n/messages';
import type { TrainingEventCode, TrainingPoint } from '../contract';
import type { ModelCard } from '../model/model-card';

/** What a training process tells the worker that started it. */
export type TrainingReply =
  | { readonly kind: 'point'; readonly point: TrainingPoint }
  | {
      readonly kind: 'event';
      readonly code: TrainingEventCode;
      readonly params: Readonly<Record<string, string | number>>;
    }
  /** The model directory is whole. */
  | { readonly kind: 'done'; readonly version: string; readonly card: ModelCard }
  /** The input is at fault: trying again would not help. */
  | {
      readonly kind: 'failed';
      readonly error: {
        readonly code: ErrorCode;
        readonly reason: MessageKey;
        readonly params: ErrorParams;
      };
    }
  | { readonly kind: 'broke'; readonly detail: string };
