import type { Locale } from '../../i18n/locale';
import { translate } from '../../i18n/translate';
import { db } from '../../platform/db';
import { AppError } from '../../platform/errors';
import { parseInput } from '../../platform/route';
import {
  findMissingFields,
  fitMapping,
  guessMapping,
  importMapping,
  type ImportMapping,
} from '../column-mapping';
import type { ImportPreview, PreviewRow } from '../contract';
import type { CategoryIndex } from '../category-index';
import { resolveCategory } from '../resolve-category';
import { applyChoices, fileFormat } from '../file-format';
import type { FileRow, Rejection } from '../file-row';
import { productRowParser, type ParsedRow } from '../product-row';
import { previewFileApart } from './file-rows/read-apart';
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
  const asked = parseInput(
    importMapping,
    mappingText === undefined ? found.mapping : parseJson(mappingText),
  );
  const format = applyChoices(fileFormat.parse(found.format), asked.reading);
  const [{ columns, rows, headerRow }, categories] = await Promise.all([
    previewFileApart(importFile(found.filePath), format, previewRows),
    loadCategoryIndex(db()),
  ]);
  const mapping = fitMapping(asked, columns);
  const parse = productRowParser(mapping);
  return {
    columns: [...columns],
    format,
    headerRow,
    mapping,
    guessed: guessMapping(columns),
    missing: [
      ...(format.isEncodingCertain ? [] : ['encoding' as const]),
      ...findMissingFields(mapping, columns),
    ],
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
    const reason = describeRejection(locale, parsed.rejection);
    return { ...base, product: null, warnings: [], reason };
  }
  const { product } = parsed;
  const category = product.category ?? mapping.categoryKey ?? '';
  const resolution = resolveCategory(categories, product.category, mapping);
  if (resolution.kind === 'rejected' && !product.isWithdrawn) {
    const reason = describeRejection(locale, resolution.rejection);
    return { ...base, product: null, warnings: [], reason };
  }
  return {
    ...base,
    reason: null,
    warnings: parsed.warnings.map((warning) => describeRejection(locale, warning)),
    product: {
      externalId: product.externalId,
      seller: product.seller,
      category,
      isNewCategory: resolution.kind === 'new',
      isUncategorised: resolution.kind === 'none',
      nearest:
        resolution.kind === 'none' && product.category !== null
          ? categories.nearest(product.category)
          : [],
      title: cut(product.title),
      spec: cut(product.spec),
      description: cut(product.description),
      brand: product.brand,
      price: product.price?.toString() ?? null,
      currency: product.currency,
      imageUrls: [...product.imageUrls],
      gtin: product.gtin,
      groupKey: product.groupKey,
      isWithdrawn: product.isWithdrawn,
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
