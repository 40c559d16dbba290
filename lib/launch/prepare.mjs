/**
 * Loaded before every command: makes the Prisma client when there is none of this schema. An install
 * runs no package's scripts (.npmrc: `ignore-scripts`), so nothing else does it.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isMainThread } from 'node:worker_threads';

const inRepository = (place) => fileURLToPath(new URL(`../../${place}`, import.meta.url));
const stampFile = inRepository('lib/platform/prisma-client/made-from');

function hashInputs() {
  const hash = createHash('sha256');
  for (const file of ['prisma/schema.prisma', 'node_modules/prisma/package.json'])
    hash.update(readFileSync(inRepository(file)));
  return hash.digest('hex');
}

function generateClient() {
  const command = inRepository('node_modules/prisma/build/index.js');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [command, 'generate', '--no-hints'],
    { cwd: inRepository('.'), encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] },
  );
  if (status === 0) return;
  process.stderr.write(`The Prisma client could not be made:\n${stdout}${stderr}\n`);
  process.exit(1);
}

if (isMainThread) {
  const inputs = hashInputs();
  if (!existsSync(stampFile) || readFileSync(stampFile, 'utf8') !== inputs) {
    generateClient();
    writeFileSync(stampFile, inputs);
  }
}
