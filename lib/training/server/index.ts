export {
  listCloudTrainings,
  readCloudTraining,
  startCloudTraining,
  stopCloudTraining,
} from './cloud-training';
export { listDatasetRecipes, readDatasetRecipe, saveDatasetRecipe } from './dataset-recipes';
export { diffDatasetVersions } from './diff-dataset-versions';
export { failDatasetVersion, makeDatasetVersion } from './make-dataset';
export { answerDatasetFile, openDatasetFile } from './open-dataset-file';
export { previewDataset } from './preview-dataset';
export { listDatasetVersions, readDatasetVersion } from './read-dataset-versions';
export { requestDatasetVersion } from './request-dataset-version';
export { failUpload, listUploads, readUpload, requestUpload, runUpload } from './upload-dataset';
export { cancelTraining } from './cancel-training';
export { promoteModel, rollBack } from './change-production';
export { readCandidate } from './read-candidate';
export { listTrainings, readTraining } from './read-trainings';
export { requestEvaluation } from './request-evaluation';
export { requestTraining } from './request-training';
export { setShadow } from './shadow';
