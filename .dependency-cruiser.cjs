/** The directions of dependency that keep Avenue's parts apart; run by lib/launch/check-imports.mjs. */
const order = ['catalogue', 'proposals', 'curation', 'training', 'autonomy', 'insights'];
const capability = `(${order.join('|')})`;
const pureCore = '^lib/[^/]+/(?!(contract|queries|hooks|jobs)[.])[^/]+[.]ts$';
const atRuntime = { dependencyTypesNot: ['type-only'] };
const tests = '[.]test[.]tsx?$';

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: atRuntime },
    },
    {
      name: 'no-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'lib-never-imports-ui',
      severity: 'error',
      from: { path: '^lib/' },
      to: { path: '^(app|components|e2e)/' },
    },
    {
      name: 'components-never-import-pages',
      severity: 'error',
      from: { path: '^components/' },
      to: { path: '^(app|e2e)/' },
    },
    {
      name: 'platform-knows-no-capability',
      comment: 'The launcher alone stands above them: it starts the whole product.',
      severity: 'error',
      from: { path: '^lib/platform/', pathNot: '^lib/launch/' },
      to: {
        path: `^lib/(${capability}|demo|cli|bench|jobs|inference)/`,
        pathNot: '^lib/jobs/heartbeat[.]ts$',
        ...atRuntime,
      },
    },
    {
      name: 'browser-never-imports-server',
      severity: 'error',
      from: {
        path: `^components/|^lib/(browser|i18n)/|^lib/${capability}/[^/]+$`,
        // Training is the worker's: only its contract, queries and hooks reach a browser.
        pathNot: `${tests}|/jobs[.]ts$|^lib/training/(?!contract|queries|hooks)`,
      },
      to: {
        path: '^lib/([^/]+/server/|platform/(db|env|log|auth|session|route|database|launch)|jobs/|inference/|cli/|bench/)',
        ...atRuntime,
      },
    },
    {
      name: 'core-is-pure',
      severity: 'error',
      from: {
        path: `^lib/${capability}/[^/]+[.]ts$`,
        // The desk's controllers run in the browser; a model directory is files by nature.
        pathNot: `/(queries|hooks|jobs|desk-[a-z-]+|key-registry)[.]ts$|^lib/training/(model-directory|read-model|extraction-file|checkpoint|train-extraction)[.]|${tests}`,
      },
      to: {
        path: '^lib/browser/|^(node:)?(fs|path|os|child_process|worker_threads|net|http)(/|$)|(^|node_modules/)(@prisma|next|react|@tanstack|pg|graphile-worker|onnxruntime-node)(/|$)',
        ...atRuntime,
      },
    },
    {
      name: 'capabilities-meet-at-contracts',
      severity: 'error',
      from: { path: `^lib/${capability}/`, pathNot: tests },
      to: {
        path: `^lib/${capability}/`,
        pathNot: [
          '^lib/$1/',
          '^lib/[^/]+/(contract|jobs)[.]ts$',
          // worker.ts is for jobs: it may load models, which the web process must not.
          '^lib/[^/]+/server/(index|worker)[.]ts$',
          pureCore,
        ],
      },
    },
    ...order.slice(0, -1).map((earlier, index) => ({
      name: `core-of-${earlier}-knows-no-later-capability`,
      comment: 'A pure core may use the pure core of the capabilities that come before it.',
      severity: 'error',
      from: { path: `^lib/${earlier}/`, pathNot: tests },
      to: {
        path: `^lib/(${order.slice(index + 1).join('|')})/`,
        pathNot: ['^lib/[^/]+/(contract|jobs)[.]ts$', '^lib/[^/]+/server/(index|worker)[.]ts$'],
      },
    })),
    {
      name: 'app-uses-verbs-not-stores',
      severity: 'error',
      from: { path: '^app/' },
      to: { path: '^lib/(platform/(db|database)|[^/]+/server/store)' },
    },
    {
      name: 'web-process-never-loads-models',
      severity: 'error',
      from: { path: '^app/' },
      to: { path: '^lib/inference/', reachable: true },
    },
    {
      name: 'inference-alone-runs-onnx',
      severity: 'error',
      from: { pathNot: '^lib/inference/' },
      to: { path: '(^|node_modules/)onnxruntime-node(/|$)' },
    },
    {
      name: 'product-never-imports-its-tools',
      severity: 'error',
      from: {
        path: '^(app|components|lib)/',
        pathNot: `^lib/(cli|bench|demo)/|^lib/launch/|^app/api/demo-images/|${tests}`,
      },
      to: { path: '^lib/(cli|bench|demo)/' },
    },
    {
      name: 'no-development-packages',
      severity: 'error',
      from: {
        path: '^(app|components|lib)/',
        pathNot: `${tests}|^lib/bench/|^lib/launch/(check|chromium)`,
      },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^lib/platform/prisma-client/|^[.]next/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
