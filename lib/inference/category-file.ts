import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { AppError } from '../platform/errors';
import { curve } from './calibration';
import type { CategoryModel } from './category-model';
import { sha256 } from './model-directory';

const files = { about: 'category.json', graph: 'category.onnx', table: 'category.bin' } as const;

const trust = z.object({ curve, thresholds: z.record(z.string(), z.number()) });

const storedHead = z
  .object({
    formatVersion: z.literal(1),
    version: z.string().min(1),
    leaves: z.array(z.string()).min(1),
    rows: z.number().int().min(2),
    width: z.number().int().min(1),
    nameWeight: z.number(),
    trust: z.object({ titleOnly: trust, withSpec: trust }),
    dependants: z.record(z.string(), z.array(z.string())),
    /** SHA-256 of the other files. */
    hashes: z.object({ graph: z.string(), table: z.string() }),
  })
  .readonly();

/** Writes a head into a directory of its own, which appears whole; what stood there is replaced. */
export async function writeCategoryModel(directory: string, model: CategoryModel): Promise<void> {
  const { graph, table, ...about } = model;
  const bytes = new Uint8Array(table.buffer, table.byteOffset, table.byteLength);
  const hashes = { graph: sha256(graph), table: sha256(bytes) };
  const target = path.resolve(directory);
  const partial = `${target}.partial`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true });
  await writeFile(path.join(partial, files.graph), graph);
  await writeFile(path.join(partial, files.table), bytes);
  const text = JSON.stringify({ formatVersion: 1, ...about, hashes });
  await writeFile(path.join(partial, files.about), `${text}\n`);
  await rm(target, { recursive: true, force: true });
  await rename(partial, target);
}

/**
 * Reads a head and checks it.
 * @throws AppError `not-found` where there is none, `invalid` when it is damaged.
 */
export async function readCategoryModel(directory: string): Promise<CategoryModel> {
  const text = await readFile(path.join(directory, files.about), 'utf8').catch((cause: unknown) => {
    throw new AppError('not-found', 'training.no-model', { directory }, [], { cause });
  });
  const { hashes, version, ...about } = parse(text, directory);
  const graph = await readWhole(directory, files.graph, hashes.graph);
  const bytes = await readWhole(directory, files.table, hashes.table);
  if (bytes.byteLength !== 4 * about.rows * about.width) throw damaged(directory, files.table);
  return { ...about, version, graph, table: new Float32Array(new Uint8Array(bytes).buffer) };
}

function parse(text: string, directory: string): z.infer<typeof storedHead> {
  try {
    return storedHead.parse(JSON.parse(text));
  } catch (cause) {
    throw damaged(directory, files.about, cause);
  }
}

async function readWhole(directory: string, file: string, hash: string): Promise<Uint8Array> {
  const bytes = await readFile(path.join(directory, file)).catch((cause: unknown) => {
    throw damaged(directory, file, cause);
  });
  if (sha256(bytes) !== hash) throw damaged(directory, file);
  return bytes;
}

function damaged(directory: string, file: string, cause?: unknown): AppError {
  return new AppError('invalid', 'training.model-damaged', { directory, file }, [], { cause });
}
