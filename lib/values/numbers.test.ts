import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readQuantities } from './numbers';
import { unitOf } from './units';

function describeQuantities(text: string): string {
  return readQuantities(text)
    .map(({ kind, amounts, units, unknownUnit }) => {
      const unit = unknownUnit === null ? (units[0]?.symbol ?? '') : `?${unknownUnit}`;
      return `${kind} ${amounts.join(' ')} ${unit}`.trim();
    })
    .join(', ');
}

describe('readQuantities', () => {
  it.each([
    ['1,000', 'single 1000'],
    ['1,234,567.5', 'single 1234567.5'],
    ['.5kg', 'single 0.5 kg'],
    ['４K', 'single 4 K'],
    ['2.7만', 'single 27000'],
    ['3천', 'single 3000'],
    ['1만 2천', 'single 12000'],
    ['1억5천만', 'single 150000000'],
    ['2,000만 화소', 'single 20000000 px'],
    ['1/2', 'single 0.5'],
    ['1 1/2컵', 'single 1.5 잔'],
    ['1½컵', 'single 1.5 잔'],
    ['1.8L (6개)', 'single 1.8 L, single 6 개'],
    ['68cm(27인치)', 'single 68 cm, single 27 in'],
    ['27형', 'single 27 in'],
    ['27"', 'single 27 in'],
    ['최대 300nits', 'single 300 nit'],
    ['약 5.9kg', 'single 5.9 kg'],
    ['10만이상', 'single 100000'],
    ['16GB x 2', 'single 16 GB, single 2'],
  ])('reads %s', (text, expected) => {
    expect(describeQuantities(text)).toBe(expected);
  });

  it.each([
    ['5~7kg', 'range 5 7 kg'],
    ['5kg ~ 7kg', 'range 5 7 kg'],
    ['-18～5℃', 'range -18 5 °C'],
    ['3-5', 'range 3 5'],
    ['719x422x80mm', 'list 719 422 80 mm'],
    ['719 × 422 × 80 mm', 'list 719 422 80 mm'],
    ['W719xH422xD80mm', 'list 719 422 80 mm'],
    ['16:9', 'list 16 9'],
    ['60/120Hz', 'list 60 120 Hz'],
  ])('keeps the members of %s together', (text, expected) => {
    expect(describeQuantities(text)).toBe(expected);
  });

  it.each([
    ['6.9(8.6)kg', 'single 6.9 kg'],
    ['714x449(579)x50(177)mm', 'list 714 449 50 mm'],
    ['25±1℃', 'single 25 °C'],
    ['±5%', 'single 5 %'],
    ['+/-0.3mm', 'single 0.3 mm'],
  ])('leaves the aside of %s out', (text, expected) => {
    expect(describeQuantities(text)).toBe(expected);
  });

  it.each([
    ['1시간 30분', 'single 90 min'],
    ['1kg 500g', 'single 1500 g'],
    ['1kg, 500g', 'single 1 kg, single 500 g'],
    ['30분 2시간', 'single 30 min, single 2 h'],
  ])('adds units only where they follow each other downwards: %s', (text, expected) => {
    expect(describeQuantities(text)).toBe(expected);
  });

  it('does not read numbers out of models, versions and dates', () => {
    expect(describeQuantities('RTX5060 H610 i7-14650HX (5.2GHz)')).toBe('single 5.2 GHz');
    expect(describeQuantities('2024.05.01 1.2.3')).toBe('');
    expect(describeQuantities('7530U')).toBe('single 7530 ?U');
  });

  it('reads a sign only where none joins two words', () => {
    expect(describeQuantities('-18℃')).toBe('single -18 °C');
    expect(describeQuantities('영하 18도')).toBe('single -18 °C');
    expect(describeQuantities('냉동-18℃')).toBe('single 18 °C');
  });

  it('reads the unit that the caller expects even where the table lacks it', () => {
    const [read] = readQuantities('12자루', unitOf('자루'));
    expect(read?.units.map((unit) => unit.symbol)).toEqual(['자루']);
  });

  it('reads back any number with thousands separators', () => {
    fc.assert(
      fc.property(fc.integer(), fc.nat({ max: 999 }), (whole, decimals) => {
        const amount = Number(`${whole}.${decimals}`);
        const [read] = readQuantities(amount.toLocaleString('en', { maximumFractionDigits: 3 }));
        expect(read?.amounts).toEqual([amount]);
      }),
    );
  });

  it('never throws, and gives each quantity its amounts', () => {
    const alphabet = fc.constantFrom(...'0123456789.,/-~x×만천억 kgcmL인치개(){}½±"º');
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: alphabet }));
    fc.assert(
      fc.property(text, (anything) => {
        for (const { kind, amounts } of readQuantities(anything)) {
          expect(amounts.length > 1).toBe(kind !== 'single');
          expect(amounts.every((amount) => !Number.isNaN(amount))).toBe(true);
        }
      }),
    );
  });
});
