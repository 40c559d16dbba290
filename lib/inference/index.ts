import path from 'node:path';
import { fileURLToPath } from 'node:url';

export { openExtractor } from './extractor';

/** The model that comes with Avenue. */
export const baseModelDirectory = path.join(
  path.dirname(fileURLToPath(import.meta.url)),
  'base-model',
);
