import path from 'node:path';
import { dataFolder } from '../../platform/env';

/** What an unfinished training keeps: its input, so that it goes on with the same, and checkpoints. */
export function trainingFolder(jobId: string): string {
  return path.join(dataFolder('training'), jobId);
}

/** Location of a candidate's files as the registry writes it: relative to the data folder. */
export function modelLocation(name: string): string {
  return path.posix.join('models', name);
}
