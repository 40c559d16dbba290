import type { AttributeDefinition } from './contract';
import { holdsDenial, isDenial, readBearing, splitClauses } from './negation';
import { unread, type NormalisedSurface } from './reading';
import { foldForms, spellingWords, tidyText } from './text-forms';
import { matchSpelling } from './value-list';

const yesKeys = new Set(
  '있음 있다 유 예 네 지원 지원함 가능 가능함 포함 포함됨 내장 탑재 적용 해당 o ○ ◯ ● ◎ ✓ ✔ √ ☑ ⭕ y yes true on 1 supported included available'.split(
    ' ',
  ),
);
const noKeys = new Set(
  '없음 없다 무 아니오 아니요 미지원 지원안함 불가 불가능 미포함 포함안됨 별매 별도구매 미탑재 미적용 비해당 해당없음 x × ✕ ✗ ✘ ❌ n no none false off 0 unsupported'.split(
    ' ',
  ),
);
const wordKey = (text: string): string =>
  tidyText(text)
    .toLowerCase()
    .replace(/[\s.,:;()[\]{}'"·-]+/g, '');

/** All names of an attribute, as listings may write them. */
export const namesOf = (attribute: AttributeDefinition): readonly string[] => [
  attribute.nameKo,
  attribute.nameEn,
  ...attribute.synonyms,
];

const namePatterns = new WeakMap<AttributeDefinition, RegExp>();

const protect = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

/** Any name of the attribute, the longest first, however its words are spaced. */
function namePatternOf(attribute: AttributeDefinition): RegExp {
  const known = namePatterns.get(attribute);
  if (known !== undefined) return known;
  const names = namesOf(attribute)
    .map((name) => spellingWords(name).map(protect).join('[^\\p{L}\\p{N}]*'))
    .filter((name) => name !== '')
    .toSorted((a, b) => b.length - a.length);
  const made = new RegExp(names.length === 0 ? '(?!)' : names.join('|'), 'giu');
  namePatterns.set(attribute, made);
  return made;
}

const answerWords = (text: string): string[] =>
  text
    .split(/[\s:：=()[\]/,]+/u)
    .map(wordKey)
    .filter((word) => word.length > 1);

/** What a statement that names the attribute says of it. */
function judgeStatement(text: string, start: number, end: number): NormalisedSurface {
  const { bearing, isTwice } = readBearing(text, start, end);
  if (isTwice) return unread('negated');
  switch (bearing) {
    case 'negated':
      return { value: false, flags: [] };
    case 'qualified':
      return { value: true, flags: ['qualified'] };
    case 'plain': {
      const rest = `${text.slice(0, start)} ${text.slice(end)}`;
      // "방수팩 미포함" is of something that only begins like it.
      const isWhole = !/^\p{Script=Hangul}/u.test(text.slice(end));
      if (isWhole && answerWords(rest).some((word) => noKeys.has(word))) {
        return { value: false, flags: [] };
      }
      // "방수라 젖지 않음": something is denied, and perhaps not this.
      return holdsDenial(rest) ? unread('negated') : { value: true, flags: [] };
    }
  }
}

function judgeStatements(
  surface: string,
  attribute: AttributeDefinition,
): readonly NormalisedSurface[] {
  return splitClauses(foldForms(surface).toLowerCase()).flatMap(({ text }) =>
    [...text.matchAll(namePatternOf(attribute))].map(({ 0: name, index }) =>
      judgeStatement(text, index, index + name.length),
    ),
  );
}

/** Whether a surface form says that the product has the feature. */
export function normaliseBoolean(
  surface: string,
  attribute: AttributeDefinition,
): NormalisedSurface {
  // A boolean's value list, where it has one, gives its own words for 예 and 아니요.
  const key = wordKey(matchSpelling(surface, attribute.values) ?? surface);
  if (yesKeys.has(key)) return { value: true, flags: [] };
  if (noKeys.has(key)) return { value: false, flags: [] };
  const [first, ...others] = judgeStatements(surface, attribute);
  if (first !== undefined) {
    return others.every(({ value }) => value === first.value) ? first : unread('negated');
  }
  const words = answerWords(surface);
  if (isDenial(surface) || words.some((word) => noKeys.has(word))) {
    return { value: false, flags: [] };
  }
  if (holdsDenial(surface)) return unread('negated');
  return words.some((word) => yesKeys.has(word))
    ? { value: true, flags: [] }
    : unread('not-a-boolean');
}

/**
 * Where a text says of the feature by its name that it is not there, its denial included; null where
 * it says nothing, or not clearly. Offsets are UTF-16.
 */
export function findDenial(
  text: string,
  attribute: AttributeDefinition,
): { readonly start: number; readonly end: number } | null {
  for (const { 0: name, index } of text.matchAll(namePatternOf(attribute))) {
    const { bearing, before, after, isTwice } = readBearing(text, index, index + name.length);
    if (bearing !== 'negated' || isTwice) continue;
    return { start: index - before, end: index + name.length + after };
  }
  return null;
}
