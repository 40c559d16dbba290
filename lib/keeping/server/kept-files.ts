import { randomUUID } from 'node:crypto';
import { copyFile, link, mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { dataFolder } from '../../platform/env';
import { keptFolders } from '../archive-format';

/** Links cannot be made: another file system, or one that has none. */
const noLinks = ['EXDEV', 'EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'EMLINK'];

/**
 * The files of the data folder as they are, held by links of their own: what is removed meanwhile is
 * still there to be read. Taken before and after a snapshot of the database, they are at least the
 * files that its rows speak of.
 */
export class HeldFiles {
  private readonly folder = path.join(dataFolder(), `.backup-${randomUUID()}`);
  private readonly names = new Set<string>();

  /** Takes what is there and was not taken before. */
  async take(): Promise<void> {
    for (const root of keptFolders) await this.takeFolder(root);
  }

  /** By their path below the data folder. */
  list(): readonly { readonly name: string; readonly file: string }[] {
    return [...this.names].sort().map((name) => ({ name, file: path.join(this.folder, name) }));
  }

  async release(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }

  private async takeFolder(folder: string): Promise<void> {
    const entries = await ifThere(
      readdir(path.join(dataFolder(), folder), { withFileTypes: true }),
    );
    for (const entry of entries ?? []) {
      const name = path.posix.join(folder, entry.name);
      if (isUnfinished(entry.name)) continue;
      if (entry.isDirectory()) await this.takeFolder(name);
      else if (entry.isFile() && !this.names.has(name)) await this.takeFile(name);
    }
  }

  private async takeFile(name: string): Promise<void> {
    const source = path.join(dataFolder(), name);
    const target = path.join(this.folder, name);
    await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
    const taken = link(source, target).catch((error: NodeJS.ErrnoException) => {
      if (!noLinks.includes(error.code ?? '')) throw error;
      return copyFile(source, target);
    });
    if ((await ifThere(taken.then(() => true))) !== null) this.names.add(name);
  }
}

/** What is being written is renamed when it is whole. */
function isUnfinished(name: string): boolean {
  return name.startsWith('.') || name.endsWith('.part') || name.endsWith('.partial');
}

/** Null for what is not there, or not there any more. */
async function ifThere<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
