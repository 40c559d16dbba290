export { importMapping, productField, type ImportMapping } from '../column-mapping';
export type { ImportSummary } from '../contract';
export { findUnfinishedImport, listImports, readImport } from './import-store';
export { listRejects, writeRejectsCsv } from './list-rejects';
export { previewImport } from './preview-import';
export { receiveUpload } from './receive-upload';
export { runImportRows } from './run-import';
export { startImport } from './start-import';
export { steerImport } from './steer-import';
