import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { readLastLines } from '../platform/log-file';
import { lockFolder } from './folder-lock';
import { nextCommand, repositoryRoot, spawnNode } from './node-process';
import { runStep, type Log } from './progress';

const sources = ['app', 'components', 'lib', 'prisma/schema.prisma'];
const configuration = [
  'next.config.ts',
  'package.json',
  'package-lock.json',
  'postcss.config.mjs',
  'proxy.ts',
  'tsconfig.json',
];
const buildFolder = path.join(repositoryRoot, '.next');
const stampFile = path.join(buildFolder, 'avenue-build.json');
/** What `next build` writes last of what `next start` needs. */
const buildIdFile = path.join(buildFolder, 'BUILD_ID');
/** Outside .next, which the build empties. */
const lockPlace = path.join(repositoryRoot, 'node_modules', '.cache', 'avenue-build');

export interface BuildOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly logFile: string;
  readonly log: Log;
  /** Follows the build's process while it runs. */
  readonly asTask: <T>(pid: number | undefined, ended: Promise<T>) => Promise<T>;
}

/**
 * Builds the web application when its sources, packages or Node changed since the last build. The
 * stamp that says so goes first and comes back last: a build that was killed is made again.
 * @throws Error with the end of the build's output when it fails.
 */
export async function buildIfStale(options: BuildOptions): Promise<void> {
  if (isCurrent(hashSources())) return;
  mkdirSync(lockPlace, { recursive: true });
  const lock = await lockFolder(lockPlace, options.log);
  try {
    const hash = hashSources();
    if (!isCurrent(hash)) await runStep(options.log, 'build', () => build(hash, options));
  } finally {
    lock.release();
  }
}

async function build(hash: string, { env, logFile, asTask }: BuildOptions): Promise<void> {
  rmSync(stampFile, { force: true });
  rmSync(logFile, { force: true });
  const child = spawnNode({ args: [nextCommand, 'build'], env, logFile });
  const errors: string[] = [];
  child.stderr?.setEncoding('utf8').on('data', (text: string) => errors.push(text));
  const [code, signal] = await asTask(child.pid, once(child, 'exit'));
  if (code !== 0 || !existsSync(buildIdFile))
    throw new Error(
      `The build failed (${signal ?? `exit code ${code}`}):\n${readLastLines(logFile, 30)}\n${errors.join('')}`,
    );
  writeFileSync(`${stampFile}.new`, JSON.stringify({ hash }));
  renameSync(`${stampFile}.new`, stampFile);
}

function isCurrent(hash: string): boolean {
  if (!existsSync(stampFile) || !existsSync(buildIdFile)) return false;
  return readFileSync(stampFile, 'utf8') === JSON.stringify({ hash });
}

function hashSources(): string {
  const hash = createHash('sha256').update(process.version);
  for (const file of [...sources.flatMap(listFiles), ...configuration]) {
    const place = path.join(repositoryRoot, file);
    if (existsSync(place)) hash.update(`\0${file}\0`).update(readFileSync(place));
  }
  return hash.digest('hex');
}

/** Files below `place` that a build can depend on, in a fixed order, relative to the repository. */
function listFiles(place: string): string[] {
  const full = path.join(repositoryRoot, place);
  if (!existsSync(full)) return [];
  if (path.extname(place) !== '') return [place];
  return readdirSync(full, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/[.]test[.]tsx?$/.test(entry.name))
    .map((entry) => path.relative(repositoryRoot, path.join(entry.parentPath, entry.name)))
    .filter(
      (file) => !file.includes('prisma-client') && !file.startsWith(path.join('lib', 'bench')),
    )
    .sort();
}
