/** What the worker and the benches may call; nobody asks for it over HTTP. */
export { trainModel } from './run-training';
export { trainingFolder } from './training-folder';
