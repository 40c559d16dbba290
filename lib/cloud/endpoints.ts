import { defineEndpoint } from '../platform/endpoint';
import {
  cloudTraining,
  cloudTrainingList,
  cloudTrainingPath,
  startCloudTrainingInput,
} from './contract';

export const readCloudTraining = defineEndpoint({
  method: 'GET',
  path: '/api/cloud-trainings/{id}',
  role: 'lead',
  scope: 'models:read',
  summary: { ko: 'SageMaker 학습 하나와 지표', en: 'Read a training and its metrics' },
  params: cloudTrainingPath,
  answer: cloudTraining,
  answerName: 'CloudTraining',
});

export const stopCloudTraining = defineEndpoint({
  method: 'POST',
  path: '/api/cloud-trainings/{id}/stop',
  role: 'admin',
  scope: 'models:write',
  summary: { ko: 'SageMaker 학습 멈추기', en: 'Stop a training on SageMaker' },
  params: cloudTrainingPath,
  answer: null,
});

export const listCloudTrainings = defineEndpoint({
  method: 'GET',
  path: '/api/cloud-trainings',
  role: 'lead',
  scope: 'models:read',
  summary: { ko: 'SageMaker 학습 목록', en: 'List trainings on SageMaker' },
  answer: cloudTrainingList,
  answerName: 'CloudTrainings',
});

export const startCloudTraining = defineEndpoint({
  method: 'POST',
  path: '/api/cloud-trainings',
  role: 'admin',
  scope: 'models:write',
  summary: { ko: 'SageMaker 학습 시작', en: 'Start a training on SageMaker' },
  body: startCloudTrainingInput,
  answer: cloudTraining,
  answerName: 'CloudTraining',
});
