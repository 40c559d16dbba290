export {
  columnsOf,
  importMapping,
  productField,
  productFields,
  type ImportMapping,
} from '../import/column-mapping';
export { readingChoices, type ReadingChoices } from '../import/file-format';
export type { ImportSummary } from '../import/contract';
export { findUnfinishedImport, listImports, readImport } from './import-store';
export { findCategoryKey } from './load-category-index';
export { listRejects, writeRejectsCsv } from './list-rejects';
export { previewImport } from './preview-import';
export { receiveUpload } from './receive-upload';
export { runImportRows } from './run-import';
export { startImport } from './start-import';
export { steerImport } from './steer-import';
