export { readExportPreview } from './read-export-preview';
export { startExport } from './start-export';
export { exportCorrections } from './export-corrections';
export { listDatasetRecipes, readDatasetRecipe, saveDatasetRecipe } from './dataset-recipes';
export { diffDatasetVersions } from './diff-dataset-versions';
export { failDatasetVersion, makeDatasetVersion } from './make-dataset';
export { answerDatasetFile, openDatasetFile } from './open-dataset-file';
export { previewDataset } from './preview-dataset';
export {
  listDatasetVersions,
  readDatasetVersion,
  findFilesOwner,
  readInstantPosition,
} from './read-dataset-versions';
export { requestDatasetVersion } from './request-dataset-version';
export { readDatabaseClock } from './choose-decisions';
export { readDataset } from './read-dataset';
export { unfinishedFolder, versionFolder } from './dataset-folder';
