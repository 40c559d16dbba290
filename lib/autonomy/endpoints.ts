import { defineEndpoint } from '../platform/endpoint';
import {
  autonomyPath,
  autonomyPolicy,
  autonomyQuery,
  autonomyReport,
  judgeInput,
  sampleList,
  samplePath,
} from './contract';

const closedToKeys = 'what may be accepted unseen, which a person answers for';

export const setAutonomyPolicy = defineEndpoint({
  method: 'PUT',
  path: '/api/autonomy/{attributeId}',
  role: 'admin',
  closedToKeys,
  params: autonomyPath,
  body: autonomyPolicy,
  answer: null,
});

export const readAutonomy = defineEndpoint({
  method: 'GET',
  path: '/api/autonomy',
  role: 'viewer',
  closedToKeys,
  query: autonomyQuery,
  answer: autonomyReport,
});

export const judgeSample = defineEndpoint({
  method: 'POST',
  path: '/api/autonomy/sample/{id}',
  role: 'md',
  closedToKeys,
  params: samplePath,
  body: judgeInput,
  answer: null,
});

export const listSample = defineEndpoint({
  method: 'GET',
  path: '/api/autonomy/sample',
  role: 'md',
  closedToKeys,
  answer: sampleList,
});
