import type { Locale } from '../../i18n/locale';
import { translate } from '../../i18n/translate';
import { db } from '../../platform/db';
import { AppError } from '../../platform/errors';
import { parseInput } from '../../platform/route';
import {
  findMissingFields,
  guessMapping,
  importMapping,
  type ImportMapping,
} from '../column-mapping';
import type { ImportPreview, PreviewRow } from '../contract';
import type { CategoryIndex } from '../category-index';
import { fileFormat } from '../file-format';
import type { FileRow, Rejection } from '../file-row';
import { productRowParser, type ParsedRow } from '../product-row';
import { previewFile } from './file-rows/preview-file';
import { unknownImport } from './import-store';
import { loadCategoryIndex } from './load-category-index';
import { importFile } from './receive-upload';

const previewRows = 20;
const maximumCellLength = 300;

/** The first rows of an uploaded file and what `mapping` (JSON) would make of them. */
export async function previewImport(
  id: string,
  mappingText: string | undefined,
  locale: Locale,
): Promise<ImportPreview> {
  const found = await db().import.findUnique({ where: { id } });
  if (!found) throw unknownImport(id);
  const mapping = parseInput(
    importMapping,
    mappingText === undefined ? found.mapping : parseJson(mappingText),
  );
  const [{ columns, rows }, categories] = await Promise.all([
    previewFile(importFile(found.filePath), fileFormat.parse(found.format), previewRows),
    loadCategoryIndex(db()),
  ]);
  const parse = productRowParser(mapping);
  return {
    columns: [...columns],
    mapping,
    guessed: guessMapping(columns),
    missing: [...findMissingFields(mapping, columns)],
    rows: rows.map((row) => toPreviewRow(row, parse(row), columns, mapping, categories, locale)),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new AppError('invalid', 'errors.invalid-json');
  }
}

function toPreviewRow(
  row: FileRow,
  parsed: ParsedRow,
  columns: readonly string[],
  mapping: ImportMapping,
  categories: CategoryIndex,
  locale: Locale,
): PreviewRow {
  const base = {
    rowNumber: row.rowNumber,
    cells: columns.map((column) => cut(cellText(row.values[column]))),
  };
  if (parsed.product === null) {
    return { ...base, product: null, reason: describeRejection(locale, parsed.rejection) };
  }
  const { product } = parsed;
  const category = product.category ?? mapping.categoryKey ?? '';
  const resolution = categories.resolve(category, mapping.createCategories);
  if (resolution.kind === 'rejected') {
    return { ...base, product: null, reason: describeRejection(locale, resolution.rejection) };
  }
  return {
    ...base,
    reason: null,
    product: {
      externalId: product.externalId,
      seller: product.seller,
      category,
      isNewCategory: resolution.kind === 'new',
      title: cut(product.title),
      spec: cut(product.spec),
      description: cut(product.description),
      brand: product.brand,
      price: product.price?.toString() ?? null,
      currency: product.currency,
      imageUrls: [...product.imageUrls],
      groupKey: product.groupKey,
      raw: cut(JSON.stringify(product.raw)),
    },
  };
}

export function describeRejection(locale: Locale, { code, params }: Rejection): string {
  return translate(locale, `imports.rejects.${code}`, params);
}

function cellText(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function cut(text: string): string {
  return text.length > maximumCellLength ? `${text.slice(0, maximumCellLength)}…` : text;
}
