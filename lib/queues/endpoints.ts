import * as z from 'zod';
import { idPath } from '../curation/contract';
import { defineEndpoint } from '../platform/endpoint';
import { previewQueueInput, queue, queueChoices, queuePreview, saveQueueInput } from './contract';
import {
  heldProducts,
  ownProgress,
  ownProgressQuery,
  teamProgress,
  teamProgressQuery,
} from './progress-contract';

export const saveQueue = defineEndpoint({
  method: 'PUT',
  path: '/api/queues/{id}',
  role: 'lead',
  scope: 'decisions:write',
  summary: { ko: '대기열 고치기', en: 'Change a queue' },
  params: idPath,
  body: saveQueueInput.omit({ id: true }),
  answer: queue,
  answerName: 'Queue',
});

export const deleteQueue = defineEndpoint({
  method: 'DELETE',
  path: '/api/queues/{id}',
  role: 'lead',
  scope: 'decisions:write',
  summary: { ko: '대기열 지우기', en: 'Delete a queue' },
  params: idPath,
  answer: null,
});

export const listQueueChoices = defineEndpoint({
  method: 'GET',
  path: '/api/queues/choices',
  role: 'lead',
  closedToKeys: 'what the form of a queue offers',
  answer: queueChoices,
});

export const previewQueue = defineEndpoint({
  method: 'POST',
  path: '/api/queues/preview',
  role: 'lead',
  closedToKeys: 'what the form of a queue would find',
  body: previewQueueInput,
  answer: queuePreview,
});

export const readTeamProgress = defineEndpoint({
  method: 'GET',
  path: '/api/queues/progress',
  role: 'lead',
  closedToKeys: 'what each person did today, for their leads',
  query: teamProgressQuery,
  answer: teamProgress,
});

export const listQueues = defineEndpoint({
  method: 'GET',
  path: '/api/queues',
  role: 'viewer',
  scope: 'decisions:read',
  summary: { ko: '검수 대기열 목록', en: 'List queues' },
  answer: z.array(queue),
  answerName: 'Queues',
});

export const createQueue = defineEndpoint({
  method: 'POST',
  path: '/api/queues',
  role: 'lead',
  scope: 'decisions:write',
  summary: { ko: '대기열 만들기', en: 'Make a queue' },
  body: saveQueueInput,
  answer: queue,
  answerName: 'Queue',
});

export const listHeldProducts = defineEndpoint({
  method: 'GET',
  path: '/api/review/leases',
  role: 'lead',
  closedToKeys: 'who holds what right now, for their leads',
  answer: heldProducts,
});

export const readOwnProgress = defineEndpoint({
  method: 'GET',
  path: '/api/review/progress',
  role: 'md',
  closedToKeys: 'what one person did today',
  query: ownProgressQuery,
  answer: ownProgress,
});
