import type { AttributeDefinition, AttributeValue, TextField } from '../values/contract';
import { normaliseSurface } from '../values/normalise';
import { isSameValue } from '../values/same-value';
import { spellingKey } from '../values/text-forms';
import { unitOf, units } from '../values/units';
import type { ExtractedSpan, Extraction, ExtractionInput, Extractor } from './contract';

/** Registry name of the dictionary. */
export const dictionaryVersion = 'dictionary';

/** Surface forms known beside the schema's own: category key → attribute key → spellings. */
export type KnownSpellings = ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;

/**
 * What a find is worth, by where it stands: the share of right values among such finds on invented
 * catalogues, rounded down. A list is not trained, so these are rates, not calibrated probabilities.
 */
const worth = {
  /** `패널: IPS` */
  named: 0.95,
  /** A whole segment of the spec: `… / IPS / …`. */
  segment: 0.9,
  title: 0.85,
  withinSegment: 0.8,
  description: 0.7,
} as const;
/** A quantity that is written like the attribute's examples says more than its unit alone. */
const unitOnlyShare = 0.85;
const outOfRangeShare = 0.5;
const otherLabelShare = 0.6;
/** Two different values of a single-valued attribute: one of them is wrong. */
const rivalShare = 0.7;
const least = 0.4;
/** Nothing was found at all, or something too doubtful to propose. */
const absentWithoutFind = 0.8;
const absentWithDoubt = 0.3;

/**
 * An extractor of known values: lists, synonyms, examples, spellings of the catalogue, and numbers
 * with a unit of the attribute's kind. Slow to propose and honest about it; serves when no model can.
 */
export function createDictionaryExtractor(known: KnownSpellings = new Map()): Extractor {
  const matchers = new WeakMap<readonly AttributeDefinition[], readonly Matcher[]>();
  const matchersOf = ({ category, attributes }: ExtractionInput): readonly Matcher[] => {
    const kept = matchers.get(attributes);
    if (kept) return kept;
    const spellings = known.get(category.key);
    const made = createMatchers(attributes, (key) => spellings?.get(key) ?? []);
    matchers.set(attributes, made);
    return made;
  };
  return {
    modelVersion: dictionaryVersion,
    async extract(inputs, signal) {
      const answers: Extraction[][] = [];
      for (const input of inputs) {
        // One product takes about a millisecond; between two, others get their turn.
        await new Promise((resume) => setImmediate(resume));
        signal?.throwIfAborted();
        answers.push(extractProduct(input, matchersOf(input)));
      }
      return answers;
    },
    close: async () => {},
  };
}

interface Matcher {
  readonly attribute: AttributeDefinition;
  readonly nameKeys: ReadonlySet<string>;
  /** Whole values: lists, synonyms, examples, the catalogue's spellings. */
  readonly values: readonly Spelling[];
  /** Numbers and texts written like the examples: `180Hz` makes `\d+Hz`. */
  readonly shapes: readonly RegExp[];
  /** A number with any unit of the attribute's dimension. */
  readonly quantities: readonly RegExp[];
  /** How many attributes of the schema a bare quantity of this one could belong to. */
  readonly quantityRivals: number;
  /** Spelling keys that other attributes of the schema have too, and how many. */
  readonly sharedKeys: ReadonlyMap<string, number>;
}

const namesOf = ({ nameKo, nameEn, synonyms }: AttributeDefinition): readonly string[] => [
  nameKo,
  nameEn,
  ...synonyms,
];

/** A yes that says nothing of what it is a yes to is no spelling of its own. */
const bareAnswers = new Set([
  '있음',
  '없음',
  '지원',
  '미지원',
  '가능',
  '불가',
  'yes',
  'no',
  'o',
  'x',
]);

function spellingsOf(attribute: AttributeDefinition, known: readonly string[]): readonly string[] {
  const listed = attribute.values.flatMap(({ value, nameEn, synonyms }) => [
    value,
    ...(nameEn === null ? [] : [nameEn]),
    ...synonyms,
  ]);
  const named = attribute.type === 'boolean' ? namesOf(attribute) : [];
  const examples = attribute.type === 'number' ? [] : attribute.examples;
  const all = [...listed, ...named, ...examples, ...(attribute.type === 'number' ? [] : known)];
  return [...new Set(all.map((spelling) => spelling.trim()))].filter(
    (spelling) => spelling.length > 1 && !bareAnswers.has(spelling.toLowerCase()),
  );
}

function createMatchers(
  attributes: readonly AttributeDefinition[],
  knownOf: (attributeKey: string) => readonly string[],
): readonly Matcher[] {
  const spellings = attributes.map((attribute) => spellingsOf(attribute, knownOf(attribute.key)));
  const owners = new Map<string, number>();
  for (const own of spellings) {
    for (const spellingOf of new Set(own.map(spellingKey)))
      owners.set(spellingOf, (owners.get(spellingOf) ?? 0) + 1);
  }
  const dimensionOf = ({ type, unit }: AttributeDefinition): string | null =>
    type === 'number' && unit !== null ? unitOf(unit).dimension : null;
  return attributes.map((attribute, index) => {
    const dimension = dimensionOf(attribute);
    return {
      attribute,
      nameKeys: new Set(namesOf(attribute).map(spellingKey)),
      values: (spellings[index] ?? []).map((text) => createSpelling(text, attribute)),
      shapes: attribute.type === 'boolean' ? [] : attribute.examples.flatMap(shape),
      quantities: dimension === null ? [] : [quantityPattern(attribute, dimension)],
      quantityRivals: attributes.filter((other) => dimensionOf(other) === dimension).length,
      sharedKeys: owners,
    };
  });
}

const escape = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
const isWord = (sign: string): boolean => /[\p{Script=Latin}\p{N}]/u.test(sign);
const isHangul = (sign: string): boolean => /\p{Script=Hangul}/u.test(sign);

/** "블랙" stands in "블랙색상" and "블랙 톤", not in "블랙박스"; "27" not in "270" nor in "27.5". */
const tail = '(?:색상?|계열|형|타입|식|용|제|재질|소재|패널|방식)?';

/** A pattern that matches `body` where nothing before or behind belongs to the same word. */
function withBorders(body: string, whole: string, end = ''): RegExp {
  const first = whole[0] ?? '';
  const last = whole.at(-1) ?? '';
  const left = isWord(first)
    ? `(?<![\\p{Script=Latin}\\p{N}])${/\d/.test(first) ? '(?<!\\d[.,])' : ''}`
    : isHangul(first)
      ? '(?<!\\p{Script=Hangul})'
      : '';
  const right = isHangul(last)
    ? `(?=${tail}(?!\\p{Script=Hangul}))`
    : isWord(last)
      ? `(?![\\p{Script=Latin}\\p{N}])${/\d/.test(last) ? '(?![.,]\\d)' : ''}`
      : '';
  return new RegExp(left + body + right + end, 'giu');
}

/** One known value; a text without its squeezed form cannot hold it, which is quick to see. */
interface Spelling {
  readonly squeezed: string;
  readonly pattern: RegExp;
}

const squeeze = (text: string): string => text.toLowerCase().replace(/\s+/g, '');

function createSpelling(text: string, { type }: AttributeDefinition): Spelling {
  const body = text.split(/\s+/).map(escape).join('\\s*');
  const end = type === 'boolean' ? booleanTail : '';
  return { squeezed: squeeze(text), pattern: withBorders(body, text, end) };
}

/** Digits stand for any number; an example of digits alone would match all of them. */
function shape(example: string): readonly RegExp[] {
  if (!/\d/.test(example) || example.replace(/[\d\s.,]/g, '') === '') return [];
  const body = example
    .trim()
    .split(/(\d[\d,]*(?:\.\d+)?|\s+)/)
    .map((part, place) => {
      if (place % 2 === 0) return escape(part);
      return /\s/.test(part) ? '\\s*' : '\\d[\\d,]*(?:\\.\\d+)?';
    })
    .join('');
  return [withBorders(body, example.trim())];
}

/** What a boolean's name may be followed by and still be one statement. */
const booleanTail =
  '(?:\\s?(?:지원|미지원|가능|불가|내장|탑재|적용|포함|미포함|있음|없음|[OX○×])(?![\\p{L}\\p{N}]))?';

function quantityPattern(attribute: AttributeDefinition, dimension: string): RegExp {
  const spellings = units
    .filter((unit) => unit.dimension === dimension)
    .flatMap((unit) => [unit.symbol, unit.labelKo, ...unit.spellings]);
  const own = attribute.unit === null ? [] : [attribute.unit];
  const longestFirst = [...new Set([...own, ...spellings])]
    .sort((a, b) => b.length - a.length)
    .map(escape);
  const one = `\\d[\\d,]*(?:\\.\\d+)?\\s?(?:${longestFirst.join('|')})(?![\\p{Script=Latin}\\p{N}])`;
  return new RegExp(
    `(?=\\d)(?<![\\p{Script=Latin}\\p{N}])(?<!\\d[.,])${one}(?:\\s?\\(${one}\\))?`,
    'giu',
  );
}

interface Find {
  readonly field: TextField;
  readonly start: number;
  readonly end: number;
  readonly surface: string;
  readonly value: AttributeValue;
  readonly confidence: number;
}

function extractProduct(input: ExtractionInput, matchers: readonly Matcher[]): Extraction[] {
  const texts = [
    readText('spec', input.spec),
    readText('title', input.title),
    readText('description', input.description),
  ];
  const allNames = new Set(matchers.flatMap(({ nameKeys }) => [...nameKeys]));
  return matchers.map((matcher) => {
    const finds = texts.flatMap((text) => findIn(text, matcher, allNames));
    return answer(matcher.attribute, finds);
  });
}

const segmentEnd = /[/|,;·•\n\r]/;

/** The stretch between separators that holds `[start, end)`, and the label before it, if any. */
export function segmentAround(
  text: string,
  start: number,
  end: number,
): { readonly isWhole: boolean; readonly label: string | null } {
  let from = start;
  while (from > 0 && !segmentEnd.test(text[from - 1] ?? '')) from -= 1;
  let to = end;
  while (to < text.length && !segmentEnd.test(text[to] ?? '')) to += 1;
  // A group marker (`[단자정보]`) opens a segment, it is no part of it.
  const before = text.slice(from, start).replace(/^.*\]/su, '');
  const after = text.slice(end, to);
  const label = /^\s*([^:：=]{1,60})[:：=]\s*$/u.exec(before)?.[1] ?? null;
  return { isWhole: /^\s*$/.test(after) && (label !== null || /^\s*$/.test(before)), label };
}

/** One text with what every attribute asks of it, worked out once. */
interface Text {
  readonly field: TextField;
  readonly text: string;
  readonly squeezed: string;
  readonly labelled: readonly Labelled[];
}

const readText = (field: TextField, text: string): Text => ({
  field,
  text,
  squeezed: squeeze(text),
  labelled: readLabelled(text),
});

function findIn(
  { field, text, squeezed, labelled }: Text,
  matcher: Matcher,
  allNames: ReadonlySet<string>,
): readonly Find[] {
  const { attribute, nameKeys } = matcher;
  const finds: Find[] = [];
  const add = (start: number, surface: string, share: number): void => {
    const end = start + surface.length;
    // The longest reading of a place is the right one; shapes and values come before quantities.
    if (finds.some((find) => find.start < end && start < find.end)) return;
    const { value } = normaliseSurface(surface, attribute);
    if (value === null) return;
    const { isWhole, label } = segmentAround(text, start, end);
    const labelKey = label === null ? null : spellingKey(label);
    const isNamed = labelKey !== null && nameKeys.has(labelKey);
    if (labelKey !== null && !isNamed && allNames.has(labelKey)) return;
    const place =
      field === 'spec' ? (isWhole ? worth.segment : worth.withinSegment) : worth[fieldWorth(field)];
    const doubt =
      share *
      (labelKey === null ? 1 : otherLabelShare) *
      (isPlausible(value, attribute) ? 1 : outOfRangeShare);
    finds.push({
      field,
      start,
      end,
      surface,
      value,
      confidence: isNamed ? worth.named : place * doubt,
    });
  };
  for (const { start, surface } of findNamed(labelled, matcher)) add(start, surface, 1);
  const present = matcher.values.filter((value) => squeezed.includes(value.squeezed));
  const patterns = present.map(({ pattern }) => pattern);
  for (const [start, surface] of matchesOf(patterns, text))
    add(start, surface, 1 / (matcher.sharedKeys.get(spellingKey(surface)) ?? 1));
  for (const [start, surface] of matchesOf(matcher.shapes, text))
    add(
      start,
      surface,
      1 / Math.max(1, matcher.quantities.length === 0 ? 1 : matcher.quantityRivals),
    );
  for (const [start, surface] of matchesOf(matcher.quantities, text))
    add(start, surface, unitOnlyShare / matcher.quantityRivals);
  return finds;
}

const fieldWorth = (field: TextField): 'title' | 'description' =>
  field === 'title' ? 'title' : 'description';

/** All matches, longest first. */
function matchesOf(
  patterns: readonly RegExp[],
  text: string,
): readonly (readonly [start: number, surface: string])[] {
  return patterns
    .flatMap((pattern) => [...text.matchAll(pattern)])
    .map((match) => [match.index, match[0]] as const)
    .sort(([, a], [, b]) => b.length - a.length);
}

interface Labelled {
  readonly labelKey: string;
  readonly start: number;
  readonly rest: string;
  /** True when the next label comes right behind: `A: 1, B: 2`. */
  readonly isFollowed: boolean;
}

const labelPattern = /([^:：=/|,;·•\n\r[\]]{1,60})[:：=]\s*([^/|;·•\n\r[\]:：=]{1,80})/gu;

/** Every `label: …` of a text, up to the next separator or label. */
function readLabelled(text: string): readonly Labelled[] {
  return [...text.matchAll(labelPattern)].map((match) => {
    const [whole, label = '', rest = ''] = match;
    const start = match.index + whole.length - rest.length;
    const isFollowed = /^[:：=]/.test(text.slice(start + rest.length, start + rest.length + 1));
    return { labelKey: spellingKey(label), start, rest, isFollowed };
  });
}

/** What stands behind the attribute's own name, whatever it is. */
function* findNamed(
  labelled: readonly Labelled[],
  { nameKeys, attribute }: Matcher,
): Generator<{ readonly start: number; readonly surface: string }> {
  for (const { labelKey, rest, isFollowed, ...place } of labelled) {
    if (!nameKeys.has(labelKey)) continue;
    let { start } = place;
    const parts = rest.split(/(,(?!\d))/);
    const own = isFollowed ? parts.slice(0, -2) : parts;
    for (const part of attribute.isMultiple ? own : own.slice(0, 1)) {
      const lead = part.length - part.trimStart().length;
      const surface = part.trim();
      if (surface !== '' && surface !== ',') yield { start: start + lead, surface };
      start += part.length;
    }
  }
}

function isPlausible(value: AttributeValue, { minimum, maximum }: AttributeDefinition): boolean {
  if (typeof value !== 'number') return true;
  return (minimum === null || value >= minimum) && (maximum === null || value <= maximum);
}

const toSpan = ({ field, start, end, surface, confidence }: Find): ExtractedSpan => ({
  surface,
  evidence: { field, start, end },
  confidence,
});

/** The best find of each distinct value, best first. */
function bestOfEach(finds: readonly Find[]): readonly Find[] {
  const best: Find[] = [];
  for (const find of [...finds].sort((a, b) => b.confidence - a.confidence)) {
    if (!best.some(({ value }) => isSameValue(value, find.value))) best.push(find);
  }
  return best;
}

function answer(attribute: AttributeDefinition, finds: readonly Find[]): Extraction {
  const ranked = bestOfEach(finds);
  const [best, rival] = ranked;
  const attributeKey = attribute.key;
  if (!best || best.confidence < least) {
    const confidence = best ? absentWithDoubt : absentWithoutFind;
    return { attributeKey, spans: [], confidence, alternatives: ranked.map(toSpan) };
  }
  if (attribute.isMultiple) {
    const chosen = ranked.filter(({ confidence }) => confidence >= least);
    const confidence = chosen.reduce((product, find) => product * find.confidence, 1);
    const inOrder = [...chosen].sort((a, b) => a.start - b.start);
    const alternatives = ranked.filter((find) => !chosen.includes(find)).map(toSpan);
    return { attributeKey, spans: inOrder.map(toSpan), confidence, alternatives };
  }
  const isContested = rival !== undefined && rival.confidence >= least;
  const confidence = best.confidence * (isContested ? rivalShare : 1);
  const span = { ...toSpan(best), confidence };
  return { attributeKey, spans: [span], confidence, alternatives: ranked.slice(1).map(toSpan) };
}
