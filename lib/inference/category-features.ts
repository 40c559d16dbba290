import type { CategoryEvidence, CategoryInput } from '../extraction/category-contract';
import { keepHead, readCategoryWords, type CategoryWord } from '../extraction/category-words';
import { hashText } from '../statistics/hash';

/** Features of one place of a product's texts; without a place they are evidence of no word. */
export interface FeatureGroup {
  readonly place: CategoryEvidence | null;
  readonly features: readonly string[];
}

/** Longest spec and seller path that is read, in words. */
const mostSpecWords = 160;
const mostPathWords = 24;
const shortestGram = 2;
const longestGram = 4;

/** What the head is told of a product: words, parts of words, the head noun, the names of the spec. */
export function readCategoryFeatures(input: CategoryInput): FeatureGroup[] {
  return [...readTitle(input.title), ...readSpec(input.spec), ...readOrigin(input)];
}

/** Parts of the words of the title alone: what a plain linear model is given. */
export function readPlainFeatures({ title, spec }: CategoryInput): FeatureGroup[] {
  const words = [...readCategoryWords(title), ...readCategoryWords(spec).slice(0, mostSpecWords)];
  return words.map(({ form }) => ({ place: null, features: readGrams(form) }));
}

function readTitle(title: string): FeatureGroup[] {
  const words = readCategoryWords(title);
  const head = readCategoryWords(keepHead(title));
  const last = head.at(-1);
  return words.map((word, at) => {
    const next = words[at + 1];
    const features = [`w:${word.form}`, `n:${shapeOf(word.form)}`, ...readGrams(word.form)];
    if (next) features.push(`b:${shapeOf(word.form)} ${shapeOf(next.form)}`);
    if (at === 0) features.push(`first:${word.form}`);
    if (last && word.start === last.start) features.push(`last:${word.form}`, ...readEnds(word));
    return { place: placeOf('title', word), features };
  });
}

function readSpec(spec: string): FeatureGroup[] {
  return readCategoryWords(spec)
    .slice(0, mostSpecWords)
    .map((word, at) => {
      const features = [`sw:${word.form}`, `sn:${shapeOf(word.form)}`];
      if (at < 2) features.push(`s${at}:${word.form}`);
      // In 크기: 27 the word before the colon is the name of an attribute.
      if (/^\s*:/u.test(spec.slice(word.end, word.end + 2))) features.push(`name:${word.form}`);
      return { place: placeOf('spec', word), features };
    });
}

function readOrigin({ brand, sellerPath }: CategoryInput): FeatureGroup[] {
  const path = readCategoryWords(sellerPath ?? '').slice(-mostPathWords);
  const groups: FeatureGroup[] = path.map((word, at) => ({
    place: placeOf('sellerPath', word),
    features: [`p:${word.form}`, ...(at === path.length - 1 ? [`pl:${word.form}`] : [])],
  }));
  const maker = readCategoryWords(brand ?? '').map(({ form }) => form);
  if (maker.length > 0) groups.push({ place: null, features: [`m:${maker.join(' ')}`] });
  return groups;
}

function placeOf(source: CategoryEvidence['source'], word: CategoryWord): CategoryEvidence {
  return { source, start: word.start, end: word.end };
}

/** A word with its digits as one sign: 27인치 and 32인치 are of one kind. */
function shapeOf(form: string): string {
  return form.replace(/\d+/gu, '#');
}

/** Ends of the last word: the head of a Korean compound stands there. */
function readEnds({ form }: CategoryWord): string[] {
  return [2, 3, 4].filter((size) => size < form.length).map((size) => `end:${form.slice(-size)}`);
}

function readGrams(form: string): string[] {
  const text = `<${form.slice(0, 32)}>`;
  const grams: string[] = [];
  for (let size = shortestGram; size <= longestGram; size += 1) {
    for (let at = 0; at + size <= text.length; at += 1) grams.push(text.slice(at, at + size));
  }
  return grams;
}

/** Row of a table of `rows`; row 0 is none. */
export function rowOf(feature: string, rows: number): number {
  return 1 + ((hashText(feature) >>> 0) % (rows - 1));
}
