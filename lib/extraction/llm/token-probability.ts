import * as z from 'zod';

/** One token of an answer as OpenAI-compatible endpoints report it. */
export const answerToken = z.object({
  token: z.string(),
  logprob: z.number(),
  bytes: z.array(z.number().int().min(0).max(255)).nullish(),
});
export type AnswerToken = z.infer<typeof answerToken>;

/** Probability in [0, 1] of one stretch `[start, end)` of the answer, in UTF-16 offsets. */
export type ReadProbability = (start: number, end: number) => number;

/**
 * Lays tokens over the answer's text. A stretch is as probable as all of its tokens together.
 * @returns null when the tokens do not spell the text, so that nothing is known.
 */
export function layTokens(content: string, tokens: readonly AnswerToken[]): ReadProbability | null {
  const pieces = tokens.map(({ token, bytes }) =>
    bytes ? Buffer.from(bytes) : Buffer.from(token),
  );
  const wanted = Buffer.from(content);
  // Thoughts may come before the answer and a closing token after it.
  const offset = wanted.length === 0 ? -1 : Buffer.concat(pieces).lastIndexOf(wanted);
  if (offset < 0) return null;
  return (start, end) => {
    const from = offset + Buffer.byteLength(content.slice(0, start));
    const to = from + Buffer.byteLength(content.slice(start, end));
    let at = 0;
    let sum = 0;
    pieces.forEach((piece, index) => {
      const next = at + piece.length;
      if (next > from && at < to) sum += tokens[index]?.logprob ?? 0;
      at = next;
    });
    return Math.min(1, Math.exp(sum));
  };
}

const escape = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

/**
 * Where the value of `key` stands in the answer's JSON: the first `literal` behind `"key":` and
 * before the next member. Null when it is written in another way.
 */
export function findLiteral(
  content: string,
  key: string,
  literal: string,
): { readonly start: number; readonly end: number } | null {
  const name = new RegExp(`"${escape(key)}"\\s*:\\s*`, 'u').exec(content);
  if (name === null) return null;
  const from = name.index + name[0].length;
  const next = /,\s*"(?:[^"\\]|\\.)*"\s*:/u.exec(content.slice(from));
  const start = content.indexOf(literal, from);
  const end = start + literal.length;
  return start < 0 || (next !== null && end > from + next.index) ? null : { start, end };
}
