export { readAutonomy } from './read-autonomy';
export { judgeSample, listSample } from './sample';
export { setAutonomyPolicy } from './set-policy';
