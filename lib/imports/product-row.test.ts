import { describe, expect, it } from 'vitest';
import { importMapping } from './column-mapping';
import { reject } from './file-row';
import { productRowParser } from './product-row';

const columns = {
  externalId: 'id',
  seller: 'seller',
  category: 'category',
  title: 'title',
  spec: 'spec',
  price: 'price',
  currency: 'currency',
  imageUrls: 'images',
  gtin: 'gtin',
};
const whole = {
  id: '1',
  seller: '가나상사',
  category: '모니터',
  title: '이름',
  spec: '',
  price: '',
};
const parse = productRowParser(importMapping.parse({ columns }));
const parseWith = (values: Record<string, unknown>) =>
  parse({ rowNumber: 7, values: { ...whole, ...values }, problem: null });
const rejectionOf = (values: Record<string, unknown>) => parseWith(values).rejection;

describe('product row', () => {
  it('reads a row, and keeps columns that feed no field as raw metadata', () => {
    const { product } = parseWith({
      title: '  27인치\t모니터 ',
      spec: '27인치\r\n\r\n\r\nIPS ',
      price: '1,234원',
      color: '검정',
      blank: '',
      options: [{ size: 1 }],
    });
    expect(product).toMatchObject({
      rowNumber: 7,
      externalId: '1',
      title: '27인치 모니터',
      spec: '27인치\n\nIPS',
      price: 1234n,
      currency: 'KRW',
    });
    expect({ ...product?.raw }).toEqual({ color: '검정', options: [{ size: 1 }] });
  });

  it('takes numbers for text, and decomposed Hangul for composed', () => {
    const { product } = parseWith({
      id: 65911163,
      price: 194880,
      title: '모니터'.normalize('NFD'),
    });
    expect(product).toMatchObject({ externalId: '65911163', price: 194880n, title: '모니터' });
  });

  it.each([
    ['missing-id', { id: ' ' }],
    ['missing-id', { id: null }],
    ['missing-title', { title: '' }],
    ['missing-seller', { seller: '' }],
    ['id-shortened', { id: '8.80123E+12' }],
    ['two-currencies', { price: '12 USD', currency: 'KRW' }],
    ['bad-currency', { price: '1', currency: 'WON!' }],
    ['not-a-text', { title: { ko: '이름' } }],
    ['too-long', { id: 'x'.repeat(201) }],
  ])('rejects with %s', (code, values) => {
    expect(rejectionOf(values)).toMatchObject({ code });
  });

  it.each([
    ['bad-price', { price: '가격문의' }, { price: null, raw: { price: '가격문의' } }],
    ['bad-price', { price: -5 }, { price: null }],
    ['bad-image-url', { images: 'javascript:alert(1)' }, { imageUrls: [] }],
    [
      'bad-image-url',
      { images: ['https://a.example/b.jpg', 5] },
      { imageUrls: ['https://a.example/b.jpg'] },
    ],
    ['bad-gtin', { gtin: '8801234000018' }, { gtin: null, raw: { gtin: '8801234000018' } }],
  ])('keeps the product and warns with %s', (code, values, product) => {
    const parsed = parseWith(values);
    expect(parsed.product).toMatchObject(product);
    expect(parsed.warnings).toMatchObject([{ code }]);
  });

  it('unwraps what a spreadsheet wraps, and passes over the columns of a file of rejects', () => {
    const { product } = parseWith({
      id: '="0012345"',
      title: "'=SUM(A1)",
      gtin: "'8801234000017",
      '제외된 행': '7',
      '제외 이유': 'x',
    });
    expect(product).toMatchObject({
      externalId: '0012345',
      title: '=SUM(A1)',
      gtin: '8801234000017',
    });
    expect(Object.keys(product?.raw ?? {})).toEqual([]);
  });

  it('says where text is broken, in raw metadata and keys too', () => {
    expect(rejectionOf({ title: '모니\uFFFD터' })).toEqual(
      reject('broken-encoding', { column: 'title', position: 3 }),
    );
    expect(rejectionOf({ title: 'a\ud800b' })).toMatchObject({ code: 'broken-encoding' });
    expect(rejectionOf({ note: 'a\0b' })).toEqual(
      reject('control-character', { column: 'note', position: 2 }),
    );
    expect(rejectionOf({ note: { deep: ['\0'] } })).toMatchObject({ code: 'control-character' });
    expect(rejectionOf({ note: { '\0': 1 } })).toMatchObject({ code: 'control-character' });
    expect(rejectionOf({ '\udfff': 1 })).toMatchObject({ code: 'broken-encoding' });
  });

  it('rejects nesting that would overflow the stack', () => {
    let nested: unknown = 'x';
    for (let depth = 0; depth < 100_000; depth += 1) nested = [nested];
    expect(rejectionOf({ note: nested })).toMatchObject({ code: 'too-deep' });
  });

  it('splits image addresses however they stand in the cell', () => {
    const urls = ['https://a.example/1.jpg', 'https://a.example/2.jpg?x=1,2'];
    for (const images of [
      urls,
      urls.join('|'),
      urls.join(' \n'),
      urls.join(', '),
      JSON.stringify(urls),
    ]) {
      expect(parseWith({ images }).product?.imageUrls).toEqual(urls);
    }
    expect(parseWith({ images: '//cdn.example/1.jpg' }).product?.imageUrls).toEqual([
      'https://cdn.example/1.jpg',
    ]);
  });

  it('fills an empty seller and category from the defaults', () => {
    const parseDefault = productRowParser(
      importMapping.parse({ columns, seller: '기본', categoryKey: 'monitor' }),
    );
    const row = { rowNumber: 2, values: { ...whole, seller: '', category: '' }, problem: null };
    expect(parseDefault(row).product).toMatchObject({ seller: '기본', category: null });
  });

  it('passes on what the reader found wrong', () => {
    const problem = reject('invalid-json', { excerpt: '{' });
    expect(parse({ rowNumber: 1, values: {}, problem })).toEqual({
      product: null,
      warnings: [],
      rejection: problem,
    });
  });
});
