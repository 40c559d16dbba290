/**
 * Checks the import rules of .dependency-cruiser.cjs. The tool passes silently when it cannot read
 * the sources (with a newer TypeScript it finds none), so too few modules are a failure too.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const leastModules = 100;
const command = fileURLToPath(
  new URL('../../node_modules/dependency-cruiser/bin/dependency-cruise.mjs', import.meta.url),
);
const folders = ['app', 'components', 'lib', 'e2e'];

const { status, stdout, stderr } = spawnSync(
  process.execPath,
  [command, ...folders, '--config', '.dependency-cruiser.cjs', '--output-type', 'err'],
  { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] },
);
process.stdout.write(stdout);
process.stderr.write(stderr);

const modules = Number(/(\d+) modules/.exec(stdout)?.[1] ?? 0);
if (modules < leastModules)
  console.error(`Only ${modules} modules were read; the rules were not checked on the whole.`);
process.exitCode = status !== 0 || modules < leastModules ? 1 : 0;
