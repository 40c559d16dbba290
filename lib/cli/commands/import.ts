import { createReadStream, createWriteStream, statSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import type { Locale } from '../../i18n/locale';
import { translate } from '../../i18n/translate';
import {
  columnsOf,
  findCategoryKey,
  findUnfinishedImport,
  importMapping,
  previewImport,
  productField,
  productFields,
  readImport,
  readingChoices,
  receiveUpload,
  runImportRows,
  startImport,
  steerImport,
  writeRejectsCsv,
  type ImportMapping,
  type ImportSummary,
  type ReadingChoices,
} from '../../imports/server';
import { AppError } from '../../platform/errors';
import { log } from '../../platform/log';
import { parseInput } from '../../platform/route';
import { commandActorId, type Command } from '../command';
import { localeOfTerminal } from '../terminal-locale';
import { withDatabase } from '../with-database';

const usage =
  'import FILE [--map field=column …] [--seller NAME] [--category KEY|NAME] [--create-categories] [--hold-unknown-categories] [--full-feed] [--encoding NAME] [--delimiter SIGN] [--sheet NAME] [--header-row N] [--rejects FILE] [--no-wait]';

interface Options {
  readonly file: string;
  readonly columns: ImportMapping['columns'];
  readonly seller: string | null;
  /** A key, a name or a path. */
  readonly category: string | null;
  readonly createCategories: boolean;
  readonly holdUnknownCategories: boolean;
  readonly isFullFeed: boolean;
  readonly reading: ReadingChoices;
  readonly rejects: string | null;
  readonly waits: boolean;
}

export const command: Command = {
  name: 'import',
  summary: 'cli.import',
  usage,
  async run(args) {
    const options = readOptions(args);
    return withDatabase(() => importFile(options, localeOfTerminal()));
  },
};

function readOptions(args: readonly string[]): Options {
  const bad = (detail: string): AppError =>
    new AppError('invalid', 'errors.bad-arguments', { detail, usage });
  let parsed;
  try {
    parsed = parseArgs({
      args: [...args],
      allowPositionals: true,
      allowNegative: true,
      options: {
        map: { type: 'string', multiple: true, default: [] },
        seller: { type: 'string' },
        category: { type: 'string' },
        'create-categories': { type: 'boolean', default: false },
        'hold-unknown-categories': { type: 'boolean', default: false },
        'full-feed': { type: 'boolean', default: false },
        encoding: { type: 'string' },
        delimiter: { type: 'string' },
        sheet: { type: 'string' },
        'header-row': { type: 'string' },
        rejects: { type: 'string' },
        wait: { type: 'boolean', default: true },
      },
    });
  } catch (error) {
    throw bad(error instanceof Error ? error.message : String(error));
  }
  const { values, positionals } = parsed;
  const [file] = positionals;
  if (file === undefined || positionals.length > 1) throw bad('FILE');
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) {
    throw new AppError('not-found', 'errors.not-found', { subject: file });
  }
  const reading = readingChoices.safeParse(
    dropUnset({
      encoding: values.encoding?.toLowerCase().replace(/^(cp949|uhc|ms949)$/, 'euc-kr'),
      delimiter: values.delimiter?.replace(/^(\\t|tab)$/i, '\t'),
      sheet: values.sheet,
      headerRow: values['header-row'] === undefined ? undefined : Number(values['header-row']),
    }),
  );
  if (!reading.success) {
    const [issue] = reading.error.issues;
    throw bad(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
  }
  return {
    file,
    columns: readColumns(values.map, bad),
    seller: values.seller ?? null,
    category: values.category ?? null,
    createCategories: values['create-categories'],
    holdUnknownCategories: values['hold-unknown-categories'],
    isFullFeed: values['full-feed'],
    reading: reading.data,
    rejects: values.rejects ?? null,
    waits: values.wait,
  };
}

function dropUnset(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

/** Columns by field; a field that is named again gets one column more. */
function readColumns(
  pairs: readonly string[],
  bad: (detail: string) => AppError,
): ImportMapping['columns'] {
  const columns: ImportMapping['columns'] = {};
  for (const pair of pairs) {
    const [name = '', ...rest] = pair.split('=');
    const field = productField.safeParse(name);
    const column = rest.join('=');
    if (!field.success || column === '') {
      throw bad(`--map ${pair} (${productField.options.join(', ')})`);
    }
    const before = columnsOf(columns, field.data);
    columns[field.data] = before.length === 0 ? column : [...before, column];
  }
  return columns;
}

async function importFile(options: Options, locale: Locale): Promise<number> {
  const startedAt = performance.now();
  const id = await prepare(options, locale);
  if (!options.waits) {
    process.stdout.write(`${JSON.stringify({ id, state: 'queued' })}\n`);
    return 0;
  }
  const stopping = new AbortController();
  const stop = (): void => stopping.abort();
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  const progress = new ProgressLine(locale);
  const end = await runImportRows(id, {
    signal: stopping.signal,
    onProgress: (now) => progress.show(now),
  });
  progress.end();
  process.off('SIGINT', stop);
  process.off('SIGTERM', stop);
  if (end === 'busy') throw new AppError('busy', 'imports.errors.busy');
  const summary = await readImport(id, locale);
  if (summary.error !== null) process.stderr.write(`${summary.error}\n`);
  const rejects = await writeRejects(summary, options, locale);
  const seconds = (performance.now() - startedAt) / 1_000;
  process.stdout.write(`${JSON.stringify(describeEnd(summary, end, seconds, rejects))}\n`);
  return end === 'done' ? 0 : 1;
}

/** Takes the file in and starts its import; one that broke off with the same bytes goes on instead. */
async function prepare(options: Options, locale: Locale): Promise<string> {
  const id = await receiveUpload({
    id: crypto.randomUUID(),
    content: createReadStream(options.file, { highWaterMark: 1024 * 1024 }),
    fileName: path.basename(options.file),
    actorId: commandActorId,
  });
  const { mapping, columns } = await chooseMapping(id, options, locale).catch(
    async (error: unknown) => {
      await abandon(id);
      throw error;
    },
  );
  const unfinished = await findUnfinishedImport(id, mapping);
  if (unfinished !== null) {
    await steerImport(id, 'cancel', commandActorId);
    process.stderr.write(`${translate(locale, 'cli.import-resumes', { id: unfinished })}\n`);
    return unfinished;
  }
  const mapped = productFields.flatMap((field) =>
    columnsOf(mapping.columns, field).map((column) => `${field}=${column}`),
  );
  const found = { columns: columns.join(', '), mapping: mapped.join(', ') };
  process.stderr.write(`${translate(locale, 'cli.import-columns', found)}\n`);
  await startImport(id, mapping, commandActorId, options.waits).catch(async (error: unknown) => {
    await abandon(id);
    throw error;
  });
  return id;
}

/** What the file's columns mean: as they are guessed, or as the last file with them was read. */
async function chooseMapping(
  id: string,
  options: Options,
  locale: Locale,
): Promise<{ readonly mapping: ImportMapping; readonly columns: readonly string[] }> {
  const { mapping: remembered } = await readImport(id, locale);
  const reading = { ...remembered.reading, ...options.reading };
  const asked = JSON.stringify({ ...remembered, reading });
  const { columns, mapping: fitting } = await previewImport(id, asked, locale);
  const categoryKey =
    options.category === null ? remembered.categoryKey : await findCategoryKey(options.category);
  const mapping = parseInput(importMapping, {
    columns: { ...fitting.columns, ...options.columns },
    seller: options.seller ?? remembered.seller,
    categoryKey,
    createCategories: options.createCategories || remembered.createCategories,
    holdUnknownCategories: options.holdUnknownCategories || remembered.holdUnknownCategories,
    isFullFeed: options.isFullFeed,
    reading,
  });
  return { mapping, columns };
}

async function abandon(id: string): Promise<void> {
  await steerImport(id, 'cancel', commandActorId).catch((failure: unknown) =>
    log.warn({ err: failure }),
  );
}

async function writeRejects(
  summary: ImportSummary,
  options: Options,
  locale: Locale,
): Promise<string | null> {
  if (summary.rowsRejected === 0) return null;
  const target = path.resolve(
    options.rejects ?? `${path.basename(options.file).replace(/\.[^.]*(\.gz)?$/i, '')}.rejects.csv`,
  );
  await pipeline(Readable.from(writeRejectsCsv(summary.id, locale)), createWriteStream(target));
  return target;
}

function describeEnd(
  summary: ImportSummary,
  end: string,
  seconds: number,
  rejects: string | null,
): Record<string, unknown> {
  return {
    id: summary.id,
    state: end === 'handed-over' ? 'interrupted' : summary.state,
    rows: summary.rowsSettled,
    inserted: summary.rowsInserted,
    updated: summary.rowsUpdated,
    unchanged: summary.rowsUnchanged,
    rejected: summary.rowsRejected,
    incomplete: summary.rowsWarned,
    ...(summary.mapping.isFullFeed
      ? { withdrawn: summary.offersWithdrawn, held: summary.heldWithdrawals }
      : {}),
    seconds: Math.round(seconds * 100) / 100,
    rejects,
  };
}

/** One line on a terminal that is written over; a line every few seconds elsewhere. */
class ProgressLine {
  constructor(private readonly locale: Locale) {}

  private readonly startedAt = performance.now();
  private saidAt = 0;
  /** Rows that an interrupted run had settled before this one say nothing of its speed. */
  private first: { readonly rows: number; readonly at: number } | null = null;

  show(now: { rowsSettled: number; bytesRead: number; byteSize: number }): void {
    const elapsed = (performance.now() - this.startedAt) / 1_000;
    this.first ??= { rows: now.rowsSettled, at: elapsed };
    const isTerminal = process.stderr.isTTY;
    if (!isTerminal && elapsed - this.saidAt < 2) return;
    this.saidAt = elapsed;
    const percent = Math.floor((100 * now.bytesRead) / Math.max(1, now.byteSize));
    const { rows, at } = this.first;
    const rate = Math.round((now.rowsSettled - rows) / Math.max(0.001, elapsed - at));
    const line = translate(this.locale, 'cli.import-progress', {
      rows: now.rowsSettled,
      percent,
      rate,
    });
    process.stderr.write(isTerminal ? `\r\u001b[K${line}` : `${line}\n`);
  }

  end(): void {
    if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
  }
}
