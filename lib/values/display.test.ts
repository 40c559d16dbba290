import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attributeDefinition } from './contract';
import { convertForDisplay, formatValue, unitsFor } from './display';
import { normaliseSurface } from './normalise';
import { unitOf, units } from './units';

const numberIn = (unit: string | null) =>
  attributeDefinition.parse({ key: 'k', nameKo: '속성', nameEn: 'A', type: 'number', unit });

describe('formatValue', () => {
  it.each([
    [68.58, 'cm', '68.58 cm', '68.58 cm'],
    [27, 'in', '27인치', '27 in'],
    [1000, '개', '1,000개', '1,000 pcs'],
    [2026, '년형', '2026년형', '2026 (model year)'],
    [18, '°C', '18°C', '18°C'],
    [50, '%', '50%', '50%'],
    [1234567.891, null, '1,234,567.891', '1,234,567.891'],
  ])('shows %d %s', (amount, unit, ko, en) => {
    expect(formatValue(amount, numberIn(unit), 'ko')).toBe(ko);
    expect(formatValue(amount, numberIn(unit), 'en')).toBe(en);
  });

  it('shows booleans and list values in the language of the reader', () => {
    const attribute = attributeDefinition.parse({
      key: 'k',
      nameKo: '소재',
      nameEn: 'Material',
      type: 'enum',
      values: [{ value: '가죽', nameEn: 'Leather' }, { value: '면' }],
    });
    expect(formatValue('가죽', attribute, 'ko')).toBe('가죽');
    expect(formatValue('가죽', attribute, 'en')).toBe('Leather');
    expect(formatValue('면', attribute, 'en')).toBe('면');
    expect([true, false].map((value) => formatValue(value, attribute, 'ko'))).toEqual([
      '있음',
      '없음',
    ]);
    expect(formatValue(true, attribute, 'en')).toBe('Yes');
  });
});

describe('unitsFor', () => {
  it("starts with the attribute's own unit and goes through those in use", () => {
    expect(unitsFor(numberIn('인치'))).toEqual(['in', 'mm', 'cm', 'm']);
    expect(unitsFor(numberIn('리터'))).toEqual(['L', 'ml']);
    expect(unitsFor(numberIn('AW'))).toEqual(['AW']);
    expect(unitsFor(numberIn('개'))).toEqual(['개']);
    expect(unitsFor(numberIn(null))).toEqual([]);
  });
});

describe('convertForDisplay', () => {
  it('shows an amount in another unit of the cycle', () => {
    expect(convertForDisplay(68.58, numberIn('cm'), 'in', 'ko')).toBe('27인치');
    expect(convertForDisplay(68, numberIn('cm'), 'in', 'en')).toBe('26.772 in');
    expect(convertForDisplay(68, numberIn('cm'), 'kg', 'en')).toBeNull();
    expect(convertForDisplay(68, numberIn(null), 'kg', 'en')).toBeNull();
  });

  it('shows what is read back as nearly the same amount, in every unit of the cycle', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 1e6, noNaN: true }),
        fc.constantFrom(...units),
        (exact, unit) => {
          const attribute = numberIn(unit.symbol);
          const amount = Number(exact.toPrecision(12));
          for (const symbol of unitsFor(attribute)) {
            const shown = convertForDisplay(amount, attribute, symbol, 'ko') ?? '';
            const { value } = normaliseSurface(shown, attribute);
            const shift = Math.abs(unitOf(symbol).offset) + Math.abs(unit.offset);
            expect(Math.abs(Number(value) - amount), shown).toBeLessThanOrEqual(
              1e-4 * (amount + shift * 2),
            );
          }
        },
      ),
    );
  });
});
