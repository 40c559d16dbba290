import * as z from 'zod';

export const theme = z.enum(['system', 'light', 'dark']);
export type Theme = z.infer<typeof theme>;

export const themeCookie = 'avenue-theme';

export function readTheme(cookie: string | undefined): Theme {
  return theme.catch('system').parse(cookie);
}
