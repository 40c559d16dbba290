import * as z from 'zod';

export const locale = z.enum(['ko', 'en']);
export type Locale = z.infer<typeof locale>;

export const defaultLocale: Locale = 'ko';
export const localeCookie = 'avenue-locale';

/** The locale that a cookie or an Accept-Language header asks for; Korean when neither says. */
export function chooseLocale(cookie: string | undefined, acceptLanguage: string | null): Locale {
  const chosen = locale.safeParse(cookie);
  if (chosen.success) return chosen.data;
  for (const part of (acceptLanguage ?? '').split(',')) {
    const wanted = locale.safeParse(part.trim().slice(0, 2).toLowerCase());
    if (wanted.success) return wanted.data;
  }
  return defaultLocale;
}

/** The same words in every language, where no message key can say them. */
export type Wording = Readonly<Record<Locale, string>>;
