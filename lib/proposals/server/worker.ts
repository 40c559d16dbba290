/** What jobs and commands may call; unlike `index.ts` it loads models. */
export {
  builtinBase,
  closeExtractors,
  hashDirectory,
  modelDirectory,
  modelState,
  openModelVersion,
  openProductionExtractor,
} from './extractors';
export {
  evaluationsFile,
  findModelDirectory,
  registerModel,
  storedEvaluations,
} from './model-registry';
export { recordEvaluation } from './record-evaluation';
export { runSlice } from './run-slice';
export { SchemaReader, type CategorySchema } from './store';
