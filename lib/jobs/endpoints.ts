import { defineEndpoint } from '../platform/endpoint';
import { deadJobs, jobPath } from './contract';

const closedToKeys = 'what failed and why is looked at by people; keys count it in /api/metrics';

export const listDeadJobs = defineEndpoint({
  method: 'GET',
  path: '/api/jobs/dead',
  role: 'admin',
  closedToKeys,
  answer: deadJobs,
});

export const runJobAgain = defineEndpoint({
  method: 'POST',
  path: '/api/jobs/dead/{id}/run-again',
  role: 'admin',
  closedToKeys,
  params: jobPath,
  answer: null,
});
