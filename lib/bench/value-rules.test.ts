import { describe, expect, it } from 'vitest';
import { learnValueRules, type ValuePair } from './value-rules';

const pairs = (attribute: string, known: Readonly<Record<string, string>>): ValuePair[] =>
  Object.entries(known).map(([surface, value]) => ({ attribute, surface, value }));

describe('rules learnt from pairs of surface and value', () => {
  it('turn units, fractions and words of size into the amounts that people wrote', () => {
    const { rewrite } = learnValueRules(
      pairs('너비', {
        '12"': '30.5',
        '24"': '61.0',
        '40"': '101.6',
        '2-1/4"': '5.7',
        '60 in': '152.4',
        '30 in': '76.2',
        '100cm': '100.0',
        '50cm': '50.0',
      }),
    );
    expect(rewrite('너비', '10 1/2"')).toBe('26.7');
    expect(rewrite('너비', '8 in')).toBe('20.3');
    expect(rewrite('너비', '75cm')).toBe('75.0');
  });

  it('fill the numbers of a surface into the words around them', () => {
    const { rewrite } = learnValueRules(
      pairs('용량', {
        '73-GB': '73 Gigabytes',
        '36GB': '36 Gigabytes',
        '18GB': '18 Gigabytes',
        '9-GB': '9 Gigabytes',
        '1-TB': '1 Terabytes',
        '2-TB': '2 Terabytes',
      }),
    );
    expect(rewrite('용량', '146GB')).toBe('146 Gigabytes');
    expect(rewrite('용량', '4-TB')).toBe('4 Terabytes');
  });

  it('drop signs, and cut codes, where values were written so', () => {
    const codes = { 'UCU-72': 'UCU72', 'DR-510': 'DR510', 'WB-98-R': 'WB98R', 'A-1': 'A1' };
    const barcodes = { '735353228039': '35353', '044357216011': '44357', '071641706248': '71641' };
    const { rewrite } = learnValueRules([...pairs('코드', codes), ...pairs('바코드', barcodes)]);
    expect(rewrite('코드', 'XY-77-Z')).toBe('XY77Z');
    expect(rewrite('바코드', '123456789012')).toBe('23456');
  });

  it('let a word decide, but leave a surface seen before as it was written then', () => {
    const { rewrite } = learnValueRules(
      pairs('색상', {
        'Snow White': 'White',
        'Bright White': 'White',
        'Sky Blue': 'Blue',
        'Navy Blue': 'Blue',
        'Off White': 'Beige',
      }),
    );
    expect(rewrite('색상', 'Stardust White')).toBe('White');
    expect(rewrite('색상', 'Off White')).toBe('Beige');
  });

  it('say nothing of attributes that no pair was of', () => {
    expect(learnValueRules([]).rewrite('무게', '3kg')).toBeNull();
  });
});
