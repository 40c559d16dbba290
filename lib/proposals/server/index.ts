export { listModels } from './list-models';
export { readModelDetail } from './read-model-detail';
export { listScopes } from './list-scopes';
export { listRuns, readRun, readRunDetail } from './list-runs';
export { queueProposals, requestProposals, type ProposalWish } from './request-proposals';
export { everything } from './run-queue';
export { steerRun } from './steer-run';
