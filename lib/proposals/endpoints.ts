import { defineEndpoint } from '../platform/endpoint';
import {
  listRunsQuery,
  modelDetail,
  modelList,
  modelPath,
  proposalRun,
  requestProposalsInput,
  runDetail,
  runList,
  runPath,
  runStepPath,
} from './contract';

export const readModel = defineEndpoint({
  method: 'GET',
  path: '/api/models/{name}',
  role: 'lead',
  scope: 'models:read',
  summary: { ko: '모델 하나와 평가', en: 'Read a model and its evaluations' },
  params: modelPath,
  answer: modelDetail,
  answerName: 'ModelDetail',
});

export const listModels = defineEndpoint({
  method: 'GET',
  path: '/api/models',
  role: 'lead',
  scope: 'models:read',
  summary: { ko: '모델 목록', en: 'List models' },
  answer: modelList,
  answerName: 'Models',
});

export const steerRun = defineEndpoint({
  method: 'POST',
  path: '/api/proposal-runs/{id}/{step}',
  role: 'lead',
  scope: 'proposals:write',
  summary: {
    ko: '멈추기, 이어서 하기, 취소, 실패한 것 다시',
    en: 'Pause, resume, cancel, or retry what failed',
  },
  params: runStepPath,
  answer: proposalRun,
  answerName: 'ProposalRun',
});

export const readRunDetail = defineEndpoint({
  method: 'GET',
  path: '/api/proposal-runs/{id}',
  role: 'lead',
  scope: 'proposals:read',
  summary: { ko: '제안 실행 하나와 실패한 상품', en: 'Read a run and what failed in it' },
  params: runPath,
  answer: runDetail,
  answerName: 'ProposalRunDetail',
});

export const listRuns = defineEndpoint({
  method: 'GET',
  path: '/api/proposal-runs',
  role: 'lead',
  scope: 'proposals:read',
  summary: { ko: '제안 실행 목록', en: 'List proposal runs' },
  query: listRunsQuery,
  answer: runList,
  answerName: 'ProposalRunPage',
});

export const requestProposals = defineEndpoint({
  method: 'POST',
  path: '/api/proposal-runs',
  role: 'lead',
  scope: 'proposals:write',
  summary: { ko: '제안 요청하기', en: 'Ask for proposals; the same id asks once' },
  body: requestProposalsInput,
  answer: proposalRun,
  answerName: 'ProposalRun',
});
