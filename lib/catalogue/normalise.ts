import type { AttributeDefinition, AttributeValue, RuleFlag } from './contract';
import { holdsDenial, isDenial, readBearing, splitClauses } from './negation';
import { readQuantities, type Quantity } from './numbers';
import { countPieces, countsOf } from './packs';
import { isSameNumber, isSameValue } from './same-value';
import { foldForms, spellingKey, spellingWords, tidyText } from './text-forms';
import { convert, roundNoise, unitOf, type Unit } from './units';
import { validateValues } from './validate';
import { matchSpelling, readListed } from './value-list';

/** `value` is null when the surface form could not be read; `flags` then says why. */
export interface NormalisedSurface {
  readonly value: AttributeValue | null;
  readonly flags: readonly RuleFlag[];
}

export interface NormalisedValues {
  /** Distinct canonical values, in the order of the surface forms. */
  readonly values: readonly AttributeValue[];
  /** Why the values need a person: what could not be read, and what breaks a rule. */
  readonly flags: readonly RuleFlag[];
}

const unread = (flag: RuleFlag): NormalisedSurface => ({ value: null, flags: [flag] });

interface Amount {
  /** In the attribute's unit. */
  readonly amount: number;
  /** The unit that the text states it in. */
  readonly stated: Unit;
}

function amountIn(quantity: Quantity, own: Unit): Amount | null {
  const [amount] = quantity.amounts;
  const unit = quantity.units.find((candidate) => candidate.dimension === own.dimension);
  if (quantity.kind !== 'single' || amount === undefined || unit === undefined) return null;
  const converted = convert(amount, unit, own);
  return converted === null ? null : { amount: converted, stated: unit };
}

/** The first amount; a second, different one in the text makes it doubtful. */
function firstAmount(amounts: readonly number[], tolerance: number | null): NormalisedSurface {
  const [first] = amounts;
  if (first === undefined) return unread('not-a-number');
  const isOnlyOne = amounts.every((amount) => isSameNumber(amount, first, tolerance));
  return { value: first, flags: isOnlyOne ? [] : ['several-values'] };
}

/** 68 cm beside 27 inches is rounding; 68 cm beside 35 inches is a mistake in the listing. */
const roundingShare = 0.05;

/** The amount in the attribute's own unit, else the first; other units bear witness to it. */
function chooseAmount(
  amounts: readonly Amount[],
  own: Unit,
  tolerance: number | null,
): NormalisedSurface {
  const isOwn = amounts.some(({ stated }) => stated.symbol === own.symbol);
  const symbol = isOwn ? own.symbol : amounts[0]?.stated.symbol;
  const preferred = amounts.filter(({ stated }) => stated.symbol === symbol);
  const witnesses = amounts.filter(({ stated }) => stated.symbol !== symbol);
  const result = firstAmount(
    preferred.map(({ amount }) => amount),
    tolerance,
  );
  const { value } = result;
  if (typeof value !== 'number') return result;
  const isContradicted = witnesses.some(
    ({ amount }) => Math.abs(amount - value) > roundingShare * Math.abs(value),
  );
  return isContradicted ? addFlag(result, 'implausible') : result;
}

/** "16GB (8GB+8GB)" and "6kg (5~7kg)" say one amount; "5kg, 6~7kg" says two. */
function confirms({ kind, amounts }: Quantity, factor: number, value: number): boolean {
  const converted = amounts.map((amount) => amount * factor);
  switch (kind) {
    case 'single':
      return true;
    case 'sum':
      return isSameNumber(sumOf(converted), value);
    case 'range':
      return Math.min(...converted) <= value && value <= Math.max(...converted);
    case 'list':
      return converted.some((amount) => isSameNumber(amount, value));
  }
}

const sumOf = (amounts: readonly number[]): number =>
  amounts.reduce((sum, amount) => sum + amount, 0);

const isInDimension = ({ units }: Quantity, own: Unit): boolean =>
  units.some((unit) => unit.dimension === own.dimension);

function readMeasure(
  quantities: readonly Quantity[],
  own: Unit,
  tolerance: number | null,
): NormalisedSurface {
  const pieces = countPieces(quantities, own);
  const stated = withoutTotals(
    quantities.flatMap((quantity) => amountIn(quantity, own) ?? []),
    pieces,
  );
  const joined = quantities.filter(
    (quantity) => quantity.kind !== 'single' && isInDimension(quantity, own),
  );
  if (stated.length > 0) {
    const result = chooseAmount(stated, own, tolerance);
    const isConfirmed = joined.every((quantity) => {
      const unit = quantity.units.find(({ dimension }) => dimension === own.dimension);
      const factor = unit === undefined ? null : convert(1, unit, own);
      return factor !== null && confirms(quantity, factor, Number(result.value));
    });
    return isConfirmed ? result : addFlag(result, 'several-values');
  }
  if (joined.length > 0) return unread('several-values');
  // "27 (6개)" may be 27 inches and "1.8L x 6" six pieces; "300AW" is never watts.
  const isForeign = (quantity: Quantity): boolean =>
    quantity.unknownUnit !== null ||
    (quantity.units.length > 0 && quantity.units.every((unit) => unit.isCount === own.isCount));
  if (quantities.some(isForeign)) return unread('unknown-unit');
  // A number without a unit is in the attribute's: that is how people type it.
  const bare = quantities.filter(
    (quantity, place) =>
      quantity.units.length === 0 &&
      (own.isCount || !(quantity.isTimes || quantities[place + 1]?.isTimes)),
  );
  if (bare.length === 0) return unread('unknown-unit');
  return bare.some((quantity) => quantity.kind !== 'single')
    ? unread('several-values')
    : firstAmount(
        bare.flatMap((quantity) => quantity.amounts),
        tolerance,
      );
}

/** "500ml x 20 (10L)": what all hold together is no second amount. */
function withoutTotals(amounts: readonly Amount[], pieces: number | null): readonly Amount[] {
  if (pieces === null || pieces === 1) return amounts;
  const isTotal = ({ amount: total }: Amount): boolean =>
    amounts.some(({ amount }) => amount !== 0 && isSameNumber(amount * pieces, total));
  return amounts.filter((amount) => !isTotal(amount));
}

const addFlag = ({ value, flags }: NormalisedSurface, flag: RuleFlag): NormalisedSurface => ({
  value,
  flags: flags.includes(flag) ? flags : [...flags, flag],
});

function readPlainNumber(
  quantities: readonly Quantity[],
  tolerance: number | null,
): NormalisedSurface {
  if (quantities.some((quantity) => quantity.kind !== 'single')) return unread('several-values');
  const result = firstAmount(
    quantities.flatMap((quantity) => quantity.amounts),
    tolerance,
  );
  const hasUnit = quantities.some(
    (quantity) => quantity.unknownUnit !== null || quantity.units.some((unit) => !unit.isCount),
  );
  return hasUnit ? addFlag(result, 'unknown-unit') : result;
}

/** Things of which there may be a half; nothing else that is counted is ever "1,5" of it. */
const divisible = new Set(['잔', '배', '근']);

/**
 * Whether the digits allow no certain reading as the attribute's number. "1,5단" is two steps, and in
 * an attribute of several values a comma may part them.
 */
function isDoubtful(quantity: Quantity, own: Unit | null, isMultiple: boolean): boolean {
  const isOthers = own !== null && quantity.units.length > 0 && !isInDimension(quantity, own);
  if (isOthers) return false;
  const isWhole = own === null || (own.isCount && !divisible.has(own.symbol));
  return !quantity.isSure || (quantity.isBroken && (isWhole || isMultiple));
}

/** How many there are; a number alone says it, a measure without a count does not. */
function readCount(
  quantities: readonly Quantity[],
  own: Unit | null,
  tolerance: number | null,
): NormalisedSurface {
  const pieces = countPieces(quantities, own);
  if (pieces !== null) return { value: pieces, flags: [] };
  if (countsOf(quantities, own).length > 0) return unread('several-values');
  const isMeasured = quantities.some(({ units }) => units.some((unit) => !unit.isCount));
  if (isMeasured) return unread('unknown-unit');
  return own === null
    ? readPlainNumber(quantities, tolerance)
    : readMeasure(quantities, own, tolerance);
}

/** What all pieces hold together: one piece's amount as often as there are pieces. */
function readTotal(
  quantities: readonly Quantity[],
  own: Unit,
  tolerance: number | null,
): NormalisedSurface {
  const result = readMeasure(quantities, own, tolerance);
  const pieces = countPieces(quantities, own);
  if (typeof result.value !== 'number') return result;
  if (pieces !== null) return { ...result, value: roundNoise(result.value * pieces) };
  return countsOf(quantities, own).length > 0 ? unread('several-values') : result;
}

function readWanted(
  quantities: readonly Quantity[],
  own: Unit | null,
  { wants, tolerance }: AttributeDefinition,
): NormalisedSurface {
  const isCounted = own === null || own.isCount;
  switch (wants) {
    case 'count':
      return readCount(quantities, own, tolerance);
    case 'total':
      return isCounted
        ? readCount(quantities, own, tolerance)
        : readTotal(quantities, own, tolerance);
    case 'amount':
      if (own === null) return readPlainNumber(quantities, tolerance);
      // "24캔 x 2" holds 24 and 48 cans: which one is meant is for the schema to say.
      return own.isCount && countsOf(quantities, own).filter((count) => count > 1).length > 1
        ? unread('several-values')
        : readMeasure(quantities, own, tolerance);
  }
}

function normaliseNumber(surface: string, attribute: AttributeDefinition): NormalisedSurface {
  const own = attribute.unit === null ? null : unitOf(attribute.unit);
  const quantities = readQuantities(surface, own);
  if (quantities.length === 0) return unread('not-a-number');
  if (quantities.some((quantity) => isDoubtful(quantity, own, attribute.isMultiple))) {
    return unread('unsure-number');
  }
  return readWanted(quantities, own, attribute);
}

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

const namesOf = (attribute: AttributeDefinition): readonly string[] => [
  attribute.nameKo,
  attribute.nameEn,
  ...attribute.synonyms,
];

/** "패널: IPS" → "IPS" for the attribute 패널; other texts as they are. */
function withoutOwnName(surface: string, attribute: AttributeDefinition): string {
  const found = /^([^:：=]{1,120})[:：=](.+)$/u.exec(surface);
  const [, label = '', rest = ''] = found ?? [];
  const labelKey = spellingKey(label);
  const isOwn = namesOf(attribute).some((name) => spellingKey(name) === labelKey);
  return labelKey !== '' && isOwn ? withoutOwnName(tidyText(rest), attribute) : surface;
}

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

function normaliseBoolean(surface: string, attribute: AttributeDefinition): NormalisedSurface {
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

function normaliseListed(surface: string, attribute: AttributeDefinition): NormalisedSurface {
  const { value, isDenied } = readListed(surface, attribute.values);
  if (value !== null) return { value, flags: [] };
  return { value, flags: isDenied ? ['not-in-list', 'negated'] : ['not-in-list'] };
}

function normaliseText(surface: string, attribute: AttributeDefinition): NormalisedSurface {
  if (surface === '') return { value: null, flags: [] };
  return { value: matchSpelling(surface, attribute.values) ?? surface, flags: [] };
}

/**
 * Reads one surface form as a value of the attribute: a number in the attribute's unit, a value
 * of its list, a boolean, or tidied text. Never throws; rules are checked by `validateValues`.
 */
export function normaliseSurface(
  surface: string,
  attribute: AttributeDefinition,
): NormalisedSurface {
  const text = tidyText(surface);
  const bare = withoutOwnName(text, attribute);
  switch (attribute.type) {
    case 'number':
      return normaliseNumber(bare, attribute);
    case 'boolean':
      return normaliseBoolean(bare, attribute);
    case 'enum':
      return normaliseListed(bare, attribute);
    case 'text':
      return normaliseText(bare, attribute);
  }
}

/** "HDMI 2.1 / DP 1.4" holds two values where the whole is none and every part is one. */
function normaliseParts(
  surface: string,
  attribute: AttributeDefinition,
): readonly NormalisedSurface[] {
  const whole = normaliseSurface(surface, attribute);
  if (!attribute.isMultiple || attribute.type === 'text' || whole.value !== null) return [whole];
  if (whole.flags.includes('unsure-number')) return [whole];
  const parts = withoutOwnName(tidyText(surface), attribute)
    .split(/[/,;·|+&]/u)
    .filter((part) => part.trim() !== '')
    .map((part) => normaliseSurface(part, attribute));
  return parts.length > 1 && parts.every((part) => part.value !== null) ? parts : [whole];
}

/** Reads all surface forms of one attribute and checks the values together. */
export function normaliseSeveral(
  surfaces: readonly string[],
  attribute: AttributeDefinition,
): NormalisedValues {
  const results = surfaces.flatMap((surface) => normaliseParts(surface, attribute));
  const values: AttributeValue[] = [];
  for (const { value } of results) {
    if (value !== null && !values.some((known) => isSameValue(known, value, attribute.tolerance)))
      values.push(value);
  }
  const flags = [
    ...results.flatMap((result) => result.flags),
    ...validateValues(values, attribute),
  ];
  return { values, flags: [...new Set(flags)] };
}
