import { chmodSync, lstatSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** Belongs to the user that PostgreSQL runs as, who closes it himself. */
const cluster = 'postgresql';

/**
 * Makes the data folder, and closes it and what lies in it to everybody but the user who starts this:
 * uploads, models, logs and secrets. An older Avenue left them open to read.
 */
export function closeFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  for (const name of readdirSync(folder)) {
    const entry = path.join(folder, name);
    const found = lstatSync(entry);
    if (name === cluster) continue;
    if (found.isDirectory()) chmodSync(entry, 0o700);
    else if (found.isFile()) chmodSync(entry, 0o600);
  }
}
