/** What the worker and the benches may call; nobody asks for it over HTTP. */
export { acceptDue } from './accept-due';
export { noteVerdicts } from './note-verdicts';
export { runAutonomyRound } from './run-autonomy';
export { settleStandings } from './settle-standings';
