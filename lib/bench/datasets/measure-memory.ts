import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { to as copyTo } from 'pg-copy-streams';
import { pool } from '../../platform/db';
import { repositoryRoot } from '../../launch/node-process';
import { round, type Part } from '../desk/figures';
import { watchMemory, type Curve } from './sample-process';

const memoryLimitMegabytes = 300;
const speedShare = 0.5;

/** Everything that a line of an export is made of, in the order of an export. */
const joinedRows = `
  SELECT d.id, c.key, c.name_ko, c.name_en, o.title, o.brand, t.spec, t.description, a.key, a.name_ko,
    a.name_en, a.type, a.unit, a.guideline, d.kind, d.mode, d.values, d.absence, d.proposed,
    d.model_version, d.reviewer_id, d.duration_ms, d.decided_at
  FROM decisions d
  JOIN products o ON o.id = d.product_id
  JOIN categories c ON c.id = o.category_id
  JOIN product_texts t ON t.product_id = o.id
  JOIN attributes a ON a.id = d.attribute_id
  ORDER BY d.seq`;

interface Copied {
  readonly seconds: number;
  readonly bytes: number;
}

/**
 * Exports all decisions as the command line does, in a process of its own whose memory is watched:
 * once as plain corrections and once as a dataset version for each format, beside a bare COPY of the
 * decisions and one of the rows that an export reads.
 */
export async function measureMemory(
  folder: string,
  decisions: number,
  formats: readonly string[],
): Promise<Part> {
  const table = await copy('COPY decisions TO STDOUT', folder);
  const joined = await copy(`COPY (${joinedRows}) TO STDOUT`, folder);
  const runs = [{ name: 'export chat', curve: await exportCorrections(folder) }];
  for (const format of formats)
    runs.push({ name: `version ${format}`, curve: await makeVersion(folder, format) });
  const rate = ({ seconds }: { readonly seconds: number }) => Math.round(decisions / seconds);
  const limitSeconds = (copied: Copied) => round(copied.seconds / speedShare);
  return {
    figures: runs.flatMap(({ name, curve }) => [
      {
        name: `${name}: peak memory`,
        value: Math.round(curve.peakMegabytes),
        unit: 'MB',
        limit: memoryLimitMegabytes,
      },
      {
        name: `${name}: memory at the end over memory at 10 %`,
        value: round((curve.tenths.at(-1) ?? 0) - (curve.tenths[0] ?? 0)),
        unit: 'MB',
        limit: null,
      },
      {
        name: `${name}: time`,
        value: round(curve.seconds),
        unit: 's',
        limit: limitSeconds(joined),
      },
      {
        name: `${name}: time over a COPY of the same rows`,
        value: round(curve.seconds / joined.seconds),
        unit: '×',
        limit: 1 / speedShare,
      },
      {
        name: `${name}: time over a COPY of the table alone`,
        value: round(curve.seconds / table.seconds),
        unit: '×',
        limit: null,
      },
    ]),
    notes: [
      '| what | rows/s | MB | MB/s | memory in MB at 10 %, 20 % … of the output |',
      '| --- | --- | --- | --- | --- |',
      ...[
        { name: 'COPY decisions', ...table },
        { name: 'COPY of the joined rows', ...joined },
        ...runs.map(({ name, curve }) => ({ name, ...curve })),
      ].map((row) => {
        const curve = 'tenths' in row ? row.tenths.map(Math.round).join(' ') : '';
        const megabytes = row.bytes / 1e6;
        return `| ${row.name} | ${rate(row)} | ${Math.round(megabytes)} | ${round(megabytes / row.seconds)} | ${curve} |`;
      }),
    ],
  };
}

async function copy(sql: string, folder: string): Promise<Copied> {
  const file = path.join(folder, 'bare.copy');
  const client = await pool().connect();
  try {
    const startedAt = performance.now();
    await pipeline(client.query(copyTo(sql)), createWriteStream(file));
    const seconds = (performance.now() - startedAt) / 1000;
    const { size: bytes } = await stat(file);
    await rm(file);
    return { seconds, bytes };
  } finally {
    client.release();
  }
}

async function exportCorrections(folder: string): Promise<Curve> {
  const out = path.join(folder, 'exported');
  await mkdir(out, { recursive: true });
  const file = path.join(out, 'chat.jsonl');
  const child = command(['export', '--format', 'chat', '--which', 'all', '--out', file]);
  const curve = await watchMemory(child, () => sizeOfFolder(out));
  await rm(out, { recursive: true });
  return curve;
}

async function makeVersion(folder: string, format: string): Promise<Curve> {
  const recipe = path.join(folder, 'everything.json');
  await writeFile(recipe, '{}');
  const datasets = path.join(folder, 'datasets');
  const child = command(['dataset', 'make', '--recipe', recipe, '--formats', format]);
  const curve = await watchMemory(child, () => sizeOfFolder(datasets));
  await rm(datasets, { recursive: true });
  return curve;
}

/** The command line, as a person runs it. */
function command(args: readonly string[]): ChildProcess {
  const entry = path.join(repositoryRoot, 'lib', 'cli', 'main.ts');
  return spawn(process.execPath, ['--import', 'tsx', entry, ...args], {
    cwd: repositoryRoot,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

async function sizeOfFolder(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const sizes = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) =>
        stat(path.join(entry.parentPath, entry.name)).then(
          ({ size }) => size,
          () => 0,
        ),
      ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
