export {
  listCloudTrainings,
  readCloudTraining,
  startCloudTraining,
  stopCloudTraining,
} from './cloud-training';
export { failUpload, listUploads, readUpload, requestUpload, runUpload } from './upload-dataset';
