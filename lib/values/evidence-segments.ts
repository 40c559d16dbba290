/** Half-open UTF-16 range of one text. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

export type SpanTone = 'focused' | 'conflict' | 'faint';

export interface EvidenceSpan extends TextRange {
  readonly tone: SpanTone;
  /** The row that the span is evidence of. */
  readonly rowId: number;
}

export interface Segment extends TextRange {
  readonly text: string;
  /** The strongest of the spans that lie over it; null where none does. */
  readonly tone: SpanTone | null;
  /** Rows that have it as evidence, in the order of the spans. */
  readonly rowIds: readonly number[];
}

const strength: Record<SpanTone, number> = { focused: 3, conflict: 2, faint: 1 };

/**
 * Cuts a text at the borders of its spans. The segments are in order, do not overlap and give the
 * text when joined; spans outside the text (of an older version of it) are cut or left out.
 */
export function segmentText(
  text: string,
  spans: readonly EvidenceSpan[],
  { start, end }: TextRange = { start: 0, end: text.length },
): Segment[] {
  const inside = spans
    .map((span) => ({ ...span, start: Math.max(span.start, start), end: Math.min(span.end, end) }))
    .filter((span) => span.start < span.end);
  const borders = new Set([start, end, ...inside.flatMap((span) => [span.start, span.end])]);
  const cuts = [...borders].sort((a, b) => a - b);
  return cuts.slice(0, -1).map((from, index) => {
    const to = cuts[index + 1] ?? end;
    const over = inside.filter((span) => span.start <= from && span.end >= to);
    const tone = over.reduce<SpanTone | null>(
      (best, span) => (best === null || strength[span.tone] > strength[best] ? span.tone : best),
      null,
    );
    const rowIds = [...new Set(over.map(({ rowId }) => rowId))];
    return { start: from, end: to, text: text.slice(from, to), tone, rowIds };
  });
}

export interface SpecPiece extends TextRange {
  readonly kind: 'text' | 'separator' | 'marker';
}

const specToken = /\[[^[\]\n]{1,40}\]|\s+\/\s+|\/(?=\s)|\n+/gu;

/**
 * The lines of a spec text as the desk sets it: a group marker ("[단자정보]") or a line break opens
 * a line, " / " separates. All pieces of all lines, joined, give the text.
 */
export function layoutSpec(text: string): SpecPiece[][] {
  const lines: SpecPiece[][] = [[]];
  const put = (kind: SpecPiece['kind'], start: number, end: number): void => {
    if (start < end) lines.at(-1)?.push({ kind, start, end });
  };
  const open = (): void => {
    if (lines.at(-1)?.some(({ kind }) => kind !== 'separator')) lines.push([]);
  };
  let done = 0;
  for (const { 0: token, index } of text.matchAll(specToken)) {
    put('text', done, index);
    done = index + token.length;
    if (token.startsWith('[')) {
      open();
      put('marker', index, done);
    } else {
      put('separator', index, done);
      if (token.includes('\n')) open();
    }
  }
  put('text', done, text.length);
  return lines.filter((line) => line.length > 0);
}
