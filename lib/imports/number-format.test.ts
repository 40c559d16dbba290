import { describe, expect, it } from 'vitest';
import { showNumber } from './number-format';

const show = (text: string, code: string | undefined, id = 164): string =>
  showNumber(text, Number(text), { id, code, isDate: false });

describe('numbers in a workbook', () => {
  it.each([
    ['880123400001', '0000000000000', '0880123400001'],
    ['0.5', '0%', '50%'],
    ['0.1234', '0.0%', '12.3%'],
    ['0.45', '0.0"kg"', '0.5kg'],
    ['39000', '#,##0"원"', '39000원'],
    ['1234.5', '#,##0.00', '1234.50'],
    ['12', '0.##', '12'],
    ['1200000', '0,"천원"', '1200천원'],
    ['-3', '0;(0)', '(3)'],
    ['-0.2', '0', '0'],
    ['0', '#,##0;-#,##0;"-"', '-'],
    ['1234567', '[$₩-412]#,##0', '₩1234567'],
    ['1012345678', '000-0000-0000', '010-1234-5678'],
    ['7', '[Red]General"개"', '7개'],
    ['8.801234000017E+12', '0.00E+00', '8801234000017'],
    ['0.5', '# ?/?', '0.5'],
    ['5', '[>=10]0"큼";0"작음"', '5'],
  ])('%s in the format %s reads %s', (text, code, shown) => {
    expect(show(text, code)).toBe(shown);
  });

  it('are written out when their format is none', () => {
    expect(show('1.1000000000000001', undefined, 0)).toBe('1.1');
    expect(show('12345678901234567', undefined, 0)).toBe('12345678901234567');
    expect(show('1E-7', undefined, 0)).toBe('0.0000001');
    expect(show('0.25', undefined, 9)).toBe('25%');
  });
});
