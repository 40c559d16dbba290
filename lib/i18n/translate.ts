import { createTranslator } from 'next-intl';
import type { Wording, Locale } from './locale';
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

/** A wording in one language; what is none stays as it is. */
export function wordIn<T extends string | number>(locale: Locale, value: T | Wording): T | string {
  return typeof value === 'object' ? value[locale] : value;
}
