import * as z from 'zod';
import { key } from '../values/contract';
import { spellingKey } from '../values/text-forms';

/** Our fields that a column can feed; columns that feed none become raw metadata. */
export const productField = z.enum([
  'externalId',
  'seller',
  'category',
  'title',
  'spec',
  'description',
  'brand',
  'price',
  'currency',
  'imageUrls',
  'groupKey',
]);
export type ProductField = z.infer<typeof productField>;
export const productFields = productField.options;

const column = z.string().min(1).max(500);

export const columnMapping = z.partialRecord(productField, column);
/** Our field → the file's column. */
export type ColumnMapping = z.infer<typeof columnMapping>;

/** How the rows of one file become products. */
export const importMapping = z.object({
  columns: columnMapping,
  /** For files, and for rows, that name no seller. */
  seller: z.string().trim().min(1).max(200).nullable().default(null),
  /** For files, and for rows, that name no category. */
  categoryKey: key.nullable().default(null),
  /** Makes a leaf category without a schema for every name that is not known yet. */
  createCategories: z.boolean().default(false),
});
export type ImportMapping = z.infer<typeof importMapping>;

/** Header spellings, likeliest first; compared by spelling key, so case, spaces and signs are free. */
const spellings: Record<ProductField, string> = {
  externalId:
    'externalId productId itemId listingId offerId sku skuId productNo productCode itemCode goodsNo goodsCode asin 상품번호 상품코드 상품ID 판매자상품코드 판매자상품번호 상품관리번호 상품관리코드 제품번호 제품코드 관리코드 품번 품목코드 id 아이디 code 코드 번호 no',
  seller:
    'seller sellerName vendor merchant shop store mall supplier retailer 판매자 판매자명 셀러 판매처 입점사 업체 업체명 공급사 쇼핑몰 쇼핑몰명 스토어 몰 상점 source',
  category:
    'category categoryKey categoryName categoryPath productType productCategory cat 카테고리 카테고리명 카테고리키 최종카테고리 상품분류 상품카테고리 세부카테고리 분류 소분류 품목',
  title:
    'title productName productTitle itemName itemTitle goodsName listingTitle name subject 상품명 제품명 상품이름 상품제목 품명 제목 이름 모델명',
  spec: 'spec specs specText specification specifications productSpec text details features 스펙 사양 상세스펙 제품사양 상품사양 상품스펙 주요사양 상세사양 스펙텍스트 규격',
  description:
    'description desc productDescription longDescription shortDescription body content 설명 상품설명 상세설명 상품상세 상품상세설명 제품설명 상세정보 소개 내용',
  brand: 'brand brandName 브랜드 브랜드명 maker manufacturer 제조사 메이커 제조업체',
  price:
    'price salePrice sellingPrice listPrice lowestPrice amount 판매가 판매가격 가격 최저가 할인가 상품가격 금액 소비자가 정가',
  currency: 'currency currencyCode priceCurrency 통화 통화코드 화폐',
  imageUrls:
    'imageUrls imageUrl images image imageLink mainImage img thumbnail picture pictures 이미지 이미지URL 이미지주소 대표이미지 대표이미지URL 상품이미지 사진 썸네일',
  groupKey:
    'groupKey groupId group itemGroupId catalogId catalogueId modelId gtin ean upc barcode 그룹키 그룹 상품그룹 묶음번호 카탈로그번호 가격비교번호 바코드',
};

const known: readonly (readonly [ProductField, ReadonlyMap<string, number>])[] = productFields.map(
  (field) => [
    field,
    new Map(spellings[field].split(' ').map((spelling, rank) => [headerKey(spelling), rank])),
  ],
);

function headerKey(header: string): string {
  return spellingKey(header.replace(/\([^)]*\)|\[[^\]]*\]|[_*\-.]/g, ' ')).replace(/\s/g, '');
}

/** Guesses which column feeds which field; every column feeds one at most. */
export function guessMapping(columns: readonly string[]): ColumnMapping {
  const mapping: ColumnMapping = {};
  for (const [field, ranks] of known) {
    let best: { readonly name: string; readonly rank: number } | null = null;
    for (const name of columns) {
      const rank = ranks.get(headerKey(name));
      if (rank !== undefined && (best === null || rank < best.rank)) best = { name, rank };
    }
    if (best !== null) mapping[field] = best.name;
  }
  return mapping;
}

/** What a mapping lacks before it can run: each is a field that has neither a column nor a default. */
export function findMissingFields(
  mapping: ImportMapping,
  columns: readonly string[],
): readonly ProductField[] {
  const has = (field: ProductField): boolean => {
    const name = mapping.columns[field];
    return name !== undefined && columns.includes(name);
  };
  const missing: ProductField[] = [];
  if (!has('externalId')) missing.push('externalId');
  if (!has('title')) missing.push('title');
  if (!has('seller') && mapping.seller === null) missing.push('seller');
  if (!has('category') && mapping.categoryKey === null) missing.push('category');
  return missing;
}
