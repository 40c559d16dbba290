import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { convert, findUnits, readUnitAt, unitOf, units } from './units';

const anyUnit = fc.constantFrom(...units);
const twoOfOneDimension = anyUnit.chain((unit) =>
  fc.tuple(
    fc.constant(unit),
    fc.constantFrom(...units.filter((other) => other.dimension === unit.dimension)),
  ),
);
const amount = fc
  .tuple(fc.integer(), fc.nat({ max: 6 }))
  .map(([digits, decimals]) => digits / 10 ** decimals);

describe('convert', () => {
  it.each([
    [27, 'in', 'cm', 68.58],
    [1.8, 'L', 'ml', 1800],
    [500, 'g', 'kg', 0.5],
    [12, '개월', '년', 1],
    [90, '분', '시간', 1.5],
    [1, 'TB', 'GB', 1000],
    [100, 'MB/s', 'Mbps', 800],
    [212, '°F', '°C', 100],
    [6500, 'K', '°C', 6226.85],
    [121, '평', 'm²', 400],
  ])('turns %d %s into %s', (from, symbol, to, expected) => {
    expect(convert(from, unitOf(symbol), unitOf(to))).toBe(expected);
  });

  it('refuses to join what measures different things', () => {
    for (const [from, to] of [
      ['W', 'AW'],
      ['AW', 'Pa'],
      ['W', 'VA'],
      ['Wh', 'mAh'],
      ['lm', 'ANSI lm'],
      ['개', '매'],
    ] as const) {
      expect(convert(1, unitOf(from), unitOf(to)), `${from} → ${to}`).toBeNull();
    }
  });

  it('comes back to where it started within every dimension', () => {
    fc.assert(
      fc.property(amount, twoOfOneDimension, (value, [from, to]) => {
        const there = convert(value, from, to) ?? Number.NaN;
        const back = convert(there, to, from) ?? Number.NaN;
        // Twelve digits of the amount as it stands after its zero point was shifted.
        const shift = Math.abs(from.offset) + Math.abs(to.offset * to.toBase) / from.toBase;
        expect(Math.abs(back - value)).toBeLessThanOrEqual(1e-11 * (Math.abs(value) + 2 * shift));
      }),
    );
  });

  it('keeps the order of amounts', () => {
    fc.assert(
      fc.property(amount, amount, twoOfOneDimension, (one, other, [from, to]) => {
        const low = convert(Math.min(one, other), from, to) ?? Number.NaN;
        const high = convert(Math.max(one, other), from, to) ?? Number.NaN;
        expect(low).toBeLessThanOrEqual(high);
      }),
    );
  });

  it('answers exactly when the dimension is one', () => {
    fc.assert(
      fc.property(amount, anyUnit, anyUnit, (value, from, to) => {
        expect(convert(value, from, to) === null).toBe(from.dimension !== to.dimension);
      }),
    );
  });
});

describe('the table of units', () => {
  it('finds every unit by each of its spellings and labels', () => {
    for (const unit of units) {
      for (const spelling of [unit.symbol, unit.labelKo, unit.labelEn, ...unit.spellings]) {
        expect(findUnits(spelling), spelling).toContain(unit);
      }
    }
  });

  it('finds each canonical symbol first for that unit', () => {
    for (const unit of units) expect(unitOf(unit.symbol)).toBe(unit);
  });

  it('tells units that differ in case apart, and still reads the wrong case', () => {
    expect(unitOf('mW').symbol).toBe('mW');
    expect(unitOf('MW').symbol).toBe('MW');
    expect(unitOf('KG').symbol).toBe('kg');
    expect(findUnits('G').map((unit) => unit.symbol)).toEqual(['GB', 'Gbps', 'g']);
  });

  it('reads compatibility signs as the unit that they draw', () => {
    expect(
      ['㎝', '㎖', '㎏', '℃', 'ºC', '㎡', 'ℓ', '㏈', 'Ω', '㎍'].map((s) => unitOf(s).symbol),
    ).toEqual(['cm', 'ml', 'kg', '°C', '°C', 'm²', 'L', 'dB', 'Ω', 'μg']);
  });

  it('gives a unit that it lacks a dimension of its own', () => {
    const own = unitOf('자루');
    expect(convert(3, own, unitOf('자루'))).toBe(3);
    expect(convert(3, own, unitOf('kg'))).toBeNull();
  });
});

describe('readUnitAt', () => {
  it('takes the longest spelling that ends on a border', () => {
    expect(readUnitAt('5개월', 1)?.units[0]?.symbol).toBe('mo');
    expect(readUnitAt('5mm', 1)?.units[0]?.symbol).toBe('mm');
    expect(readUnitAt('5개', 1)?.units[0]?.symbol).toBe('개');
    expect(readUnitAt('60Hz지원', 2)?.units[0]?.symbol).toBe('Hz');
  });

  it('does not cut a unit out of a longer word', () => {
    expect(readUnitAt('20W40', 2)).toBeNull();
    expect(readUnitAt('5매직', 1)).toBeNull();
    expect(readUnitAt('5meters2', 1)).toBeNull();
    expect(readUnitAt('3in 1', 1)).toBeNull();
  });
});
