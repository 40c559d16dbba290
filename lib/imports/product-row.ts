import * as z from 'zod';
import { tidyText } from '../values/text-forms';
import { productFields, type ImportMapping, type ProductField } from './column-mapping';
import { reject, type FileRow, type Rejection } from './file-row';
import { readPrice } from './price';

/** A product as one row states it. The category is still the file's own words. */
export interface ProductRow {
  readonly rowNumber: number;
  readonly externalId: string;
  readonly seller: string;
  /** Null when the row names none and the mapping's default applies. */
  readonly category: string | null;
  readonly title: string;
  readonly spec: string;
  readonly description: string;
  readonly brand: string | null;
  readonly price: bigint | null;
  readonly currency: string;
  readonly imageUrls: readonly string[];
  readonly groupKey: string | null;
  /** Columns that feed no field, as they stand in the file. */
  readonly raw: Readonly<Record<string, unknown>>;
}

export type ParsedRow =
  | { readonly product: ProductRow; readonly rejection: null }
  | { readonly product: null; readonly rejection: Rejection };

const maximumLength: Record<ProductField, number> = {
  externalId: 200,
  seller: 200,
  category: 1_000,
  title: 1_000,
  spec: 200_000,
  description: 1_000_000,
  brand: 200,
  price: 100,
  currency: 20,
  imageUrls: 100_000,
  groupKey: 200,
};
const maximumImages = 100;
const maximumUrlLength = 2_000;
const maximumDepth = 32;
const currencyCode = z.string().regex(/^[A-Z]{3}$/);

class Refusal extends Error {
  constructor(readonly rejection: Rejection) {
    super(rejection.code);
  }
}

function refuse(code: Rejection['code'], params: Rejection['params'] = {}): never {
  throw new Refusal(reject(code, params));
}

/**
 * A parser for the rows of one file: the same row gives the same answer, whatever came before.
 * It never throws for what a row holds; what is wrong comes back as a rejection.
 */
export function productRowParser(mapping: ImportMapping): (row: FileRow) => ParsedRow {
  const mapped = new Set(productFields.flatMap((field) => mapping.columns[field] ?? []));
  return (row) => {
    if (row.problem !== null) return { product: null, rejection: row.problem };
    try {
      return { product: readProduct(row, mapping, mapped), rejection: null };
    } catch (error) {
      if (error instanceof Refusal) return { product: null, rejection: error.rejection };
      throw error;
    }
  };
}

function readProduct(
  row: FileRow,
  mapping: ImportMapping,
  mapped: ReadonlySet<string>,
): ProductRow {
  const raw: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const [column, value] of Object.entries(row.values)) {
    refuseBadText(column, column.slice(0, 40), 0);
    refuseBadText(value, column, 0);
    if (!mapped.has(column) && value !== '' && value !== null) raw[column] = value;
  }
  const text = (field: ProductField): string => readText(row, mapping, field);
  const line = (field: ProductField): string => checkLength(mapping, field, tidy(text(field)));
  const block = (field: ProductField): string =>
    checkLength(mapping, field, tidyBlock(text(field)));

  const externalId = line('externalId') || refuse('missing-id', columnOf(mapping, 'externalId'));
  const title = line('title') || refuse('missing-title', columnOf(mapping, 'title'));
  const seller =
    line('seller') || (mapping.seller ?? refuse('missing-seller', columnOf(mapping, 'seller')));
  const category = line('category') || null;
  if (category === null && mapping.categoryKey === null) {
    refuse('missing-category', columnOf(mapping, 'category'));
  }
  const { price, currency } = readMoney(line('price'), line('currency'), mapping);
  return {
    rowNumber: row.rowNumber,
    externalId,
    seller,
    category,
    title,
    spec: block('spec'),
    description: block('description'),
    brand: line('brand') || null,
    price,
    currency,
    imageUrls: readImageUrls(row, mapping),
    groupKey: line('groupKey') || null,
    raw,
  };
}

function columnOf(mapping: ImportMapping, field: ProductField): { column: string } {
  return { column: mapping.columns[field] ?? field };
}

/** Text of the cell that feeds `field`; numbers and truth values as they are written, null as ''. */
function readText(row: FileRow, mapping: ImportMapping, field: ProductField): string {
  const column = mapping.columns[field];
  if (column === undefined) return '';
  const value = row.values[column];
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
    case 'boolean':
    case 'bigint':
      return String(value);
    case 'undefined':
      return '';
    default:
      if (value === null) return '';
      if (field === 'imageUrls') return '';
      return refuse('not-a-text', { column });
  }
}

function checkLength(mapping: ImportMapping, field: ProductField, text: string): string {
  const limit = maximumLength[field];
  if (text.length > limit) {
    refuse('too-long', { ...columnOf(mapping, field), limit, found: text.length });
  }
  return text;
}

/** ASCII, composed Hangul and single spaces: nearly every cell, and nothing in it to tidy. */
const notPlain = /[^\x21-\x7e\uac00-\ud7a3 ]| {2}|^ | $/;

function tidy(text: string): string {
  return notPlain.test(text) ? tidyText(text) : text;
}

/** Keeps the lines of a longer text, tidied one by one; composed Hangul whatever the file had. */
function tidyBlock(text: string): string {
  if (!/[\r\n]/.test(text)) return tidy(text);
  return text
    .split(/\r\n|\r|\n/)
    .map(tidy)
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function readMoney(
  priceText: string,
  currencyText: string,
  mapping: ImportMapping,
): { price: bigint | null; currency: string } {
  const stated = currencyText === '' ? null : currencyText.toUpperCase();
  const named = stated === '원' || stated === '₩' ? 'KRW' : stated;
  if (named !== null && !currencyCode.safeParse(named).success) {
    refuse('bad-currency', { ...columnOf(mapping, 'currency'), value: excerpt(currencyText) });
  }
  if (priceText === '' || priceText === '-') return { price: null, currency: named ?? 'KRW' };
  const price = readPrice(priceText, named);
  if (price === null) {
    return refuse('bad-price', { ...columnOf(mapping, 'price'), value: excerpt(priceText) });
  }
  return { price: price.amount, currency: price.currency };
}

function readImageUrls(row: FileRow, mapping: ImportMapping): string[] {
  const column = mapping.columns.imageUrls;
  if (column === undefined) return [];
  const value = row.values[column];
  const listed = Array.isArray(value) ? value : splitUrls(readText(row, mapping, 'imageUrls'));
  const urls: string[] = [];
  for (const each of listed) {
    if (typeof each !== 'string') refuse('bad-image-url', { column, value: excerpt(String(each)) });
    const url = each.trim().replace(/^\/\//, 'https://');
    if (url === '') continue;
    const isAllowed = /^\/[^/\\]/.test(url) || (/^https?:\/\//i.test(url) && URL.canParse(url));
    if (!isAllowed || url.length > maximumUrlLength || /[\s"<>\\]/.test(url)) {
      refuse('bad-image-url', { column, value: excerpt(url) });
    }
    urls.push(url);
  }
  if (urls.length > maximumImages) {
    refuse('too-many-images', { column, limit: maximumImages, found: urls.length });
  }
  return urls;
}

/** URLs in one cell: a JSON list, or separated by white space, | or a comma before the next one. */
function splitUrls(text: string): unknown[] {
  const trimmed = text.trim();
  if (trimmed.startsWith('[')) {
    try {
      const parsed: unknown = JSON.parse(trimmed);
      if (Array.isArray(parsed)) return parsed;
    } catch {
      return [trimmed];
    }
  }
  return trimmed.split(/\s+|\||[,;]\s*(?=https?:|\/)/i);
}

function excerpt(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

/** PostgreSQL stores neither NUL nor half a surrogate pair; U+FFFD is what decoding left of a wreck. */
const badText = /[\0\uFFFD\p{Cs}]/u;

function refuseBadText(value: unknown, column: string, depth: number): void {
  if (typeof value === 'string') {
    if (!notPlain.test(value)) return;
    const at = value.search(badText);
    if (at < 0) return;
    const isNul = value.charCodeAt(at) === 0;
    refuse(isNul ? 'control-character' : 'broken-encoding', { column, position: at + 1 });
  }
  if (typeof value !== 'object' || value === null) return;
  if (depth >= maximumDepth) refuse('too-deep', { column, limit: maximumDepth });
  for (const [name, inner] of Object.entries(value)) {
    refuseBadText(name, column, depth);
    refuseBadText(inner, column, depth + 1);
  }
}
