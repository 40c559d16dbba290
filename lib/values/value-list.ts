import type { AttributeDefinition, AttributeValue } from './contract';
import { readBearing } from './negation';
import { placeWords, spellingKey, spellingWords, tidyText } from './text-forms';

type ValueList = AttributeDefinition['values'];

interface ValueIndex {
  readonly exact: ReadonlySet<string>;
  /** Spelling key → value; null where two values share the key. */
  readonly byValueKey: ReadonlyMap<string, string | null>;
  readonly bySynonymKey: ReadonlyMap<string, string | null>;
  /** Words joined by a space → value, for values that stand inside a longer surface form. */
  readonly byWords: ReadonlyMap<string, string | null>;
  readonly longestWordCount: number;
  /** Sorted words → value: "QHD(2560x1440)" and "2560 x 1440 (QHD)" are one. */
  readonly byAnyOrder: ReadonlyMap<string, string | null>;
}

const indexes = new WeakMap<ValueList, ValueIndex>();

function addUnique(index: Map<string, string | null>, key: string, value: string): void {
  if (key === '') return;
  const known = index.get(key);
  index.set(key, known === undefined || known === value ? value : null);
}

const inAnyOrder = (words: readonly string[]): string => words.toSorted().join(' ');

function indexOf(list: ValueList): ValueIndex {
  const known = indexes.get(list);
  if (known !== undefined) return known;
  const byValueKey = new Map<string, string | null>();
  const bySynonymKey = new Map<string, string | null>();
  const byWords = new Map<string, string | null>();
  const byAnyOrder = new Map<string, string | null>();
  let longestWordCount = 0;
  for (const { value, nameEn, synonyms } of list) {
    addUnique(byValueKey, spellingKey(value), value);
    for (const spelling of [value, ...(nameEn === null ? [] : [nameEn]), ...synonyms]) {
      if (spelling !== value) addUnique(bySynonymKey, spellingKey(spelling), value);
      const words = spellingWords(spelling);
      longestWordCount = Math.max(longestWordCount, words.length);
      addUnique(byWords, words.join(' '), value);
      addUnique(byAnyOrder, inAnyOrder(words), value);
    }
  }
  const index: ValueIndex = {
    exact: new Set(list.map((entry) => entry.value)),
    byValueKey,
    bySynonymKey,
    byWords,
    longestWordCount,
    byAnyOrder,
  };
  indexes.set(list, index);
  return index;
}

/** Longer texts are sentences: no value of a list stands in them unambiguously. */
const maximumWords = 60;

/** How a surface form names a value of a list. */
export interface ListedReading {
  /** The one value that the text names and does not deny. */
  readonly value: string | null;
  /** True where a value is named only to be denied: "유리 아님". */
  readonly isDenied: boolean;
}

/** The one value whose words stand in the surface form, the longest where they nest. */
function findContained(surface: string, index: ValueIndex): ListedReading {
  const { folded, words } = placeWords(surface);
  const found = new Set<string | null>();
  let isDenied = false;
  if (words.length > maximumWords) return { value: null, isDenied };
  let start = 0;
  while (start < words.length) {
    let length = Math.min(index.longestWordCount, words.length - start);
    let value: string | null | undefined;
    for (; length > 0; length -= 1) {
      const spelt = words.slice(start, start + length).map(({ word }) => word);
      value = index.byWords.get(spelt.join(' '));
      if (value !== undefined) break;
    }
    if (value !== undefined) {
      const [first, last] = [words[start], words[start + length - 1]];
      const { bearing } = readBearing(folded, first?.start ?? 0, last?.end ?? 0);
      // "인조 가죽" is another material, whatever else is named beside it.
      if (bearing !== 'negated') found.add(bearing === 'plain' ? value : null);
      isDenied ||= bearing === 'negated';
    }
    start += Math.max(1, length);
  }
  const [only = null, ...others] = found;
  return { value: others.length === 0 ? only : null, isDenied };
}

/**
 * The canonical value that the whole surface form spells: exactly, by spelling key, by a synonym,
 * or by its words in another order. Null when none or several do.
 */
export function matchSpelling(surface: string, list: ValueList): string | null {
  const index = indexOf(list);
  const tidied = tidyText(surface);
  if (index.exact.has(tidied)) return tidied;
  const key = spellingKey(tidied);
  return (
    index.byValueKey.get(key) ??
    index.bySynonymKey.get(key) ??
    index.byAnyOrder.get(inAnyOrder(spellingWords(tidied))) ??
    null
  );
}

/** Like `matchSpelling`, or the only value on word borders inside it ("Fast IPS" → IPS). */
export function readListed(surface: string, list: ValueList): ListedReading {
  const spelt = matchSpelling(surface, list);
  return spelt === null ? findContained(surface, indexOf(list)) : { value: spelt, isDenied: false };
}

export function matchValue(surface: string, list: ValueList): string | null {
  return readListed(surface, list).value;
}

export function isListed(value: string, list: ValueList): boolean {
  return indexOf(list).exact.has(value);
}

/** Ways in which a listing writes a text or a value of a list, the longest first. */
export function spellingsOf(
  value: AttributeValue,
  { values }: Pick<AttributeDefinition, 'values'>,
): string[] {
  const listed = values.find((each) => each.value === value);
  return [String(value), ...(listed?.nameEn ? [listed.nameEn] : []), ...(listed?.synonyms ?? [])]
    .filter((spelling) => spelling.trim() !== '')
    .toSorted((one, other) => other.length - one.length);
}
