import type { TextRange } from './evidence-segments';

export interface SnippetPiece {
  readonly text: string;
  readonly isMark: boolean;
}

const border = ' / ';
const gap = '…';

/**
 * One line around what was read: neighbouring segments of the spec text are kept whole while they
 * fit, and "…" stands for what was left out. Spans that do not fit beside the first are left out.
 * @param roomChars how many characters the line takes, the marks included
 */
export function makeSnippet(
  text: string,
  spans: readonly TextRange[],
  roomChars: number,
): SnippetPiece[] {
  const inside = spans
    .map(({ start, end }) => ({ start: Math.max(0, start), end: Math.min(text.length, end) }))
    .filter(({ start, end }) => start < end)
    .sort((a, b) => a.start - b.start || b.end - a.end);
  const [first] = inside;
  if (!first) return [];
  const marks = [first];
  for (const span of inside.slice(1)) {
    const last = marks.at(-1) ?? first;
    if (span.end <= last.end) continue;
    if (span.end - first.start > roomChars) break;
    marks.push({ start: Math.max(span.start, last.end), end: span.end });
  }
  const window = widen(
    text,
    { start: first.start, end: marks.at(-1)?.end ?? first.end },
    roomChars,
  );
  return cut(text, marks, window);
}

/** Grows the window by turns to both sides, segment by segment, then by words. */
function widen(text: string, core: TextRange, roomChars: number): TextRange {
  let { start, end } = core;
  for (const isBorder of [isSegmentBorder, isWordBorder]) {
    let isGrowing = true;
    while (isGrowing) {
      isGrowing = false;
      const before = previousBorder(text, start, isBorder);
      if (before < start && end - before <= roomChars) {
        start = before;
        isGrowing = true;
      }
      const after = nextBorder(text, end, isBorder);
      if (after > end && after - start <= roomChars) {
        end = after;
        isGrowing = true;
      }
    }
  }
  return { start, end };
}

type IsBorder = (text: string, at: number) => boolean;

/** On either side of a separator, before a group marker, at a line break, at the ends. */
const isSegmentBorder: IsBorder = (text, at) =>
  at === 0 ||
  at === text.length ||
  text.startsWith(border, at) ||
  text.startsWith(border, at - border.length) ||
  text[at] === '[' ||
  text[at] === '\n';

const isWordBorder: IsBorder = (text, at) =>
  at === 0 || at === text.length || text[at] === ' ' || text[at - 1] === ' ';

function previousBorder(text: string, from: number, isBorder: IsBorder): number {
  for (let at = from - 1; at >= 0; at -= 1) if (isBorder(text, at)) return at;
  return from;
}

function nextBorder(text: string, from: number, isBorder: IsBorder): number {
  for (let at = from + 1; at <= text.length; at += 1) if (isBorder(text, at)) return at;
  return from;
}

function cut(text: string, marks: readonly TextRange[], { start, end }: TextRange): SnippetPiece[] {
  const pieces: SnippetPiece[] = [];
  const put = (piece: string, isMark: boolean): void => {
    const flat = piece.replace(/\s+/gu, ' ');
    if (flat !== '') pieces.push({ text: flat, isMark });
  };
  const head = text.slice(start, marks[0]?.start ?? end);
  put(start > 0 ? `${gap} ${head.trimStart()}` : head, false);
  for (const [index, mark] of marks.entries()) {
    put(text.slice(mark.start, mark.end), true);
    const next = marks[index + 1];
    if (next) put(text.slice(mark.end, next.start), false);
  }
  const tail = text.slice(marks.at(-1)?.end ?? end, end);
  put(end < text.length ? `${tail.trimEnd()} ${gap}` : tail, false);
  return pieces;
}
