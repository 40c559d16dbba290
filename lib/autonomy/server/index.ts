export { readAutonomy } from './read-autonomy';
export { judgeSample, listSample } from './sample';
export { setAutonomyPolicy } from './set-policy';
export { acceptUnseen, type UnseenDecision } from './accept-unseen';
export { resolveVerdict, storeVerdict, type UnseenVerdict } from './judge-unseen';
