export { listDeadJobs, runJobAgain } from './dead-jobs';
