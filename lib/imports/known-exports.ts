import type { ProductField } from './product-field';
import { headerKey } from './header-key';

/** A platform's export whose columns mean something else than their names say. */
export interface KnownExport {
  readonly name: string;
  /** Headers that only this export has together. */
  readonly signature: readonly string[];
  /** Headers of a field, all that are there; an empty list means that none may feed it. */
  readonly fields: Partial<Record<ProductField, readonly string[]>>;
  /** Rows of one product stand together, and the later ones say only what differs. */
  readonly grouping?: Grouping;
}

export type Grouping =
  /**
   * Variants: empty cells of `fills` are those of the first row, those of `gathers` belong to all of
   * them; rows without any of `needs` are no variant.
   */
  | {
      readonly kind: 'fill-down';
      readonly by: string;
      readonly fills: readonly string[];
      readonly gathers: readonly string[];
      readonly needs: readonly string[];
    }
  /** Translations: the row whose `view` is Korean is laid over the row without one. */
  | { readonly kind: 'translations'; readonly by: string; readonly view: string };

const exports: readonly KnownExport[] = [
  {
    name: 'cafe24',
    signature: ['상품코드', '자체 상품코드', '진열상태'],
    // 공급사, 브랜드, 제조사 and 상품분류 번호 hold codes of the shop, not names.
    fields: {
      externalId: ['상품코드'],
      title: ['상품명'],
      seller: [],
      brand: ['브랜드명'],
      category: ['상품분류명'],
      price: ['판매가'],
      spec: ['상품 요약설명'],
      description: ['상품 상세설명', '상품 간략설명'],
      imageUrls: ['이미지등록(상세)', '이미지등록(추가)'],
      status: [],
    },
  },
  {
    name: 'coupang',
    signature: ['등록상품ID', '옵션ID'],
    fields: { externalId: ['옵션ID'], groupKey: ['등록상품ID'] },
  },
  {
    name: 'smartstore',
    signature: ['상품번호(스마트스토어)', '판매자상품코드'],
    fields: { externalId: ['상품번호(스마트스토어)'], price: ['판매가'] },
  },
  {
    name: 'shopify',
    signature: ['Handle', 'Variant SKU', 'Variant Price'],
    fields: {
      externalId: ['Variant SKU'],
      title: ['Title'],
      seller: [],
      brand: ['Vendor'],
      category: ['Product Category'],
      price: ['Variant Price'],
      description: ['Body (HTML)'],
      imageUrls: ['Variant Image', 'Image Src'],
      gtin: ['Variant Barcode'],
      groupKey: ['Handle'],
      status: [],
    },
    grouping: {
      kind: 'fill-down',
      by: 'Handle',
      fills: [
        'Title',
        'Body (HTML)',
        'Vendor',
        'Product Category',
        'Type',
        'Option1 Name',
        'Option2 Name',
        'Option3 Name',
      ],
      gathers: ['Image Src'],
      needs: ['Variant SKU', 'Variant Price'],
    },
  },
  {
    name: 'woocommerce',
    signature: ['ID', 'Type', 'SKU', 'Regular price'],
    fields: {
      externalId: ['ID'],
      title: ['Name'],
      category: ['Categories'],
      price: ['Regular price'],
      spec: [],
      description: ['Description', 'Short description'],
      imageUrls: ['Images'],
      groupKey: ['Parent'],
      status: [],
    },
  },
  {
    name: 'magento',
    signature: ['sku', 'attribute_set_code', 'product_type'],
    fields: {
      externalId: ['sku'],
      title: ['name'],
      category: ['categories'],
      price: ['price'],
      imageUrls: ['base_image', 'additional_images'],
    },
    grouping: { kind: 'translations', by: 'sku', view: 'store_view_code' },
  },
  {
    name: 'akeneo',
    signature: ['sku', 'family', 'groups'],
    // Categories are shelves of a shop; a product's family says which attributes it has.
    fields: { externalId: ['sku'], category: ['family'], groupKey: ['parent'], status: [] },
  },
  {
    name: 'pimcore',
    signature: ['fullpath', 'classname', 'published'],
    fields: { externalId: ['fullpath'] },
  },
  {
    name: 'icecat',
    signature: ['Requested_prod_id', 'Requested_Icecat_id'],
    fields: { externalId: ['Requested_prod_id'], seller: [], brand: ['Supplier'] },
  },
];

/** The export that a file's columns come from; null when they are no known one's. */
export function findExport(columns: readonly string[]): KnownExport | null {
  const keys = new Set(columns.map(headerKey));
  return (
    exports.find(({ signature }) => signature.every((header) => keys.has(headerKey(header)))) ??
    null
  );
}
