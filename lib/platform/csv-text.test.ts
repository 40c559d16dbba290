import { describe, expect, it } from 'vitest';
import { arrayLiteral, copyField } from './copy-text';
import { csvLine } from './csv-text';

describe('CSV text', () => {
  it('quotes what needs it', () => {
    expect(csvLine(['1', 'a"b', 'c,d', 'e\nf', "it's"])).toBe(`1,"a""b","c,d","e\nf",it's\r\n`);
  });

  it.each([
    ...['=cmd()', '+1', '-1', '@x', '＝1+1', '＋1', '－1', '＠x'],
    ...[' =1', '\u00a0＝1', '\u0000=1', '\u0007\t@x', '\ttab', ' \ttab'],
  ])('defuses %j, which a spreadsheet would run', (text) => {
    expect(csvLine([text])).toBe(`'${text}\r\n`);
  });

  it.each(['\rreturn', '\nline', ' \n=1'])('defuses and quotes %j', (text) => {
    expect(csvLine([text])).toBe(`"'${text}"\r\n`);
  });

  it('leaves numbers and harmless signs alone', () => {
    expect(csvLine([-1.5, 0, 'a=b', '1-2', "'quoted'", ''])).toBe(`-1.5,0,a=b,1-2,'quoted',\r\n`);
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
