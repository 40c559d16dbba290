import { idPath } from '../../datasets/contract';
import { defineEndpoint } from '../../platform/endpoint';
import { datasetUpload, uploadList } from './contract';

export const listUploads = defineEndpoint({
  method: 'GET',
  path: '/api/datasets/versions/{id}/uploads',
  role: 'lead',
  scope: 'datasets:read',
  summary: { ko: '객체 저장소로 보낸 기록', en: 'Uploads to object storage' },
  params: idPath,
  answer: uploadList,
  answerName: 'DatasetUploads',
});

export const requestUpload = defineEndpoint({
  method: 'POST',
  path: '/api/datasets/versions/{id}/uploads',
  role: 'lead',
  scope: 'datasets:write',
  summary: { ko: '객체 저장소로 보내기', en: 'Upload to object storage' },
  params: idPath,
  answer: datasetUpload,
  answerName: 'DatasetUpload',
});
