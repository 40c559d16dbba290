import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatValueLines, parseValueLines } from './value-lines';

const word = fc
  .string({ unit: fc.constantFrom('가', 'A', '1', '|', ';', '\\', ',', '(', ' '), minLength: 1 })
  .map((text) => text.trim())
  .filter((text) => text !== '');

describe('lines of a value list', () => {
  it('give back every list, whatever signs its words hold', () => {
    const values = fc.array(
      fc.record({
        value: word,
        nameEn: fc.option(word, { nil: null }),
        synonyms: fc.array(word, { maxLength: 3 }),
      }),
    );
    fc.assert(
      fc.property(values, (list) => {
        expect(parseValueLines(formatValueLines(list))).toEqual(list);
      }),
    );
  });

  it('are read from spreadsheet rows and skip empty lines', () => {
    expect(parseValueLines('은색\tSilver\t실버; 메탈 실버\r\n\r\n검정')).toEqual([
      { value: '은색', nameEn: 'Silver', synonyms: ['실버', '메탈 실버'] },
      { value: '검정', nameEn: null, synonyms: [] },
    ]);
  });
});
