import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import * as z from 'zod';
import { placeWording, readInput } from '../i18n/input-problems';
import { AppError } from '../platform/errors';

/** UTF-16 offsets `[start, end)` of a value in one text of its line. */
export const markedSpan = z.object({
  field: z.enum(['title', 'text', 'description']),
  start: z.number().int().min(0),
  end: z.number().int().min(1),
  surface: z.string(),
});
export type MarkedSpan = z.infer<typeof markedSpan>;

/** One line of extraction data; only the attributes listed are asked and scored. */
export const extractionLine = z.object({
  id: z.coerce.string(),
  category: z.string().min(1),
  title: z.string(),
  text: z.string().default(''),
  description: z.string().default(''),
  /** Right values, or null where the texts hold none. */
  attributes: z.record(z.string(), z.array(z.string()).nullable()),
  /** Where the values stand, when that is known; else every place where they can be found. */
  spans: z.record(z.string(), z.array(markedSpan)).optional(),
});
export type ExtractionLine = z.infer<typeof extractionLine>;

/** One line of a run: what a model answered. */
export const runLine = z.object({
  id: z.coerce.string(),
  attributes: z.record(z.string(), z.union([z.string(), z.array(z.string())]).nullable()),
});
export type RunLine = z.infer<typeof runLine>;

/**
 * Reads a JSON Lines file, plain or .gz, one checked line at a time.
 * @throws AppError `invalid` naming file and line number of a line that cannot be read
 */
export async function* readLines<T>(file: string, schema: z.ZodType<T>): AsyncGenerator<T> {
  const source = createReadStream(file);
  const bytes = file.endsWith('.gz') ? source.pipe(createGunzip()) : source;
  const failure = new Promise<never>((_, reject) => {
    const fail = (cause: Error): void =>
      reject(
        new AppError('invalid', 'training.unreadable-file', { file, detail: cause.message }, [], {
          cause,
        }),
      );
    source.on('error', fail);
    bytes.on('error', fail);
  });
  failure.catch(() => undefined);
  const lines = createInterface({ input: bytes, crlfDelay: Infinity })[Symbol.asyncIterator]();
  for (let number = 1; ; number++) {
    const next = await Promise.race([lines.next(), failure]);
    if (next.done === true) break;
    if (next.value.trim() !== '') yield parseLine(next.value, schema, file, number);
  }
  await Promise.race([Promise.resolve(), failure]);
}

export async function readAllLines<T>(file: string, schema: z.ZodType<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const line of readLines(file, schema)) all.push(line);
  return all;
}

function parseLine<T>(text: string, schema: z.ZodType<T>, file: string, line: number): T {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new AppError('invalid', 'training.bad-line', { file, line, detail }, [], { cause });
  }
  const { data, problems } = readInput(schema, json);
  if (problems === null) return data;
  const [problem] = problems;
  const detail = placeWording(problem.path.join('.'), problem.wording);
  throw new AppError('invalid', 'training.bad-line', { file, line, detail });
}

const SET_SHARE = 0.03;

/**
 * Whether a list of values means "all of these" rather than "any of these". Data with attributes of
 * several values lists them often; data with alternative answers does so now and then.
 */
export function listsAreSets(lines: readonly Pick<ExtractionLine, 'attributes'>[]): boolean {
  let present = 0;
  let several = 0;
  for (const { attributes } of lines) {
    for (const values of Object.values(attributes)) {
      if (values === null || values.length === 0) continue;
      present++;
      if (values.length > 1) several++;
    }
  }
  return several > SET_SHARE * present;
}
