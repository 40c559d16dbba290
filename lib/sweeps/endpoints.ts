import { idPath } from '../curation/contract';
import { defineEndpoint } from '../platform/endpoint';
import {
  applySweepInput,
  readSweepInput,
  sweep,
  sweepGroup,
  sweepGroupPage,
  sweepGroupQuery,
  sweepList,
  sweepPredicate,
  sweepRadius,
} from './contract';

export const applySweep = defineEndpoint({
  method: 'PUT',
  path: '/api/sweeps/{id}',
  role: 'md',
  scope: 'decisions:write',
  summary: { ko: '일괄 검수하기', en: 'Sweep a group' },
  params: idPath,
  body: applySweepInput,
  answer: sweep,
  answerName: 'Sweep',
});

export const undoSweep = defineEndpoint({
  method: 'POST',
  path: '/api/sweeps/{id}/undo',
  role: 'md',
  scope: 'decisions:write',
  summary: { ko: '일괄 검수 거두기', en: 'Undo a sweep' },
  params: idPath,
  answer: sweep,
  answerName: 'Sweep',
});

export const readSweepGroup = defineEndpoint({
  method: 'POST',
  path: '/api/sweeps/group',
  role: 'md',
  scope: 'decisions:read',
  summary: { ko: '값 묶음 하나와 표본', en: 'One group and its sample' },
  body: readSweepInput,
  answer: sweepGroup,
  answerName: 'SweepGroup',
});

export const listSweepGroups = defineEndpoint({
  method: 'GET',
  path: '/api/sweeps/groups',
  role: 'md',
  scope: 'decisions:read',
  summary: { ko: '일괄 검수할 값 묶음', en: 'Groups of equal values to sweep' },
  query: sweepGroupQuery,
  answer: sweepGroupPage,
  answerName: 'SweepGroupPage',
});

export const previewSweep = defineEndpoint({
  method: 'POST',
  path: '/api/sweeps/preview',
  role: 'md',
  scope: 'decisions:read',
  summary: { ko: '일괄 검수가 바꿀 것', en: 'What a sweep would change' },
  body: sweepPredicate,
  answer: sweepRadius,
  answerName: 'SweepRadius',
});

export const listSweeps = defineEndpoint({
  method: 'GET',
  path: '/api/sweeps',
  role: 'md',
  scope: 'decisions:read',
  summary: { ko: '최근 일괄 검수', en: 'Recent sweeps' },
  answer: sweepList,
  answerName: 'Sweeps',
});
