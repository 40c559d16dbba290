/** What the jobs of other capabilities may call; unlike `index.ts` it loads models. */
export { builtinBase, hashDirectory, modelDirectory, openModelVersion } from './extractors';
export { SchemaReader, type CategorySchema } from './store';
