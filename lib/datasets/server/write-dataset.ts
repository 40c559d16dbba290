import { createHash, type Hash } from 'node:crypto';
import { mkdir, open, rename, rm, writeFile, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { DatasetCounts, DatasetFile } from '../contract';
import { writeCard, writeCroissant } from '../dataset-card';
import { toIndexLines } from '../diff-versions';
import { formats } from '../formats';
import type { FormatName } from '../formats/format-name';
import type { FormatWriter } from '../formats/format';
import { splits } from '../near-duplicates';
import { readDataset, type DatasetWish } from './read-dataset';

const bufferBytes = 256 * 1024;

/** The list of a version's decisions; every version has it. */
export const indexFile = 'decisions.tsv';
/** `sha256sum -c` checks it; its own hash is the version's. */
const sumsFile = 'SHA256SUMS';

export interface WrittenDataset {
  readonly hash: string;
  readonly counts: DatasetCounts;
  readonly files: readonly DatasetFile[];
  readonly card: string;
}

/**
 * Writes a dataset into `folder`, which comes into being whole or not at all: the files are written
 * beside it, in `unfinished`, and moved when `accept` has agreed to the result. Holds a buffer a file.
 * @param accept answers false when the result is not wanted; then no folder is left
 */
export async function writeDataset(
  wish: DatasetWish & { readonly name: string; readonly formats: readonly FormatName[] },
  place: { readonly folder: string; readonly unfinished: string },
  accept: (written: WrittenDataset) => Promise<boolean> = () => Promise.resolve(true),
): Promise<WrittenDataset> {
  await rm(place.unfinished, { recursive: true, force: true });
  await mkdir(place.unfinished, { recursive: true });
  try {
    const written = await writeFiles(wish, place.unfinished);
    wish.signal?.throwIfAborted();
    if (await accept(written)) {
      await rm(place.folder, { recursive: true, force: true });
      await rename(place.unfinished, place.folder);
    }
    return written;
  } finally {
    await rm(place.unfinished, { recursive: true, force: true });
  }
}

async function writeFiles(
  wish: DatasetWish & { readonly name: string; readonly formats: readonly FormatName[] },
  folder: string,
): Promise<WrittenDataset> {
  const names = [...new Set(wish.formats)].sort();
  const index = await HashedFile.create(folder, indexFile);
  const outputs: { split: string; writer: FormatWriter; file: HashedFile }[] = [];
  try {
    for (const name of names) {
      await mkdir(path.join(folder, name), { recursive: true });
      for (const split of splits) {
        const file = await HashedFile.create(folder, `${name}/${split}.${formats[name].extension}`);
        outputs.push({ split, file, writer: formats[name].open() });
      }
    }
    const { counts, leaks } = await readDataset(wish, async (product) => {
      await index.write(toIndexLines(product), product.decisions.length);
      for (const { split, writer, file } of outputs) {
        if (split !== product.split) continue;
        const { bytes, examples } = writer.write(product);
        await file.write(bytes, examples);
      }
    });
    for (const { writer, file } of outputs) await file.write(writer.finish(), 0);
    const files = [await index.finish()];
    for (const { file } of outputs) files.push(await file.finish());
    files.sort((one, other) => (one.path < other.path ? -1 : 1));
    const sums = files.map(({ path: name, sha256 }) => `${sha256}  ${name}\n`).join('');
    const hash = createHash('sha256').update(sums).digest('hex');
    const facts = {
      name: wish.name,
      hash,
      asOf: wish.asOf.toISOString(),
      recipe: wish.recipe,
      formats: names,
      counts,
      leaks,
      files,
    };
    const card = writeCard(facts);
    const extras = { [sumsFile]: sums, 'README.md': card, 'croissant.json': writeCroissant(facts) };
    for (const [name, text] of Object.entries(extras)) {
      await writeFile(path.join(folder, name), text);
      const sha256 = createHash('sha256').update(text).digest('hex');
      files.push({ path: name, bytes: Buffer.byteLength(text), sha256, examples: 0 });
    }
    return { hash, counts, files, card };
  } finally {
    await index.close();
    for (const { file } of outputs) await file.close();
  }
}

/** A file that is hashed while it is written, some hundred kilobytes at a time. */
class HashedFile {
  readonly #hash: Hash = createHash('sha256');
  #parts: Buffer[] = [];
  #waiting = 0;
  #bytes = 0;
  #examples = 0;
  #isOpen = true;

  private constructor(
    readonly name: string,
    private readonly handle: FileHandle,
  ) {}

  static async create(folder: string, name: string): Promise<HashedFile> {
    return new HashedFile(name, await open(path.join(folder, name), 'w'));
  }

  async write(bytes: string | Uint8Array, examples: number): Promise<void> {
    this.#examples += examples;
    if (bytes.length === 0) return;
    const part =
      typeof bytes === 'string'
        ? Buffer.from(bytes)
        : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    this.#parts.push(part);
    this.#waiting += part.length;
    if (this.#waiting >= bufferBytes) await this.#flush();
  }

  async finish(): Promise<DatasetFile> {
    await this.#flush();
    await this.handle.sync();
    await this.close();
    const sha256 = this.#hash.digest('hex');
    return { path: this.name, bytes: this.#bytes, sha256, examples: this.#examples };
  }

  async close(): Promise<void> {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    await this.handle.close();
  }

  async #flush(): Promise<void> {
    const block = Buffer.concat(this.#parts);
    this.#parts = [];
    this.#waiting = 0;
    this.#bytes += block.length;
    this.#hash.update(block);
    await this.handle.writeFile(block);
  }
}
