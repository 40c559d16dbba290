import { describe, expect, it } from 'vitest';
import { arrayLiteral, copyField } from './import/copy-text';
import { csvLine } from './csv-text';

describe('CSV text', () => {
  it('quotes what needs it and defuses formulas', () => {
    expect(csvLine(['1', 'a"b', 'c,d', 'e\nf'])).toBe('1,"a""b","c,d","e\nf"\r\n');
    expect(csvLine(['=cmd()', ' +1', '-1', '@x', '\t=y'])).toBe(
      `"'=cmd()","' +1","'-1","'@x","'\t=y"\r\n`,
    );
    expect(csvLine(['＝1+1', '　＋1', '＠x'])).toBe(`"'＝1+1","'　＋1","'＠x"\r\n`);
  });
});

describe('COPY text', () => {
  it('escapes what would end a field, a row or the stream', () => {
    expect(copyField('a\tb\nc\rd\\.')).toBe('a\\tb\\nc\\rd\\\\.');
    expect(copyField(null)).toBe('\\N');
    expect(copyField('')).toBe('');
    expect(copyField(12n)).toBe('12');
  });

  it('writes arrays whose members may hold quotes, braces and commas', () => {
    expect(arrayLiteral(['a"b', 'c\\d', '{e,f}'])).toBe('{"a\\"b","c\\\\d","{e,f}"}');
    expect(arrayLiteral([])).toBe('{}');
  });
});
