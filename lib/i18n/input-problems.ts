import * as z from 'zod';
import type { Wording, Locale } from './locale';

const wordings: Record<Locale, z.core.$ZodErrorMap> = {
  ko: z.locales.ko().localeError,
  en: z.locales.en().localeError,
};

/** One place of an input that its schema refuses. */
export interface InputProblem {
  readonly path: z.core.$ZodIssue['path'];
  readonly wording: Wording;
}

/**
 * Parses outside input; the problems say in every language what is wrong. A message that the schema
 * itself gives stands as it is.
 */
export function readInput<S extends z.ZodType>(
  schema: S,
  input: unknown,
):
  | { readonly data: z.infer<S>; readonly problems: null }
  | { readonly data: null; readonly problems: readonly [InputProblem, ...InputProblem[]] } {
  const result = schema.safeParse(input, { reportInput: true });
  if (result.success) return { data: result.data, problems: null };
  const [first, ...rest] = result.error.issues.map(describeIssue);
  if (!first) throw result.error;
  return { data: null, problems: [first, ...rest] };
}

function describeIssue(issue: z.core.$ZodIssue): InputProblem {
  const isOwn = say('en', issue) !== issue.message;
  const wording = perLocale((name) => (isOwn ? issue.message : say(name, issue)));
  return { path: issue.path, wording };
}

function say(name: Locale, issue: z.core.$ZodIssue): string {
  const said = wordings[name](issue as z.core.$ZodRawIssue);
  return (typeof said === 'string' ? said : said?.message) ?? issue.message;
}

/** The wording behind the place that it speaks of. */
export function placeWording(place: string, wording: Wording): Wording {
  return place === '' ? wording : perLocale((name) => `${place}: ${wording[name]}`);
}

/** Several wordings as one text. */
export function joinWordings(parts: readonly Wording[], separator: string): Wording {
  return perLocale((name) => parts.map((part) => part[name]).join(separator));
}

function perLocale(write: (name: Locale) => string): Wording {
  return { ko: write('ko'), en: write('en') };
}
