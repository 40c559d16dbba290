export { cancelTraining } from './cancel-training';
export { promoteModel, rollBack } from './change-production';
export { readCandidate } from './read-candidate';
export { listTrainings, readTraining } from './read-trainings';
export { requestEvaluation } from './request-evaluation';
export { requestTraining } from './request-training';
export { setShadow } from './shadow';
