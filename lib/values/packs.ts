import type { Quantity } from './numbers';
import { isSameNumber } from './same-value';
import type { Unit } from './units';

/** Units in which pieces and packs are counted; persons, steps and ports are no packs. */
const packUnits = new Set(
  '개 매 포 정 캡슐 병 캔 봉 팩 박스 롤 통 켤레 세트 권 마리 잔 종'.split(' '),
);

/**
 * The counts of a text, each how often what is before it comes: of "500ml x 20개" 20, of "24캔 x 2"
 * 24 and 2. A number without a unit counts only behind a sign of multiplication, or before an amount
 * that has one: "6 x 1.8L".
 */
export function countsOf(quantities: readonly Quantity[], own: Unit | null): readonly number[] {
  return quantities.flatMap(({ kind, amounts, units, isTimes, unknownUnit }, place) => {
    const [amount] = amounts;
    const isWhole = kind === 'single' && amount !== undefined && Number.isInteger(amount);
    if (!isWhole || amount < 1 || unknownUnit !== null) return [];
    if (units.length === 0) return isTimes || quantities[place + 1]?.isTimes ? [amount] : [];
    const isPack = units.some(({ symbol }) => packUnits.has(symbol) || symbol === own?.symbol);
    return isPack && units.every(({ isCount }) => isCount) ? [amount] : [];
  });
}

/**
 * How many pieces a text says there are, all packs together; null where it names none, or counts
 * that do not belong together.
 */
export function countPieces(quantities: readonly Quantity[], own: Unit | null): number | null {
  const counts = countsOf(quantities, own);
  const [first, ...others] = counts;
  if (first === undefined) return null;
  if (others.length === 0) return first;
  const product = counts.reduce((all, count) => all * count, 1);
  // "10개 x 3팩 (30개)": the count of all is stated beside its factors.
  const stated = counts.find((count) => isSameNumber(count * count, product) && count > 1);
  if (stated !== undefined && counts.length > 2) return stated;
  const isFactored = quantities.filter(({ isTimes }) => isTimes).length >= others.length;
  if (isFactored) return product;
  return others.every((count) => count === 1 || count === first) ? first : null;
}
