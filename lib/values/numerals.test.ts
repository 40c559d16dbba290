import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attributeDefinition } from './contract';
import { normaliseSurface } from './normalise';
import { readQuantities } from './numbers';

const read = (surface: string, unit: string | null, isMultiple = false) =>
  normaliseSurface(
    surface,
    attributeDefinition.parse({
      ...{ key: 'amount', nameKo: '값', nameEn: 'Amount', type: 'number', unit, isMultiple },
    }),
  );

describe('a number as listings write it', () => {
  it.each([
    ['0,45kg', 'kg', 0.45],
    ['1,7L', 'L', 1.7],
    ['1,5L', 'ml', 1500],
    ['68,58cm', 'in', 27],
    ['35,6 mm', 'mm', 35.6],
    ['1.249,90 kg', 'kg', 1249.9],
    ['1,249.90 kg', 'kg', 1249.9],
    ['1.249.900 m', 'm', 1249900],
    ['1,234,567 g', 'g', 1234567],
    ['0,0025kg', 'kg', 0.0025],
    ['1.199kg', 'kg', 1.199],
    ['1 850 W', 'W', 1850],
    ['1 250g', 'g', 1250],
    ['약 1 250g', 'g', 1250],
    ['1\u00A0250g', 'g', 1250],
    ["1'850 W", 'W', 1850],
    ['1’850 W', 'W', 1850],
    ['2분의 1인치', 'in', 0.5],
    ['1과 2분의 1인치', 'in', 1.5],
    ['1-1/2인치', 'in', 1.5],
    ['1.44E2 Hz', 'Hz', 144],
    ['–18℃', '°C', -18],
    ['1,5', 'cm', 1.5],
    ['아이패드 10 256GB', 'GB', 256],
  ])('reads %s in %s as %d', (surface, unit, value) => {
    expect(read(surface, unit)).toEqual({ value, flags: [] });
  });

  it.each([
    ['50,60Hz', 'Hz'],
    ['1,2345W', 'W'],
    ['1,23,456 g', 'g'],
    ['중량 1 250g', 'g'],
    ['1,2인용', '인용'],
    ['1/2단', '단'],
    ['4E3 W', 'W'],
    ['1,5', null],
  ])('does not choose between two readings of %s', (surface, unit) => {
    expect(read(surface, unit)).toEqual({ value: null, flags: ['unsure-number'] });
  });

  it('does not take a comma for a decimal sign where values may be listed', () => {
    expect(read('1,5W', 'W', true)).toEqual({ value: null, flags: ['unsure-number'] });
  });

  it.each([
    ['1+1', '개'],
    ['512GB+1TB', 'GB'],
    ['20~25L', 'L'],
    ['5에서 7kg', 'kg'],
    ['5kg부터 7kg까지', 'kg'],
    ['3 to 5kg', 'kg'],
    ['5…7mm', 'mm'],
    ['-10~+50℃', '°C'],
    ['5 또는 7kg', 'kg'],
    ['5, 7kg', 'kg'],
    ['5와 7kg', 'kg'],
    ['10,20,30W', 'W'],
    ['12,5kg~15kg', 'kg'],
  ])('does not choose among the numbers of %s', (surface, unit) => {
    expect(read(surface, unit)).toEqual({ value: null, flags: ['several-values'] });
  });

  it('takes parts, ends and members for witnesses of the amount beside them', () => {
    expect(read('16GB (8GB+8GB)', 'GB')).toEqual({ value: 16, flags: [] });
    expect(read('16GB (8GB+4GB)', 'GB')).toEqual({ value: 16, flags: ['several-values'] });
    expect(read('6kg (5~7kg)', 'kg')).toEqual({ value: 6, flags: [] });
    expect(read('9kg (5~7kg)', 'kg')).toEqual({ value: 9, flags: ['several-values'] });
  });

  it('reads any amount whatever its thousands and decimal signs, or says that it cannot', () => {
    const styles = [
      [',', '.'],
      ['.', ','],
      [' ', ','],
      [' ', '.'],
      ["'", '.'],
      ['’', '.'],
      ['\u202F', ','],
    ] as const;
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 999_999_999 }),
        fc.integer({ min: 0, max: 99 }),
        fc.constantFrom(...styles),
        fc.constantFrom('kg', 'mm', 'W', 'L'),
        (whole, cents, [thousands, decimal], unit) => {
          const grouped = String(whole).replace(/\B(?=(?:\d{3})+$)/g, thousands);
          const fraction = cents === 0 ? '' : decimal + String(cents).padStart(2, '0');
          const amount = Number(`${whole}.${String(cents).padStart(2, '0')}`);
          const { value, flags } = read(`${grouped}${fraction} ${unit}`, unit);
          // One dot before three digits is a decimal point here: nothing else says what it is.
          const isPoint = thousands === '.' && cents === 0 && /^\d+\.\d+$/.test(grouped);
          if (value === null) expect(flags).toEqual(['unsure-number']);
          else expect(value).toBe(isPoint ? Number(grouped) : amount);
        },
      ),
    );
  });

  it('never gives one end of a range or one part of a sum', () => {
    const amount = fc.integer({ min: 1, max: 9_999 });
    const join = fc.constantFrom(
      '~',
      ' ~ ',
      '-',
      '–',
      ' - ',
      '+',
      ' + ',
      '에서 ',
      ' 또는 ',
      '/',
      '..',
    );
    fc.assert(
      fc.property(amount, amount, join, fc.boolean(), (one, other, sign, isTwice) => {
        fc.pre(!(sign === '/' && one < other));
        const surface = `${one}${isTwice && sign !== '/' ? 'kg' : ''}${sign}${other}kg`;
        expect(read(surface, 'kg').value, surface).toBeNull();
      }),
    );
  });

  it('leaves no amount in a quantity that it is not sure of', () => {
    expect(readQuantities('50,60Hz')[0]).toMatchObject({ isSure: false, amounts: [] });
  });
});
