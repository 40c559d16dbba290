import * as z from 'zod';
import { key } from '../values/contract';
import { readingChoices } from './file-format';
import { headerKey } from './header-key';
import { findExport } from './known-exports';
import { productField, productFields, type ProductField } from './product-field';
import { pairedColumn } from './paired-columns';
import { isRejectColumn } from './reject-columns';

const column = z.string().min(1).max(500);
const columns = z.union([column, z.array(column).min(1).max(50)]);

export const columnMapping = z.partialRecord(productField, columns);
/** Our field → the file's column, or the columns that make it up in this order. */
export type ColumnMapping = z.infer<typeof columnMapping>;

/** Fields that several columns can feed: the levels of a path, pictures, lines of a specification. */
export const joinedFields: readonly ProductField[] = [
  'category',
  'spec',
  'description',
  'imageUrls',
];

/** The columns that feed a field. */
export function columnsOf(mapping: ColumnMapping, field: ProductField): readonly string[] {
  const found = mapping[field];
  if (found === undefined) return [];
  return typeof found === 'string' ? [found] : found;
}

/** How the rows of one file become products. */
export const importMapping = z.object({
  columns: columnMapping,
  /** For files, and for rows, that name no seller. */
  seller: z.string().trim().min(1).max(200).nullable().default(null),
  /** For files, and for rows, that name no category. */
  categoryKey: key.nullable().default(null),
  /** Makes a leaf category without a schema for every name that is not known yet. */
  createCategories: z.boolean().default(false),
  /** Takes rows whose category is not known, or not a leaf, as products that wait for one. */
  holdUnknownCategories: z.boolean().default(false),
  /** The file is everything its sellers offer: what it leaves out is withdrawn. */
  isFullFeed: z.boolean().default(false),
  /** How the file is to be read where that is not what was seen in it. */
  reading: readingChoices.default({}),
});
export type ImportMapping = z.infer<typeof importMapping>;

/** Header spellings, likeliest first; compared by spelling key, so case, spaces and signs are free. */
const spellings: Record<ProductField, string> = {
  externalId:
    'externalId productId itemId listingId offerId variantSku itemSku sellerSku sku skuId customLabel productNo productCode itemCode goodsNo goodsCode mapid asin 상품번호 상품코드 상품ID 판매자상품코드 판매자상품번호 판매자관리코드 상품관리번호 상품관리코드 제품번호 제품코드 관리코드 품번 품목코드 artikelnummer artikelnr id 아이디 code 코드 번호 no artikel',
  seller:
    'seller sellerName vendor merchant shop store mall supplier retailer 판매자 판매자명 셀러 판매처 입점사 업체 업체명 공급사명 공급사 쇼핑몰 쇼핑몰명 스토어 몰 상점 source',
  category:
    'category categoryKey categoryName categoryPath categories productCategory cat feedProductType productType googleProductCategory 카테고리 카테고리명 카테고리키 카테고리경로 최종카테고리 상품분류 상품카테고리 세부카테고리 카테고리코드 분류 소분류 품목 kategorie',
  title:
    'title productName productTitle itemName itemTitle goodsName listingTitle displayName name subject pname 노출상품명 상품명 제품명 상품이름 상품제목 등록상품명 품명 제목 이름 bezeichnung 모델명',
  spec: 'spec specs specText specification specifications productSpec additionalAttributes attributes text details features 스펙 사양 상세스펙 제품사양 상품사양 상품스펙 주요사양 상세사양 스펙텍스트 규격',
  description:
    'description desc productDescription longDescription bodyHtml body content shortDescription 설명 상품설명 상세설명 상품상세 상품상세설명 제품설명 상세정보 소개 내용 beschreibung',
  brand:
    'brand brandName brands 브랜드 브랜드명 maker manufacturer 제조사 제조사명 메이커 제조업체 marke',
  price:
    'price salePrice sellingPrice pricePc variantPrice standardPrice startPrice regularPrice listPrice lowestPrice amount 판매가 판매가격 가격 최저가 할인가 상품가격 금액 소비자가 정가 preis',
  currency: 'currency currencyCode priceCurrency 통화 통화코드 화폐',
  imageUrls:
    'imageUrls imageUrl images image imageLink igurl mainImageUrl mainImage baseImage imageSrc picUrl img thumbnail picture pictures 이미지 이미지URL 이미지주소 대표이미지 대표이미지URL 대표이미지파일명 상품이미지 사진 썸네일',
  gtin: 'gtin ean upc jan isbn barcode gtin13 gtin14 ean13 eanCode variantBarcode externalProductId gtinUpcEanOrIsbn requestedGtin 바코드 바코드번호 국제바코드 유통바코드 표준바코드 상품바코드',
  groupKey:
    'groupKey groupId group itemGroupId parentSku catalogId catalogueId modelId 그룹키 그룹 상품그룹 묶음번호 카탈로그번호 가격비교번호',
  status: 'status class action 상태 상품상태 판매상태',
};

/** More columns of a field that stand beside its first: levels, further pictures, numbered lines. */
const further: Partial<Record<ProductField, RegExp>> = {
  imageUrls:
    /^(add(itional)?image(link|url|src)?s?|추가이미지(url|주소)?|이미지(url)?|image(url|link)?|variantimage|otherimageurl|추가이미지파일명)\d*$/,
  spec: /^(spec|bulletpoint|스펙|사양|규격)\d+$/,
};

const levelPatterns: readonly RegExp[] = [
  /^(?:category|categoryname|cate|cat|catename|카테고리|카테고리명|분류|분류명|상품분류)(\d)$/,
  /^(\d)차(?:카테고리|분류|카테고리명|분류명)$/,
  /^(?:카테고리)?(대|중|소|세)(?:분류|카테고리)(?:명|이름)?$/,
];

const known: readonly (readonly [ProductField, ReadonlyMap<string, number>])[] = productFields.map(
  (field) => [
    field,
    new Map(spellings[field].split(' ').map((spelling, rank) => [headerKey(spelling), rank])),
  ],
);

/** The spellings under which a header may be known, with what each takes from its likeliness. */
function headerForms(header: string): readonly (readonly [form: string, penalty: number])[] {
  const forms: (readonly [string, number])[] = [[headerKey(header), /[([]/.test(header) ? 0.2 : 0]];
  // name-ko_KR, description-en_US-ecommerce, price-EUR: one column for each language or currency.
  const local = /^(.+?)[-_]+(ko|kr|en)(?:[-_][A-Z]{2})?(?:-\w+)?$/.exec(header);
  if (local) forms.push([headerKey(local[1]!), local[2] === 'en' ? 0.4 : 0.3]);
  const priced = /^(.+?)[-_ ]+([A-Z]{3})$/.exec(header);
  if (priced) forms.push([headerKey(priced[1]!), priced[2] === 'KRW' ? 0.3 : 0.4]);
  return forms;
}

/** How many different fields the names in a row could feed; a row of data rarely names two. */
export function countKnownFields(cells: readonly string[]): number {
  const fields = new Set<ProductField>();
  for (const cell of cells) {
    const header = cell.trim();
    if (header === '' || header.length > 90) continue;
    for (const [field, ranks] of known) {
      if (rankOf(header, ranks) !== null) fields.add(field);
    }
    if (levelOf(header) !== null) fields.add('category');
  }
  return fields.size;
}

/** True when an object with these members may be a product. */
export function looksLikeProduct(names: readonly string[]): boolean {
  return countKnownFields(names) > 1;
}

function rankOf(header: string, ranks: ReadonlyMap<string, number>): number | null {
  let best: number | null = null;
  for (const [form, penalty] of headerForms(header)) {
    const rank = ranks.get(form);
    if (rank !== undefined) best = Math.min(best ?? Infinity, rank + penalty);
  }
  return best;
}

/**
 * Guesses which columns feed which field, from the export that the columns are known to come from,
 * and else from their names. Every column feeds one field at most.
 */
export function guessMapping(names: readonly string[]): ColumnMapping {
  const free = names.filter((name) => !isRejectColumn(name) && name !== pairedColumn);
  const told = findExport(free)?.fields ?? {};
  const mapping: ColumnMapping = {};
  const taken = new Set<string>();
  const assign = (field: ProductField, found: readonly string[]): void => {
    if (found.length === 0) return;
    mapping[field] = found.length === 1 ? found[0]! : [...found];
    for (const name of found) taken.add(name);
  };
  for (const field of productFields) {
    const wanted = told[field];
    if (wanted) assign(field, wanted.flatMap((header) => findColumn(free, header)).slice(0, 50));
  }
  for (const [field, ranks] of known) {
    if (field in told) continue;
    const open = free.filter((name) => !taken.has(name));
    assign(
      field,
      field === 'category' ? guessCategory(open, ranks) : guessField(field, open, ranks),
    );
  }
  const specs = columnsOf(mapping, 'spec');
  if (names.includes(pairedColumn) && !specs.includes(pairedColumn)) {
    assign('spec', [...specs, pairedColumn]);
  }
  return mapping;
}

/** The column with this header; what stands in brackets tells headers apart that have it. */
function findColumn(names: readonly string[], header: string): string[] {
  const bare = (text: string): string => text.replace(/\s/g, '').toLowerCase();
  const exact = names.find((name) => bare(name) === bare(header));
  const alike = header.includes('(')
    ? undefined
    : names.find((name) => headerKey(name) === headerKey(header));
  const found = exact ?? alike;
  return found === undefined ? [] : [found];
}

function guessField(
  field: ProductField,
  names: readonly string[],
  ranks: ReadonlyMap<string, number>,
): string[] {
  let best: { readonly name: string; readonly rank: number } | null = null;
  for (const name of names) {
    const rank = rankOf(name, ranks);
    if (rank !== null && (best === null || rank < best.rank)) best = { name, rank };
  }
  const pattern = further[field];
  const more =
    pattern === undefined
      ? []
      : names.filter((name) => name !== best?.name && pattern.test(headerKey(name)));
  return best === null ? more : [best.name, ...more];
}

/** The levels of a path in their order, when a file has two and more; else the one column. */
function guessCategory(names: readonly string[], ranks: ReadonlyMap<string, number>): string[] {
  const levels = names
    .map((name) => ({ name, level: levelOf(name) }))
    .filter((each): each is { name: string; level: number } => each.level !== null)
    .sort((a, b) => a.level - b.level);
  if (levels.length > 1) return levels.map(({ name }) => name);
  return guessField('category', names, ranks);
}

function levelOf(header: string): number | null {
  const form = headerKey(header);
  for (const pattern of levelPatterns) {
    const level = pattern.exec(form)?.[1];
    if (level === undefined) continue;
    const named = '대중소세'.indexOf(level);
    return named >= 0 ? named + 1 : Number(level);
  }
  return null;
}

/** The mapping, with its columns guessed anew when the file, read in another way, has not all of them. */
export function fitMapping(mapping: ImportMapping, names: readonly string[]): ImportMapping {
  const fits = productFields.every((field) =>
    columnsOf(mapping.columns, field).every((name) => names.includes(name)),
  );
  return fits ? mapping : { ...mapping, columns: guessMapping(names) };
}

/** What a mapping lacks before it can run: each is a field that has neither a column nor a default. */
export function findMissingFields(
  mapping: ImportMapping,
  names: readonly string[],
): readonly ProductField[] {
  const has = (field: ProductField): boolean =>
    columnsOf(mapping.columns, field).some((name) => names.includes(name));
  const missing: ProductField[] = [];
  if (!has('externalId')) missing.push('externalId');
  if (!has('title')) missing.push('title');
  if (!has('seller') && mapping.seller === null) missing.push('seller');
  return missing;
}
