import { describe, expect, it } from 'vitest';
import { guessDelimiter, sniffContainer, sniffEncoding, sniffTextKind } from './file-format';

const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);
const utf16 = (text: string, isBig: boolean, hasMark: boolean): Uint8Array => {
  const bytes = Buffer.from(hasMark ? `\uFEFF${text}` : text, 'utf16le');
  return isBig ? bytes.swap16() : bytes;
};
/** "상품명,가격" and a row in CP949. */
const cp949 = Uint8Array.from(
  Buffer.from('bbf3c7b0b8ed2cb0a1b0dd0ab8f0b4cfc5cd2c313030300a', 'hex'),
);

describe('container', () => {
  it('sees gzip, ZIP, old Excel, PDF and programs by their bytes', () => {
    expect(sniffContainer(Uint8Array.of(0x1f, 0x8b, 8))).toBe('gzip');
    expect(sniffContainer(ascii('PK\u0003\u0004rest'))).toBe('zip');
    expect(sniffContainer(Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1))).toBe('old-office');
    expect(sniffContainer(ascii('%PDF-1.7'))).toBe('pdf');
    expect(sniffContainer(Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0, 0))).toBe(
      'binary',
    );
  });

  it('takes UTF-16, CP949 and a text with one stray NUL for text', () => {
    expect(sniffContainer(utf16('id,title\n1,a\n', false, false))).toBe('text');
    expect(sniffContainer(cp949)).toBe('text');
    expect(sniffContainer(ascii(`id,title\n1,a\0b\n${'2,c\n'.repeat(50)}`))).toBe('text');
  });
});

describe('encoding', () => {
  it('tells UTF-8, CP949 and both UTF-16 apart, with and without a mark', () => {
    expect(sniffEncoding(ascii('상품명,가격\n모니터,1000\n'))).toBe('utf-8');
    expect(sniffEncoding(ascii('\uFEFF상품명'))).toBe('utf-8');
    expect(sniffEncoding(cp949)).toBe('euc-kr');
    for (const hasMark of [true, false]) {
      expect(sniffEncoding(utf16('id,상품명,price\n1,모니터,1000\n', false, hasMark))).toBe(
        'utf-16le',
      );
      expect(sniffEncoding(utf16('id,상품명,price\n1,모니터,1000\n', true, hasMark))).toBe(
        'utf-16be',
      );
    }
  });

  it('does not let a sample that ends inside a character count as broken', () => {
    expect(sniffEncoding(ascii('가격 모니터').subarray(0, 8))).toBe('utf-8');
  });

  it('stays with UTF-8 when a few bytes of a UTF-8 text are broken', () => {
    const text = Buffer.concat([
      ascii('모니터 '.repeat(50)),
      Buffer.from([0xff]),
      ascii(' 노트북'),
    ]);
    expect(sniffEncoding(text)).toBe('utf-8');
  });
});

describe('kind of text', () => {
  it('sees JSON Lines, one JSON document, markup and emptiness', () => {
    expect(sniffTextKind('\uFEFF\n{"id":1}\n{"id":2}\n')).toEqual({ kind: 'json-lines' });
    expect(sniffTextKind('{\n  "id": 1\n}\n')).toBe('json');
    expect(sniffTextKind('[\n{"id":1}]')).toBe('json');
    expect(sniffTextKind('<html><table>')).toBe('markup');
    expect(sniffTextKind(' \r\n\t\n')).toBe('empty');
  });

  it('finds the delimiter that cuts all rows alike, outside quotes', () => {
    expect(guessDelimiter('id\ttitle\n1\ta, b, c\n2\td\n')).toBe('\t');
    expect(guessDelimiter('id;title;price\n1;"a;b";1,000\n2;c;2,000\n')).toBe(';');
    expect(guessDelimiter('id,title\n1,"a\tb\tc"\n')).toBe(',');
    expect(guessDelimiter('id|title\n1|a\n')).toBe('|');
    expect(guessDelimiter('title\n모니터\n')).toBe(',');
  });
});
