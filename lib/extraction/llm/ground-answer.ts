import type { AttributeDefinition, Evidence } from '../../values/contract';
import { normaliseSurface } from '../../values/normalise';
import { readDigitsAt } from '../../values/numerals';
import { foldForms, spellingKey } from '../../values/text-forms';
import { convert, findUnits, readUnitAt, unitOf, type Unit } from '../../values/units';
import { matchValue } from '../../values/value-list';
import type { ExtractionInput } from '../contract';
import { segmentAround } from '../dictionary-extractor';

/** Where an answered value stands; `isSure` is false when the text spells it in another way. */
export interface GroundedSurface {
  /** As the text has it. */
  readonly surface: string;
  readonly evidence: Evidence;
  readonly isSure: boolean;
}

/** Finds an answered surface form of an attribute in the product's texts; null when it is nowhere. */
export type GroundSurface = (
  surface: string,
  attribute: AttributeDefinition,
) => GroundedSurface | null;

type Field = 'spec' | 'title' | 'description';

/** A text in one spelling, with the way back: sign `i` stands at `[starts[i], ends[i])`. */
interface Folded {
  readonly text: string;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

interface ProductText {
  readonly field: Field;
  readonly text: string;
  /** Narrow forms, case and spaces kept: for reading quantities. */
  readonly narrow: Folded;
  /** Lower case without spaces: for finding texts. */
  readonly tight: Folded;
}

/** A run of signs that fold to themselves, or one sign with its marks; jamo stay together. */
const pieces =
  /(?:[\x21-\x7E가-힣](?!\p{M}))+|[\u1100-\u115F][\u1160-\u11A7]?[\u11A8-\u11FF]?|[\s\S]\p{M}*/gu;

function fold(text: string, write: (sign: string, at: number) => string): Folded {
  const starts: number[] = [];
  const ends: number[] = [];
  let folded = '';
  const add = (sign: string, at: number): void => {
    const written = write(sign, at);
    folded += written;
    for (let count = 0; count < written.length; count += 1) {
      starts.push(at);
      ends.push(at + sign.length);
    }
  };
  for (const { 0: piece, index } of text.matchAll(pieces)) {
    if (!isPlain(piece[0] ?? '')) add(piece, index);
    else for (let at = 0; at < piece.length; at += 1) add(piece[at] ?? '', index + at);
  }
  return { text: folded, starts, ends };
}

const isPlain = (sign: string): boolean =>
  (sign >= '\x21' && sign <= '\x7E') || (sign >= '가' && sign <= '힣');

/** `foldForms` of one sign, without asking for those that it leaves alone. */
const narrowSign = (sign: string): string =>
  sign.length === 1 && isPlain(sign) ? sign : foldForms(sign);

const isThousandsComma = (text: string, at: number): boolean =>
  text[at] === ',' &&
  /\d/.test(text[at - 1] ?? '') &&
  /^\d{3}(?!\d)/.test(text.slice(at + 1, at + 5));

function foldTight(text: string): Folded {
  return fold(text, (sign, at) =>
    isThousandsComma(text, at)
      ? ''
      : narrowSign(sign)
          .toLowerCase()
          .replace(/[\s×✕]/g, (found) => (found.trim() === '' ? '' : 'x')),
  );
}

interface Place {
  readonly field: Field;
  readonly start: number;
  readonly end: number;
}

/**
 * Prepares one product. A surface form is looked for as it is; then whatever its case, width and
 * spaces; then by the other spellings of its list value; a number by its amount in any unit; a truth
 * value by what the text says of the attribute's name. Of several places the one with the most hints
 * of the attribute is taken.
 * @param limit characters of each text that can have been read, and are looked at.
 */
export function createGrounding(input: ExtractionInput, limit = 24_000): GroundSurface {
  const texts = (['spec', 'title', 'description'] as const).map((field): ProductText => {
    const text = input[field].slice(0, limit);
    return { field, text, narrow: fold(text, narrowSign), tight: foldTight(text) };
  });
  const textOf = new Map(texts.map(({ field, text }) => [field, text]));
  const owners = ownersOfNames(input.attributes);
  const quantities = rememberQuantities();

  const choose = (
    places: readonly Place[],
    attribute: AttributeDefinition,
    isSure: boolean,
  ): GroundedSurface | null => {
    const ranked = places
      .map((place) => ({
        place,
        hint: weighHints(place, textOf.get(place.field) ?? '', attribute, owners),
      }))
      .sort((a, b) => b.hint - a.hint);
    const [best] = ranked;
    if (best === undefined) return null;
    const { field, start, end } = best.place;
    const surface = (textOf.get(field) ?? '').slice(start, end);
    return { surface, evidence: { field, start, end }, isSure: isSure && best.hint >= 0 };
  };

  return (surface, attribute) => {
    const exact = texts.flatMap((text) => findExact(surface, text));
    if (exact.length > 0 && !saysOnlyYes(surface, attribute)) return choose(exact, attribute, true);
    const loose = texts.flatMap((text) => findLoose(surface, text));
    if (loose.length > 0 && !saysOnlyYes(surface, attribute)) return choose(loose, attribute, true);
    return choose(
      texts.flatMap((text) => findRespelt(surface, attribute, text, quantities)),
      attribute,
      false,
    );
  };
}

/** "지원" stands in a listing for many attributes; alone it is no evidence for one. */
const saysOnlyYes = (surface: string, { type }: AttributeDefinition): boolean =>
  type === 'boolean' && statement.test(surface);

const statement =
  /^\s*(?:true|false|yes|no|o|x|○|×|예|아니오|아니요|지원|미지원|가능|불가능?|내장|탑재|적용|포함|미포함|있음|없음)\s*$/iu;

function findRespelt(
  surface: string,
  attribute: AttributeDefinition,
  text: ProductText,
  quantities: ReadQuantities,
): readonly Place[] {
  switch (attribute.type) {
    case 'number':
      return findQuantity(surface, attribute, text, quantities);
    case 'boolean':
      return findStatement(surface, attribute, text);
    case 'enum':
    case 'text':
      return otherSpellings(surface, attribute).flatMap((other) => findLoose(other, text));
  }
}

/** Longest first, so that a spelling inside another one does not hide it. */
function otherSpellings(surface: string, attribute: AttributeDefinition): readonly string[] {
  const value = matchValue(surface, attribute.values);
  const listed = attribute.values.find((each) => each.value === value);
  if (listed === undefined) return [];
  const { nameEn, synonyms } = listed;
  return [listed.value, ...(nameEn === null ? [] : [nameEn]), ...synonyms].sort(
    (a, b) => b.length - a.length,
  );
}

/** "27" does not stand in "270", "27.5" or "RTX27": what borders a Latin word or number must end it. */
function isBordered(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 2), start);
  const after = text.slice(end, end + 2);
  const isWord = (sign: string): boolean => /[\p{Script=Latin}\p{N}]/u.test(sign);
  const first = text[start] ?? '';
  const last = text[end - 1] ?? '';
  if (isWord(first) && isWord(before.at(-1) ?? '')) return false;
  if (/\d/.test(first) && /\d[.,]$/.test(before)) return false;
  // A unit may follow a bare number directly, another digit may not.
  if (/\d/.test(last)) return !/^(?:\d|[.,]\d)/.test(after);
  return !(isWord(last) && isWord(after[0] ?? ''));
}

/** More places of one surface form say nothing new and would take time. */
const maximumPlaces = 50;

function occurrences(needle: string, text: string): readonly number[] {
  const found: number[] = [];
  let at = needle === '' ? -1 : text.indexOf(needle);
  while (at >= 0 && found.length < maximumPlaces) {
    found.push(at);
    at = text.indexOf(needle, at + 1);
  }
  return found;
}

function findExact(surface: string, { field, text }: ProductText): readonly Place[] {
  return occurrences(surface, text)
    .map((start) => ({ field, start, end: start + surface.length }))
    .filter(({ start, end }) => isBordered(text, start, end));
}

function findLoose(surface: string, { field, text, tight }: ProductText): readonly Place[] {
  const needle = foldTight(surface).text;
  return occurrences(needle, tight.text)
    .map((at) => ({
      field,
      start: tight.starts[at] ?? 0,
      end: tight.ends[at + needle.length - 1] ?? 0,
    }))
    .filter(({ start, end }) => isBordered(text, start, end));
}

const anyNumber = /(?<![\p{Script=Latin}\p{N}])(?<!\d[.,])[-−]?\d+(?:[.,'’]\d+)*[십백천만억]*/gu;
const bareNumber = /^\s*[-−]?\d[\d.,'’ ]*$/u;
/** Models round when they convert in spite of being told not to: 27 inches become 68.6 cm. */
const convertedTolerance = 0.005;

/** NaN where the digits are followed by anything, or can be read in two ways. */
function amountOf(text: string): number {
  const digits = text.trim().replace(/^[-−]/, '');
  const read = readDigitsAt(digits, 0);
  if (read?.end !== digits.length || read.members.length > 0) return Number.NaN;
  return /^\s*[-−]/.test(text) ? -read.amount : read.amount;
}
const isNear = (a: number, b: number): boolean =>
  Math.abs(a - b) <= convertedTolerance * Math.abs(b);

/** A number of a text with the unit behind it. */
interface WrittenQuantity {
  readonly place: Place;
  readonly written: string;
  readonly digits: string;
  readonly units: readonly Unit[];
}

function readWritten({ field, narrow }: ProductText, own: Unit | null): readonly WrittenQuantity[] {
  return [...narrow.text.matchAll(anyNumber)].map(({ 0: digits, index }) => {
    const afterDigits = index + digits.length;
    const space = narrow.text[afterDigits] === ' ' ? 1 : 0;
    const unit = readUnitAt(narrow.text, afterDigits + space, own);
    const end = unit?.end ?? afterDigits;
    const place = {
      field,
      start: narrow.starts[index] ?? 0,
      end: narrow.ends[end - 1] ?? 0,
    };
    return { place, written: narrow.text.slice(index, end), digits, units: unit?.units ?? [] };
  });
}

type ReadQuantities = (text: ProductText, own: Unit | null) => readonly WrittenQuantity[];

/** The numbers of a text are the same for every attribute, but for units that the table lacks. */
function rememberQuantities(): ReadQuantities {
  const known = new Map<string, readonly WrittenQuantity[]>();
  return (text, own) => {
    const rare = own !== null && findUnits(own.symbol).length === 0 ? own : null;
    const name = `${text.field} ${rare?.symbol ?? ''}`;
    const quantities = known.get(name) ?? readWritten(text, rare);
    known.set(name, quantities);
    return quantities;
  };
}

function findQuantity(
  surface: string,
  attribute: AttributeDefinition,
  text: ProductText,
  quantities: ReadQuantities,
): readonly Place[] {
  const { value: wanted } = normaliseSurface(surface, attribute);
  const bare = bareNumber.test(surface) ? amountOf(surface.trim()) : null;
  const own = attribute.unit === null ? null : unitOf(attribute.unit);
  const isWanted = (amount: number): boolean =>
    typeof wanted === 'number' && isNear(amount, wanted);
  // Most numbers of a text are quite other ones: reading each as the attribute's value is dear.
  const mayBe = ({ digits, units }: WrittenQuantity): boolean => {
    const amount = amountOf(digits);
    if (Number.isNaN(amount) || amount === bare) return true;
    return own === null || units.length === 0
      ? isWanted(amount)
      : units.some((unit) => isWanted(convert(amount, unit, own) ?? Number.NaN));
  };
  return quantities(text, own)
    .filter(mayBe)
    .slice(0, maximumPlaces)
    .filter(({ place, written, digits, units }) => {
      const { value } = normaliseSurface(written, attribute);
      if (typeof value !== 'number') return false;
      // A bare number of a measured attribute is its own only where the listing says so.
      if (units.length === 0 && own !== null && !isNamed(place, text.text, attribute)) return false;
      return isWanted(value) || amountOf(digits) === bare;
    })
    .map(({ place }) => place);
}

const namesOf = ({ nameKo, nameEn, synonyms }: AttributeDefinition): readonly string[] => [
  nameKo,
  nameEn,
  ...synonyms,
];

const statementTail =
  /^\s?[:：=(]?\s?(?:지원|미지원|가능|불가능?|내장|탑재|적용|포함|미포함|있음|없음|예|아니[오요]|yes|no|[OX○×](?![\p{L}\p{N}]))\)?/iu;

/** The attribute's name with what is said of it, where that says the wanted truth value. */
function findStatement(
  surface: string,
  attribute: AttributeDefinition,
  text: ProductText,
): readonly Place[] {
  const { value: wanted } = normaliseSurface(surface, attribute);
  return namesOf(attribute)
    .flatMap((name) => findLoose(name, text))
    .map((place) => {
      const tail = statementTail.exec(text.text.slice(place.end, place.end + 20))?.[0] ?? '';
      return { ...place, end: place.end + tail.length };
    })
    .filter(({ start, end }) => {
      const { value } = normaliseSurface(text.text.slice(start, end), attribute);
      return value !== null && value === wanted;
    });
}

/** Spelling key of a name → the attributes that are called so. */
function ownersOfNames(
  attributes: readonly AttributeDefinition[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const owners = new Map<string, Set<string>>();
  for (const attribute of attributes) {
    for (const name of namesOf(attribute)) {
      const nameKey = spellingKey(name);
      owners.set(nameKey, (owners.get(nameKey) ?? new Set()).add(attribute.key));
    }
  }
  return owners;
}

/** Names and separators stand near; a text without separators would be walked from end to end. */
const nearCharacters = 100;

function segmentNear(text: string, start: number, end: number): ReturnType<typeof segmentAround> {
  const from = Math.max(0, start - nearCharacters);
  return segmentAround(text.slice(from, end + nearCharacters), start - from, end - from);
}

function isNamed({ start, end }: Place, text: string, attribute: AttributeDefinition): boolean {
  const { label } = segmentNear(text, start, end);
  return (
    label !== null && namesOf(attribute).some((name) => spellingKey(name) === spellingKey(label))
  );
}

const fieldWeight: Record<Field, number> = { spec: 0.3, title: 0.2, description: 0.1 };

/** How much of the surroundings speaks for this attribute; below zero another one claims the place. */
function weighHints(
  place: Place,
  text: string,
  attribute: AttributeDefinition,
  owners: ReadonlyMap<string, ReadonlySet<string>>,
): number {
  const { label, isWhole } = segmentNear(text, place.start, place.end);
  const claimants = label === null ? undefined : owners.get(spellingKey(label));
  const claim = claimants === undefined ? 0 : claimants.has(attribute.key) ? 8 : -8;
  const near = foldTight(text.slice(Math.max(0, place.start - 24), place.end + 12)).text;
  const hasName = namesOf(attribute).some((name) => near.includes(foldTight(name).text));
  return claim + (hasName ? 2 : 0) + (isWhole ? 1 : 0) + fieldWeight[place.field];
}
