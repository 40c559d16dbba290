export { listModels } from './list-models';
export { readModelDetail } from './read-model-detail';
export { listScopes } from './list-scopes';
export { listRuns, readRunDetail } from './list-runs';
export { queueProposals, requestProposals } from './request-proposals';
export { everything } from './run-queue';
export { steerRun } from './steer-run';
