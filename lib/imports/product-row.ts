import * as z from 'zod';
import { tidyText } from '../values/text-forms';
import { columnsOf, type ImportMapping } from './column-mapping';
import { productFields, type ProductField } from './product-field';
import { reject, type FileRow, type Rejection } from './file-row';
import { readGtin } from './gtin';
import { htmlToText } from './html-text';
import { readPrice } from './price';
import { isRejectColumn } from './reject-columns';
import { flattenValue } from './flatten-value';

/** A product as one row states it. The category is still the file's own words. */
export interface ProductRow {
  readonly rowNumber: number;
  readonly externalId: string;
  readonly seller: string;
  /** Null when the row names none: the mapping's default applies, or the product waits for one. */
  readonly category: string | null;
  readonly title: string;
  readonly spec: string;
  readonly description: string;
  readonly brand: string | null;
  readonly price: bigint | null;
  readonly currency: string;
  readonly imageUrls: readonly string[];
  /** Digits with a right check digit: GTIN-8, 12, 13 or 14. */
  readonly gtin: string | null;
  readonly groupKey: string | null;
  /** The seller no longer offers it. */
  readonly isWithdrawn: boolean;
  /** Columns that feed no field, as they stand in the file, and cells that could not be read. */
  readonly raw: Readonly<Record<string, unknown>>;
}

/** A row's product with what was left out of it, or why there is none. */
export type ParsedRow =
  | {
      readonly product: ProductRow;
      readonly warnings: readonly Rejection[];
      readonly rejection: null;
    }
  | { readonly product: null; readonly warnings: readonly []; readonly rejection: Rejection };

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
  gtin: 100,
  groupKey: 200,
  status: 100,
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
  const mapped = new Set(productFields.flatMap((field) => columnsOf(mapping.columns, field)));
  const ofPrice = currencyOfHeader(columnsOf(mapping.columns, 'price')[0]);
  let currency = ofPrice ?? undefined;
  let isFirst = true;
  return (row) => {
    if (row.problem !== null) return { product: null, warnings: [], rejection: row.problem };
    try {
      // A file's rows have the same columns: what they say of the currency is looked for once.
      if (isFirst) currency ??= currencyOfFile(Object.keys(row.values));
      isFirst = false;
      return new RowReader(row, mapping, mapped, currency ?? null).read();
    } catch (error) {
      if (error instanceof Refusal) {
        return { product: null, warnings: [], rejection: error.rejection };
      }
      throw error;
    }
  };
}

/** "price-EUR", "Preis (USD)", "판매가(원)": the header says what the numbers are in. */
function currencyOfHeader(header: string | undefined): string | null {
  if (header === undefined) return null;
  if (/\(원\)|₩/.test(header)) return 'KRW';
  return /(?<![A-Za-z])(KRW|USD|EUR|JPY|GBP|CNY)(?![A-Za-z])/.exec(header)?.[1] ?? null;
}

/** eBay's first header tells of the whole file: *Action(SiteID=US|Currency=USD|…). */
function currencyOfFile(columns: readonly string[]): string | undefined {
  return columns.map((column) => /\bCurrency=([A-Z]{3})\b/.exec(column)?.[1]).find(Boolean);
}

class RowReader {
  private readonly raw: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  private readonly warnings: Rejection[] = [];

  constructor(
    private readonly row: FileRow,
    private readonly mapping: ImportMapping,
    private readonly mapped: ReadonlySet<string>,
    private readonly headerCurrency: string | null,
  ) {}

  read(): ParsedRow {
    const { row, mapping } = this;
    this.keepRaw();
    const externalId = this.readId();
    const isWithdrawn = withdrawn.test(this.line('status'));
    const title =
      this.line('title') || (isWithdrawn ? externalId : this.lack('missing-title', 'title'));
    const seller = this.line('seller') || (mapping.seller ?? this.lack('missing-seller', 'seller'));
    const category = this.readCategory();
    const product: ProductRow = {
      rowNumber: row.rowNumber,
      externalId,
      seller,
      category,
      title,
      spec: this.block('spec'),
      description: this.block('description'),
      brand: this.line('brand') || null,
      ...this.readMoney(),
      imageUrls: this.readImageUrls(),
      gtin: this.readGtin(),
      groupKey: this.line('groupKey') || null,
      isWithdrawn,
      raw: this.raw,
    };
    return { product, warnings: this.warnings, rejection: null };
  }

  private keepRaw(): void {
    for (const [column, value] of Object.entries(this.row.values)) {
      refuseBadText(column, column.slice(0, 40), 0);
      refuseBadText(value, column, 0);
      if (this.mapped.has(column) || value === '' || value === null) continue;
      if (!isRejectColumn(column)) this.raw[column] = value;
    }
  }

  private columnOf(field: ProductField): string {
    return columnsOf(this.mapping.columns, field)[0] ?? field;
  }

  private lack(code: Rejection['code'], field: ProductField): never {
    return refuse(code, { column: this.columnOf(field) });
  }

  /** Leaves a cell's text to the raw metadata, and says that it was not read. */
  private warn(
    code: Rejection['code'],
    field: ProductField,
    text: string,
    column = this.columnOf(field),
  ): void {
    this.warnings.push(reject(code, { column, value: excerpt(text) }));
    this.raw[column] ??= text;
  }

  /** Texts of the cells that feed `field`, without those that are empty. */
  private texts(field: ProductField): string[] {
    const texts: string[] = [];
    for (const column of columnsOf(this.mapping.columns, field)) {
      const text = this.cellText(column, field);
      if (text !== '') texts.push(text);
    }
    return texts;
  }

  private cellText(column: string, field: ProductField): string {
    const value = this.row.values[column];
    switch (typeof value) {
      case 'string':
        return unwrap(value);
      case 'number':
      case 'boolean':
      case 'bigint':
        return String(value);
      case 'undefined':
        return '';
      default:
        if (value === null) return '';
        if (field === 'spec' || field === 'description') return flattenValue(value);
        if (Array.isArray(value) && value.every((each) => typeof each === 'string')) {
          return value.join(field === 'category' ? ' > ' : ', ');
        }
        return refuse('not-a-text', { column });
    }
  }

  private line(field: ProductField): string {
    const [text = ''] = this.texts(field);
    return this.check(field, tidy(htmlToText(text)));
  }

  private block(field: ProductField): string {
    const columns = columnsOf(this.mapping.columns, field);
    // Numbered columns of a specification may say nothing without their names.
    const texts = columns.map((column) => tidyBlock(htmlToText(this.cellText(column, field))));
    return this.check(field, texts.filter((text) => text !== '').join('\n'));
  }

  private check(field: ProductField, text: string): string {
    const limit = maximumLength[field];
    if (text.length > limit) {
      refuse('too-long', { column: this.columnOf(field), limit, found: text.length });
    }
    return text;
  }

  private readId(): string {
    const id = this.line('externalId').replace(/^'(?=[\w가-힣])/, '');
    if (id === '') this.lack('missing-id', 'externalId');
    // Excel has cut the digits; two products would become one.
    if (shortened.test(id))
      refuse('id-shortened', { column: this.columnOf('externalId'), value: id });
    return id;
  }

  private readCategory(): string | null {
    const levels = this.texts('category').map((text) => tidy(htmlToText(text)));
    return this.check('category', levels.filter((level) => level !== '').join(' > ')) || null;
  }

  private readGtin(): string | null {
    const text = this.line('gtin').replace(/^'/, '');
    if (text === '') return null;
    const gtin = readGtin(text);
    if (gtin === null) this.warn('bad-gtin', 'gtin', text);
    return gtin;
  }

  private readMoney(): { readonly price: bigint | null; readonly currency: string } {
    const currencyText = this.line('currency');
    const stated = currencyText === '' ? this.headerCurrency : currencyText.toUpperCase();
    const named = stated === '원' || stated === '₩' ? 'KRW' : stated;
    if (named !== null && !currencyCode.safeParse(named).success) {
      refuse('bad-currency', { column: this.columnOf('currency'), value: excerpt(currencyText) });
    }
    const text = this.line('price');
    const none = { price: null, currency: named ?? 'KRW' };
    if (text === '' || text === '-') return none;
    const price = readPrice(text, named);
    if (price === 'two-currencies') {
      return refuse('two-currencies', { column: this.columnOf('price'), value: excerpt(text) });
    }
    if (price === 'unreadable') {
      this.warn('bad-price', 'price', text);
      return none;
    }
    return { price: price.amount, currency: price.currency };
  }

  private readImageUrls(): string[] {
    const urls = new Set<string>();
    for (const column of columnsOf(this.mapping.columns, 'imageUrls')) {
      const value = this.row.values[column];
      const listed = Array.isArray(value)
        ? value
        : splitUrls(typeof value === 'string' ? value : '');
      for (const each of listed) {
        const text = typeof each === 'string' ? each.trim() : imageOf(each);
        if (text === '') continue;
        const url = readImageUrl(text);
        if (url === null) this.warn('bad-image-url', 'imageUrls', text, column);
        else urls.add(url);
      }
    }
    if (urls.size > maximumImages) {
      const column = this.columnOf('imageUrls');
      this.warnings.push(
        reject('too-many-images', { column, limit: maximumImages, found: urls.size }),
      );
    }
    return [...urls].slice(0, maximumImages);
  }
}

const withdrawn =
  /^(d|del|deleted?|end(ed)?|discontinued|withdrawn|removed|삭제|판매\s?종료|판매\s?금지|단종)$/i;
/** What Excel makes of a long number: 8.80123E+12. */
const shortened = /^\d(?:[.,]\d+)?E\+\d{2,}$/i;

/** ="0012345" keeps a spreadsheet from reading a number; an apostrophe keeps it from a formula. */
function unwrap(text: string): string {
  const first = text.charCodeAt(0);
  if (first === 61) return /^="([^"]*)"$/.exec(text)?.[1] ?? text;
  if (first === 39) return text.replace(/^'(?=\s*[=+\-@＝＋－＠\t\r])/, '');
  return text;
}

/** An address as a browser would ask for it; null when it is none, or no picture to fetch. */
function readImageUrl(text: string): string | null {
  const url = text.replace(/^\/\//, 'https://');
  const isPath = /^\/[^/\\]/.test(url);
  if (!isPath && !(/^https?:\/\//i.test(url) && URL.canParse(url))) return null;
  const escaped = url.replace(/\s/g, '%20');
  return escaped.length > maximumUrlLength || /["<>\\]/.test(escaped) ? null : escaped;
}

/** The address in an object of an image list, as {"url": …} or {"src": …}. */
function imageOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  const found = Object.entries(value).find(([name]) => /^(url|src|href|link)$/i.test(name));
  return typeof found?.[1] === 'string' ? found[1].trim() : JSON.stringify(value);
}

/** Addresses in one cell: a JSON list, or separated by white space, | or a sign before the next one. */
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
  return trimmed.split(/(?:\s+|[|,;]\s*)(?=https?:|\/)|\|/i);
}

function excerpt(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

/** ASCII, composed Hangul and single spaces: nearly every cell, and nothing in it to tidy. */
const notPlain = /[^\x21-\x7e\uac00-\ud7a3 ]| {2}|^ | $/;

export function tidy(text: string): string {
  return notPlain.test(text) ? tidyText(text) : text;
}

/** Keeps the lines of a longer text, tidied one by one; composed Hangul whatever the file had. */
export function tidyBlock(text: string): string {
  if (!/[\r\n]/.test(text)) return tidy(text);
  return text
    .split(/\r\n|\r|\n/)
    .map(tidy)
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** PostgreSQL stores neither NUL nor half a surrogate pair; U+FFFD and C1 are what decoding left of a wreck. */
const badText = /[\0\x80-\x9f\uFFFD\p{Cs}]/u;

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
