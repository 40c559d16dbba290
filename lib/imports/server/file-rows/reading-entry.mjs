// A worker thread has no TypeScript loader of its own under every runner, so it brings one along.
import { tsImport } from 'tsx/esm/api';

await tsImport('./reading-worker.ts', import.meta.url);
