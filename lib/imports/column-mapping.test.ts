import { describe, expect, it } from 'vitest';
import { findMissingFields, fitMapping, guessMapping, importMapping } from './column-mapping';

describe('column mapping', () => {
  it('knows Korean headers, whatever their spaces and brackets', () => {
    expect(
      guessMapping([
        '상품 번호',
        '판매자명',
        '카테고리',
        '상품명(필수)',
        '상세 사양',
        '판매가(원)',
        '브랜드',
        '비고',
      ]),
    ).toEqual({
      externalId: '상품 번호',
      seller: '판매자명',
      category: '카테고리',
      title: '상품명(필수)',
      spec: '상세 사양',
      price: '판매가(원)',
      brand: '브랜드',
    });
  });

  it('knows English headers in any case, and the columns of a listing dump', () => {
    expect(guessMapping(['Product_ID', 'Seller Name', 'imageURLs', 'GTIN', 'Currency'])).toEqual({
      externalId: 'Product_ID',
      seller: 'Seller Name',
      imageUrls: 'imageURLs',
      gtin: 'GTIN',
      currency: 'Currency',
    });
    expect(guessMapping(['id', 'source', 'category', 'title', 'brand', 'price', 'text'])).toEqual({
      externalId: 'id',
      seller: 'source',
      category: 'category',
      title: 'title',
      brand: 'brand',
      price: 'price',
      spec: 'text',
    });
  });

  it('takes the likeliest of several columns', () => {
    const mapping = guessMapping(['정가', '판매가', 'id', '상품코드', '모델명', '상품명']);
    expect(mapping).toEqual({ price: '판매가', externalId: '상품코드', title: '상품명' });
  });

  it('says which fields have neither a column nor a default', () => {
    const mapping = importMapping.parse({ columns: { externalId: 'id', title: 'gone' } });
    expect(findMissingFields(mapping, ['id'])).toEqual(['title', 'seller']);
    const whole = importMapping.parse({
      columns: { externalId: 'id', title: 'name' },
      seller: 'A',
      categoryKey: 'tv',
    });
    expect(findMissingFields(whole, ['id', 'name'])).toEqual([]);
  });

  it('says nothing of how a file is read when nobody did', () => {
    expect(importMapping.parse({ columns: {} }).reading).toEqual({});
  });

  it('guesses columns anew when another row names them', () => {
    const mapping = importMapping.parse({ columns: { externalId: 'a', title: 'b' }, seller: 'S' });
    expect(fitMapping(mapping, ['a', 'b', 'id'])).toBe(mapping);
    expect(fitMapping(mapping, ['id', 'title'])).toEqual({
      ...mapping,
      columns: { externalId: 'id', title: 'title' },
    });
  });

  it.each([
    [
      ['name-en_US', 'name-ko_KR', 'sku', 'price-EUR', 'price-KRW'],
      { externalId: 'sku', title: 'name-ko_KR', price: 'price-KRW' },
    ],
    [
      ['상품번호', '상품명', '소분류', '대분류', '중분류'],
      { externalId: '상품번호', title: '상품명', category: ['대분류', '중분류', '소분류'] },
    ],
    [
      ['id', 'title', 'Spec 2', 'Spec 1', 'image_link', 'additional_image_link'],
      {
        externalId: 'id',
        title: 'title',
        spec: ['Spec 2', 'Spec 1'],
        imageUrls: ['image_link', 'additional_image_link'],
      },
    ],
    [['상품코드', '상품명', '제외된 행', '제외 이유'], { externalId: '상품코드', title: '상품명' }],
  ])('reads the header %j', (columns, mapping) => {
    expect(guessMapping(columns)).toEqual(mapping);
  });
});
