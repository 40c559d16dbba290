import type { Locale } from '../i18n/locale';
import { translate, wordIn } from '../i18n/translate';
import { AppError, type ErrorParams } from './errors';

/** What to tell a person about `error`; unknown errors tell nothing of the inside. */
export function describeError(locale: Locale, error: unknown): string {
  if (!(error instanceof AppError)) return translate(locale, 'errors.internal');
  return translate(locale, error.reason, paramsIn(locale, error.params));
}

/** The parameters of a message, each in one language. */
export function paramsIn(locale: Locale, params: ErrorParams): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, wordIn(locale, value)]),
  );
}
