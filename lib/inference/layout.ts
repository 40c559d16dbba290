import { combineHashes } from '../statistics/hash';
import type { Token } from './tokenise';

/** The text of the segment that a token stands in, after its group marker and its label. */
export interface Segment {
  /** Its first and last token; −1 for a marker and for what stands between segments. */
  readonly segmentFirst: number;
  readonly segmentLast: number;
}

/**
 * Where a token stands in a listing's structure: segments joined by " / " or lines, a group marker
 * "[단자정보]" that holds for what follows it, and a label "무게:" within a segment.
 */
export interface Place extends Segment {
  /** Hash of the group's words, 0 outside any group. */
  readonly group: number;
  /** Hashes of the words of the group marker and the label. */
  readonly headingWords: readonly number[];
  /** Hash of the label's words, 0 without a label or within it. */
  readonly label: number;
  /** Hash of the whole segment's pattern. */
  readonly segment: number;
  readonly indexInSegment: number;
  readonly isSegmentEnd: boolean;
  readonly indexInField: number;
  readonly indexFromFieldEnd: number;
}

const LONGEST_LABEL_TOKENS = 6;
const LONGEST_GROUP_TOKENS = 6;

/** One place per token. */
export function placesOf(tokens: readonly Token[]): Place[] {
  const places: Place[] = [];
  let fieldStart = 0;
  while (fieldStart < tokens.length) {
    const field = tokens[fieldStart]?.field;
    let fieldEnd = fieldStart;
    while (tokens[fieldEnd]?.field === field && fieldEnd < tokens.length) fieldEnd++;
    let group: readonly Token[] = [];
    let start = fieldStart;
    while (start < fieldEnd) {
      let end = start;
      while (end < fieldEnd && !isSeparator(tokens, end)) end++;
      const marker = groupMarker(tokens, start, end);
      if (marker !== null) group = marker;
      const body = marker === null ? start : start + marker.length + 2;
      const label = labelOf(tokens, body, end);
      let segment = 0;
      for (let at = body; at < end; at++) {
        segment = combineHashes(segment, tokens[at]?.patternHash ?? 0);
      }
      const groupHash = hashOf(group);
      const labelHash = hashOf(label);
      const groupWords = group.map((token) => token.hash);
      const allWords = [...groupWords, ...label.map((token) => token.hash)];
      const limit = Math.min(end + 1, fieldEnd);
      const afterLabel = label.length > 0 ? body + label.length + 1 : end;
      for (let index = start; index < limit; index++) {
        const isAfterLabel = index >= afterLabel && label.length > 0;
        const isOutside = index < body || index >= end;
        places.push({
          group: groupHash,
          headingWords: isAfterLabel ? allWords : groupWords,
          label: isAfterLabel ? labelHash : 0,
          segment,
          indexInSegment: Math.max(0, index - body),
          segmentFirst: isOutside ? -1 : isAfterLabel ? afterLabel : body,
          segmentLast: isOutside ? -1 : end - 1,
          isSegmentEnd: index === end - 1,
          indexInField: index - fieldStart,
          indexFromFieldEnd: fieldEnd - index,
        });
      }
      start = end + 1;
    }
    fieldStart = fieldEnd;
  }
  return places;
}

function isSeparator(tokens: readonly Token[], index: number): boolean {
  const token = tokens[index];
  if (token === undefined || !'/|•,;'.includes(token.text)) return false;
  const before = tokens[index - 1];
  const after = tokens[index + 1];
  const hasSpaceAfter = after === undefined || after.start > token.end;
  if (token.text === ',' || token.text === ';') return token.field !== 'title' && hasSpaceAfter;
  return hasSpaceAfter && (before === undefined || before.end < token.start);
}

function groupMarker(
  tokens: readonly Token[],
  start: number,
  end: number,
): readonly Token[] | null {
  if (tokens[start]?.text !== '[') return null;
  const limit = Math.min(end, start + LONGEST_GROUP_TOKENS + 2);
  for (let index = start + 1; index < limit; index++) {
    if (tokens[index]?.text === ']') return tokens.slice(start + 1, index);
  }
  return null;
}

function labelOf(tokens: readonly Token[], start: number, end: number): readonly Token[] {
  const limit = Math.min(end, start + LONGEST_LABEL_TOKENS + 1);
  for (let index = start + 1; index < limit; index++) {
    if (tokens[index]?.text === ':') return tokens.slice(start, index);
  }
  return [];
}

function hashOf(tokens: readonly Token[]): number {
  return tokens.reduce((hash, token) => combineHashes(hash, token.hash), 0);
}
