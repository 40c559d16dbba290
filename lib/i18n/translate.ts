import { createTranslator } from 'next-intl';
import { AppError, type ErrorParams, type Wording } from '../platform/errors';
import type { Locale } from './locale';
import type { MessageKey, Messages } from './messages';
import { en } from './messages/en';
import { ko } from './messages/ko';

export const messagesOf: Record<Locale, Messages> = { ko, en };

/** Translates outside React: API problems, the command line, exports. */
export function translate(
  locale: Locale,
  key: MessageKey,
  params: Readonly<Record<string, string | number>> = {},
): string {
  const translator = createTranslator<Record<string, unknown>>({
    locale,
    messages: messagesOf[locale] as unknown as Record<string, unknown>,
  });
  return translator(key as never, params as never);
}

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

/** A wording in one language; what is none stays as it is. */
export function wordIn<T extends string | number>(locale: Locale, value: T | Wording): T | string {
  return typeof value === 'object' ? value[locale] : value;
}
