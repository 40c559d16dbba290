import type { Wording } from '../i18n/locale';
import type { MessageKey } from '../i18n/messages';

/** What kind of failure it is; the edges map it to an HTTP status or an exit code. */
export type ErrorCode =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'too-large'
  | 'unsupported'
  | 'busy'
  | 'unavailable'
  | 'internal';

export const httpStatus: Record<ErrorCode, number> = {
  invalid: 422,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'too-large': 413,
  unsupported: 415,
  busy: 429,
  unavailable: 503,
  internal: 500,
};

export type ErrorParams = Readonly<Record<string, string | number | Wording>>;

/** One wrong input: where it stands and what is wrong with it. */
export interface Issue {
  readonly path: string;
  readonly message: string | Wording;
}

/**
 * The one error of Avenue. `reason` names a message of lib/i18n that says what happened, where, and
 * how to mend it; the edge that answers a person translates it.
 */
export class AppError extends Error {
  override readonly name = 'AppError';

  constructor(
    readonly code: ErrorCode,
    readonly reason: MessageKey,
    readonly params: ErrorParams = {},
    readonly issues: readonly Issue[] = [],
    options?: ErrorOptions,
  ) {
    super(`${reason} ${JSON.stringify(params)}`, options);
  }
}
