import type { Entry, ZipFile } from 'yauzl';
import { AppError } from '../../../platform/errors';
import { countKnownFields } from '../../column-mapping';
import { headerSearchRows } from '../../header-row';
import type { CellStyle } from '../../number-format';
import { SharedStrings } from './shared-strings';
import { isDateFormat } from './workbook-dates';
import {
  LimitedParser,
  listEntries,
  openEntry,
  openZip,
  walk,
  type Workbook,
} from './workbook-parts';
import { readSheet, unescapeText } from './workbook-rows';

interface Sheet {
  readonly name: string;
  readonly entry: Entry;
}

type Entries = ReadonlyMap<string, Entry>;

const maximumSheetsToTry = 30;

/**
 * Opens a workbook at the visible sheet called `sheetName`, or at its first one.
 * @throws AppError `invalid` when the archive is damaged, or there is no such sheet.
 */
export async function openWorkbook(path: string, sheetName: string | null): Promise<Workbook> {
  const zip = await openZip(path);
  try {
    return await openArchive(zip, await listEntries(zip), sheetName);
  } catch (error) {
    zip.close();
    throw error;
  }
}

/** As `openWorkbook`, of an archive that is open and that `close` closes. */
export async function openArchive(
  zip: ZipFile,
  entries: Entries,
  sheetName: string | null,
  stringMemory?: number,
): Promise<Workbook> {
  const { sheets, is1904 } = await readBook(zip, entries);
  const chosen = sheetName === null ? sheets[0] : sheets.find(({ name }) => name === sheetName);
  if (chosen === undefined) {
    const params = { sheet: sheetName ?? '', known: sheets.map(({ name }) => name).join(', ') };
    throw new AppError('invalid', 'imports.errors.no-sheet', params);
  }
  const strings = await readSharedStrings(zip, entries, stringMemory);
  const styles = await readStyles(zip, entries);
  const close = (): void => {
    strings.close();
    zip.close();
  };
  return { zip, sheet: chosen.entry, is1904, styles, strings, close };
}

/** The visible sheets of a workbook, and the one whose first rows name most known columns. */
export async function chooseSheet(
  zip: ZipFile,
  entries: Entries,
): Promise<{ readonly sheets: string[]; readonly sheet: string }> {
  const { sheets, is1904 } = await readBook(zip, entries);
  const [first] = sheets;
  if (first === undefined) {
    throw new AppError('invalid', 'imports.errors.no-sheet', { sheet: '', known: '' });
  }
  const names = sheets.map(({ name }) => name);
  if (sheets.length === 1) return { sheets: names, sheet: first.name };
  const strings = await readSharedStrings(zip, entries);
  try {
    const styles = await readStyles(zip, entries);
    let best = { sheet: first.name, known: 0 };
    for (const { name, entry } of sheets.slice(0, maximumSheetsToTry)) {
      const book = { zip, sheet: entry, is1904, styles, strings, close: () => undefined };
      const known = await countKnown(book);
      if (known > best.known) best = { sheet: name, known };
    }
    return { sheets: names, sheet: best.sheet };
  } finally {
    strings.close();
  }
}

async function countKnown(workbook: Workbook): Promise<number> {
  let known = 0;
  let seen = 0;
  for await (const { cells } of readSheet(workbook, { bytes: 0 }, null)) {
    known = Math.max(known, countKnownFields(cells));
    seen += 1;
    if (seen >= headerSearchRows) break;
  }
  return known;
}

/** The sheets a person sees; all of them in a workbook that says to show none. */
async function readBook(
  zip: ZipFile,
  entries: Entries,
): Promise<{ readonly sheets: readonly Sheet[]; readonly is1904: boolean }> {
  const workbook = entries.get('xl/workbook.xml');
  if (workbook === undefined) throw new AppError('unsupported', 'imports.errors.binary');
  let is1904 = false;
  const found: { readonly name: string; readonly relation: string; readonly isShown: boolean }[] =
    [];
  await walk(zip, workbook, {
    open: (name, attributes) => {
      if (name === 'workbookpr') is1904 = /^(1|true)$/.test(attributes.date1904 ?? '');
      if (name !== 'sheet') return;
      const isShown = (attributes.state ?? 'visible') === 'visible';
      const title = (attributes.name ?? `sheet ${found.length + 1}`).normalize('NFC');
      found.push({ name: title, relation: attributes.id ?? '', isShown });
    },
  });
  const targets = await readRelations(zip, entries);
  const shown = found.filter(({ isShown }) => isShown);
  const sheets = (shown.length > 0 ? shown : found).flatMap(({ name, relation }, index) => {
    const target = targets.get(relation) ?? `worksheets/sheet${index + 1}.xml`;
    const path = target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`;
    const entry = entries.get(path.toLowerCase());
    // A chart has a sheet of its own, without rows.
    return entry === undefined || path.includes('chartsheets/') ? [] : [{ name, entry }];
  });
  return { sheets, is1904 };
}

async function readRelations(zip: ZipFile, entries: Entries): Promise<Map<string, string>> {
  const targets = new Map<string, string>();
  const relations = entries.get('xl/_rels/workbook.xml.rels');
  if (relations === undefined) return targets;
  await walk(zip, relations, {
    open: (name, { id, target }) => {
      if (name === 'relationship' && id && target) targets.set(id, target);
    },
  });
  return targets;
}

async function readStyles(zip: ZipFile, entries: Entries): Promise<CellStyle[]> {
  const entry = entries.get('xl/styles.xml');
  const styles: CellStyle[] = [];
  if (entry === undefined) return styles;
  const codes = new Map<number, string>();
  let isInCellFormats = false;
  await walk(zip, entry, {
    open: (name, attributes) => {
      if (name === 'cellxfs') isInCellFormats = true;
      if (name === 'numfmt') codes.set(Number(attributes.numfmtid), attributes.formatcode ?? '');
      if (name === 'xf' && isInCellFormats) {
        const id = Number(attributes.numfmtid ?? 0);
        const code = codes.get(id);
        styles.push({ id, code, isDate: isDateFormat(id, code) });
      }
    },
    close: (name) => {
      if (name === 'cellxfs') isInCellFormats = false;
    },
  });
  return styles;
}

async function readSharedStrings(
  zip: ZipFile,
  entries: Entries,
  memoryLimit?: number,
): Promise<SharedStrings> {
  const strings = new SharedStrings(memoryLimit);
  const entry = entries.get('xl/sharedstrings.xml');
  if (entry === undefined) return strings;
  let text = '';
  let isText = false;
  let isPhonetic = false;
  const parser = new LimitedParser({
    open: (name) => {
      if (name === 'si') text = '';
      else if (name === 't') isText = true;
      else if (name === 'rph') isPhonetic = true;
    },
    text: (part) => {
      if (isText && !isPhonetic) text += part;
    },
    close: (name) => {
      if (name === 't') isText = false;
      else if (name === 'rph') isPhonetic = false;
      else if (name === 'si') strings.add(unescapeText(text));
    },
  });
  try {
    await parser.feedAll(await openEntry(zip, entry));
    return strings;
  } catch (error) {
    strings.close();
    throw error;
  }
}
