/** What the worker and the benches may call; nobody asks for it over HTTP. */
export { rollUpDecisions } from './roll-up';
