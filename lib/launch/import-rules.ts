import type { IForbiddenRuleType } from 'dependency-cruiser';
import { browserRooms, floors, pureRooms, rooms, type Room } from './floor-plan';

const anyOf = (names: readonly Room[]): string => `(${names.join('|')})`;
const tests = '[.]test[.]tsx?$';
const testing = '^lib/[^/]+/testing/';
/** They begin at any door of the house, and nothing imports them. */
const databaseTests = '[.]db[.]test[.]ts$';
const doors = '^lib/[^/]+/server/(index|worker)[.]ts$';
const jobHandlers = '^lib/[^/]+/server/[^/]+[.]job[.]ts$';
/** A type that a browser takes from a server's file is gone before the file is read. */
const atRuntime = { dependencyTypesNot: ['type-only' as const] };

const upward = floors.flatMap((floor, index) =>
  floor.map((room) => ({
    name: 'imports-go-down',
    comment:
      'A room imports rooms of lower floors alone (lib/launch/floor-plan.ts), types included.',
    from: { path: `^lib/${room}/`, pathNot: databaseTests },
    to: {
      path: `^lib/${anyOf(
        floors
          .slice(index)
          .flat()
          .filter((other) => other !== room),
      )}/`,
    },
  })),
);

const house = [
  ...upward.filter(({ to }) => to.path !== '^lib/()/'),
  {
    name: 'every-room-has-a-floor',
    comment: 'Enter a new room in lib/launch/floor-plan.ts and in lib/README.md.',
    from: { path: `^lib/(?!${anyOf(rooms)}/)` },
    to: {},
  },
  {
    name: 'rooms-meet-at-doors',
    comment: 'Of another room’s server/ only index.ts and worker.ts are for others.',
    from: { path: '^(?:app|components|lib)/([^/]+)/', pathNot: `${tests}|${testing}` },
    to: { path: '^lib/[^/]+/server/', pathNot: ['^lib/$1/', doors, jobHandlers] },
  },
  {
    name: 'jobs-are-loaded-by-their-list',
    comment: 'The worker’s list of jobs alone loads a handler.',
    from: { pathNot: `^lib/launch/handlers[.]ts$|${tests}` },
    to: { path: jobHandlers },
  },
  {
    name: 'scenarios-are-for-tests',
    from: { path: '^(app|components|lib)/', pathNot: `${tests}|${testing}|^lib/bench/` },
    to: { path: testing },
  },
  { name: 'no-circles', from: {}, to: { circular: true } },
  { name: 'no-unresolvable', from: {}, to: { couldNotResolve: true } },
];

const sides = [
  {
    name: 'lib-never-imports-ui',
    from: { path: '^lib/' },
    to: { path: '^(app|components|e2e)/' },
  },
  {
    name: 'components-never-import-pages',
    from: { path: '^components/' },
    to: { path: '^(app|e2e)/' },
  },
  {
    name: 'browser-never-imports-server',
    from: {
      path: [
        '^components/',
        `^lib/${anyOf(browserRooms)}/[^/]+$`,
        '^lib/[^/]+/[^/]*(contract|queries|hooks)[.]ts$',
        '^lib/cloud/delivery/',
      ],
      pathNot: `${tests}|/jobs[.]ts$|^lib/i18n/request[.]ts$`,
    },
    to: {
      path: [
        '^lib/[^/]+/(server|testing)/',
        '^lib/platform/(db|env|log|auth|session|route|database)',
        '^lib/jobs/(?!(contract|queries|hooks)[.]ts$)',
        `^lib/${anyOf(['inference', 'launch', 'cli', 'bench'])}/`,
      ],
      ...atRuntime,
    },
  },
  {
    name: 'core-is-pure',
    from: {
      path: `^lib/${anyOf(pureRooms)}/[^/]+[.]ts$|^lib/training/(model|runtime)/`,
      // The desk's controllers run in the browser; a model directory and a file of lines are files.
      pathNot: `/(queries|hooks|jobs|desk-[a-z-]+|key-registry)[.]ts$|^lib/training/model/(model-directory|read-model|checkpoint|train-extraction)[.]|^lib/extraction/extraction-file[.]|${tests}`,
    },
    to: {
      path: '^lib/browser/|^(node:)?(fs|path|os|child_process|worker_threads|net|http)(/|$)|(^|node_modules/)(@prisma|next|react|@tanstack|pg|graphile-worker|onnxruntime-node)(/|$)',
      ...atRuntime,
    },
  },
  {
    name: 'app-uses-verbs-not-stores',
    from: { path: '^app/' },
    to: { path: '^lib/(platform/(db|database)|[^/]+/server/worker)' },
  },
  {
    name: 'web-process-never-loads-models',
    from: { path: '^app/' },
    to: { path: '^lib/inference/', reachable: true },
  },
  {
    name: 'inference-alone-runs-onnx',
    from: { pathNot: '^lib/inference/' },
    to: { path: '(^|node_modules/)onnxruntime-node(/|$)' },
  },
  {
    name: 'product-never-imports-its-tools',
    from: { path: '^(app|components)/', pathNot: `^app/api/demo-images/|${tests}` },
    to: { path: `^lib/${anyOf(['bench', 'cli', 'demo', 'launch'])}/` },
  },
  {
    name: 'no-development-packages',
    from: {
      path: '^(app|components|lib)/',
      pathNot: `${tests}|^lib/bench/|^lib/launch/(check|chromium|import-rules|read-imports)|^components/ui/test-screen`,
    },
    to: { dependencyTypes: ['npm-dev' as const], ...atRuntime },
  },
];

/** What no import may do; every one is an error. */
export const importRules: readonly IForbiddenRuleType[] = [...house, ...sides].map((rule) => ({
  ...rule,
  severity: 'error' as const,
}));
