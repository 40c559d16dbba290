import type { AttributeValue } from '../values/contract';

/** A stretch of text that states a value of an attribute. */
export interface Mark {
  readonly attributeKey: string;
  readonly surface: string;
  /** The canonical value; null when the surface cannot be put into the attribute's unit. */
  readonly value: AttributeValue | null;
}

export type Part = string | Mark;

export interface MarkedSpan extends Mark {
  /** UTF-16 offsets `[start, end)`. */
  readonly start: number;
  readonly end: number;
}

export interface MarkedText {
  readonly text: string;
  readonly spans: readonly MarkedSpan[];
}

/** Writes the parts one after another and notes where each mark came to stand. */
export function writeParts(parts: readonly Part[]): MarkedText {
  let text = '';
  const spans: MarkedSpan[] = [];
  for (const part of parts) {
    if (typeof part === 'string') {
      text += part;
      continue;
    }
    const start = text.length;
    text += part.surface;
    spans.push({ ...part, start, end: text.length });
  }
  return { text, spans };
}

/** Puts `separator` between groups of parts. */
export function joinParts(groups: readonly (readonly Part[])[], separator: string): Part[] {
  return groups.flatMap((group, index) => (index === 0 ? [...group] : [separator, ...group]));
}
