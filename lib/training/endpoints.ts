import { defineEndpoint } from '../platform/endpoint';
import {
  candidateDetail,
  idPath,
  modelChange,
  modelEvaluation,
  modelPath,
  promoteInput,
  requestEvaluationInput,
  requestTrainingInput,
  rollBackInput,
  shadowInput,
  trainingDetail,
  trainingPage,
  trainingQuery,
} from './contract';

const closedToKeys = 'trainings and promotions, which a person answers for';

export const requestEvaluation = defineEndpoint({
  method: 'POST',
  path: '/api/training/evaluations',
  role: 'lead',
  closedToKeys,
  body: requestEvaluationInput,
  answer: modelEvaluation,
});

export const cancelTraining = defineEndpoint({
  method: 'POST',
  path: '/api/training/jobs/{id}/cancel',
  role: 'lead',
  closedToKeys,
  params: idPath,
  answer: trainingDetail,
});

export const readTraining = defineEndpoint({
  method: 'GET',
  path: '/api/training/jobs/{id}',
  role: 'lead',
  closedToKeys,
  params: idPath,
  answer: trainingDetail,
});

export const listTrainings = defineEndpoint({
  method: 'GET',
  path: '/api/training/jobs',
  role: 'lead',
  closedToKeys,
  query: trainingQuery,
  answer: trainingPage,
});

export const requestTraining = defineEndpoint({
  method: 'POST',
  path: '/api/training/jobs',
  role: 'lead',
  closedToKeys,
  body: requestTrainingInput,
  answer: trainingDetail,
});

export const promoteModel = defineEndpoint({
  method: 'POST',
  path: '/api/training/models/{name}/promote',
  role: 'admin',
  closedToKeys,
  params: modelPath,
  body: promoteInput,
  answer: modelChange,
});

export const readCandidate = defineEndpoint({
  method: 'GET',
  path: '/api/training/models/{name}',
  role: 'lead',
  closedToKeys,
  params: modelPath,
  answer: candidateDetail,
});

export const setShadow = defineEndpoint({
  method: 'PUT',
  path: '/api/training/models/{name}/shadow',
  role: 'admin',
  closedToKeys,
  params: modelPath,
  body: shadowInput,
  answer: candidateDetail,
});

export const rollBack = defineEndpoint({
  method: 'POST',
  path: '/api/training/roll-back',
  role: 'admin',
  closedToKeys,
  body: rollBackInput,
  answer: modelChange,
});
