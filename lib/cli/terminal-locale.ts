import type { Locale } from '../i18n/locale';

/** AVENUE_LOCALE, else what the terminal speaks: Korean or English. */
export function localeOfTerminal(): Locale {
  const wanted = process.env.AVENUE_LOCALE ?? process.env.LANG ?? '';
  return wanted.startsWith('ko') ? 'ko' : 'en';
}
