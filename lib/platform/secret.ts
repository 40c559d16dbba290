import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

/** A random secret kept in `file` (mode 0600), made on first use. */
export function readOrCreateSecret(file: string): string {
  if (!existsSync(file)) {
    const half = `${file}.new`;
    writeFileSync(half, randomBytes(32).toString('base64url'), { mode: 0o600, flush: true });
    renameSync(half, file);
  }
  return readFileSync(file, 'utf8').trim();
}
