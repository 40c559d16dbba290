import type { AttributeDefinition } from './contract';
import { readQuantities, type Quantity } from './numbers';
import { countPieces, countsOf } from './packs';
import { addFlag, unread, type NormalisedSurface } from './reading';
import { isSameNumber } from './same-value';
import { convert, roundNoise, unitOf, type Unit } from './units';

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

/** The number that the attribute wants of a surface form, in its unit. */
export function normaliseNumber(
  surface: string,
  attribute: AttributeDefinition,
): NormalisedSurface {
  const own = attribute.unit === null ? null : unitOf(attribute.unit);
  const quantities = readQuantities(surface, own);
  if (quantities.length === 0) return unread('not-a-number');
  if (quantities.some((quantity) => isDoubtful(quantity, own, attribute.isMultiple))) {
    return unread('unsure-number');
  }
  return readWanted(quantities, own, attribute);
}
