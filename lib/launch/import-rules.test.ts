import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeHouse } from './describe-house';
import { floorOf, floors, rooms } from './floor-plan';
import { importRules } from './import-rules';
import { repositoryRoot } from './node-process';
import { readImports } from './read-imports';

const mostServerFiles = 25;

/** For each rule: a file that breaks it, and the import that does. */
const planted: Record<string, readonly [file: string, line: string]> = {
  'imports-go-down': ['lib/values/up.ts', "import type { Any } from '../curation/contract';"],
  'every-room-has-a-floor': ['lib/attic/box.ts', "import '../values/contract';"],
  'rooms-meet-at-doors': ['lib/desk/server/deep.ts', "import '../../curation/server/verb';"],
  'jobs-are-loaded-by-their-list': ['lib/cli/run.ts', "import '../curation/server/land.job';"],
  'scenarios-are-for-tests': ['lib/desk/scene.ts', "import '../curation/testing/scenario';"],
  'no-circles': ['lib/values/one.ts', "import type { Any } from './other';"],
  'no-unresolvable': ['lib/values/gone.ts', "import './nowhere';"],
  'lib-never-imports-ui': ['lib/desk/paint.ts', "import '../../components/ui/button';"],
  'components-never-import-pages': ['components/ui/link.tsx', "import '../../app/page';"],
  'browser-never-imports-server': ['components/ui/read.tsx', "import '../../lib/platform/db';"],
  'core-is-pure': ['lib/statistics/read.ts', "import 'node:fs';"],
  'app-uses-verbs-not-stores': ['app/store.ts', "import '../lib/platform/db';"],
  'web-process-never-loads-models': ['app/model.ts', "import '../lib/curation/server/index';"],
  'inference-alone-runs-onnx': ['lib/training/run.ts', "import 'onnxruntime-node';"],
  'product-never-imports-its-tools': ['app/demo.ts', "import '../lib/demo/seed';"],
  'no-development-packages': ['lib/access/test.ts', "import 'vitest';"],
};

/** What the planted files import; all of it keeps the rules. */
const sound: Record<string, string> = {
  'tsconfig.json': '{}',
  'package.json':
    '{ "dependencies": { "onnxruntime-node": "1" }, "devDependencies": { "vitest": "1" } }',
  'node_modules/vitest/package.json': '{ "name": "vitest", "main": "index.js" }',
  'node_modules/vitest/index.js': '',
  'node_modules/onnxruntime-node/package.json':
    '{ "name": "onnxruntime-node", "main": "index.js" }',
  'node_modules/onnxruntime-node/index.js': '',
  'app/page.ts': 'export const page = 1;',
  'components/ui/button.ts': 'export const button = 1;',
  'lib/demo/seed.ts': 'export const seed = 1;',
  'lib/platform/db.ts': 'export const db = 1;',
  'lib/values/contract.ts': 'export type Any = 1;',
  'lib/values/other.ts': "import type { Any } from './one';\nexport type Other = Any;",
  'lib/curation/contract.ts': 'export type Any = 1;',
  'lib/curation/server/index.ts': "export { open } from '../../inference/index';",
  'lib/curation/server/verb.ts': 'export const verb = 1;',
  'lib/curation/server/land.job.ts': 'export const land = 1;',
  'lib/curation/testing/scenario.ts': 'export const scenario = 1;',
  'lib/inference/index.ts': 'export const open = 1;',
  'lib/desk/server/verb.ts': "import '../../curation/server/index';",
  'lib/launch/handlers.ts': "void import('../curation/server/land.job');",
  'lib/curation/server/verb.db.test.ts': "import '../../desk/server/verb';",
};

let root: string;
let found: Awaited<ReturnType<typeof readImports>>;
beforeAll(async () => {
  root = mkdtempSync(path.join(tmpdir(), 'avenue-house-'));
  const files = Object.entries(sound);
  for (const [file, text] of [...files, ...Object.values(planted)]) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    const isSound = file in sound;
    writeFileSync(path.join(root, file), isSound ? text : `${text}\nexport type Any = 1;\n`);
  }
  found = await readImports(root, ['app', 'components', 'lib']);
});
afterAll(() => rmSync(root, { recursive: true }));

const brokenBy = (file: string): string[] =>
  found.summary.violations.flatMap(({ from, rule }) => (from === file ? [rule.name] : []));

describe('the import rules', () => {
  it('have a planted violation each', () => {
    const names = [...new Set(importRules.map(({ name }) => name))];
    expect(Object.keys(planted).sort()).toEqual(names.sort());
  });

  it.each(Object.entries(planted))('refuse a violation of %s', (name, [file]) => {
    expect(brokenBy(file)).toContain(name);
  });

  it('refuse nothing else', () => {
    const files = Object.values(planted).map(([file]) => file);
    const others = found.summary.violations.filter(({ from }) => !files.includes(from));
    expect(others.map(({ from, rule }) => `${rule.name} ${from}`)).toEqual([]);
  });
});

describe('the house', () => {
  it('counts a planted upward import, and leaves tests with a database out', () => {
    const { upward } = describeHouse(found.modules);
    expect(upward).toContain('lib/values/up.ts → lib/curation/contract.ts');
    expect(upward.filter((line) => line.includes('.db.test.ts'))).toEqual([]);
  });

  it('finds rooms that reach each other over a third', () => {
    const importing = (source: string, resolved: string) => ({
      source,
      dependencies: [{ resolved }],
    });
    const modules = [
      importing('lib/desk/a.ts', 'lib/queues/a.ts'),
      importing('lib/queues/a.ts', 'lib/values/a.ts'),
      importing('lib/values/a.ts', 'lib/desk/a.ts'),
      importing('lib/cli/a.ts', 'lib/desk/a.ts'),
    ] as unknown as Parameters<typeof describeHouse>[0];
    expect(describeHouse(modules).circles).toEqual([['desk', 'queues', 'values']]);
  });

  it('keeps every server folder small enough to be read at a glance', () => {
    const crowded = rooms.filter((room) => {
      const server = path.join(repositoryRoot, 'lib', room, 'server');
      return existsSync(server) && readdirSync(server).length > mostServerFiles;
    });
    expect(crowded).toEqual([]);
  });

  it('has every folder of lib on one floor, and the map says what each is for', () => {
    const library = path.join(repositoryRoot, 'lib');
    const folders = readdirSync(library, { withFileTypes: true }).filter((e) => e.isDirectory());
    expect(folders.map(({ name }) => name).sort()).toEqual([...rooms].sort());
    const map = readFileSync(path.join(library, 'README.md'), 'utf8');
    const lines = [...map.matchAll(/^\| (\d+) +\| `([a-z0-9-]+)\/` +\| \S/gm)];
    expect(lines.map(([, floor, room]) => `${room} ${floor}`).sort()).toEqual(
      rooms.map((room) => `${room} ${floorOf(room)}`).sort(),
    );
    expect(new Set(rooms).size).toBe(floors.flat().length);
  });
});
