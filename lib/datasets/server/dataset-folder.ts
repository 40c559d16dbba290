import path from 'node:path';
import { dataFolder } from '../../platform/env';

/** Where the files of a made version lie; the folder exists exactly when it is whole. */
export function versionFolder(id: string): string {
  return path.join(dataFolder('datasets'), id);
}

/** Where a version is written before it is whole. */
export function unfinishedFolder(id: string): string {
  return path.join(dataFolder('datasets'), `.unfinished-${id}`);
}
