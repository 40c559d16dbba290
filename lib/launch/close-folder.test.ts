import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { closeFolder } from './close-folder';

it('closes a data folder to everybody else, and leaves the cluster to its own user', () => {
  const root = mkdtempSync(path.join(tmpdir(), 'avenue-closed-'));
  const folder = path.join(root, 'data');
  const modeOf = (name: string) => statSync(path.join(folder, name)).mode & 0o777;
  try {
    closeFolder(folder);
    expect(modeOf('')).toBe(0o700);
    for (const name of ['models', 'postgresql'])
      mkdirSync(path.join(folder, name), { mode: 0o755 });
    writeFileSync(path.join(folder, 'auth-secret'), 'secret', { mode: 0o644 });
    closeFolder(folder);
    expect(['models', 'postgresql', 'auth-secret'].map(modeOf)).toEqual([0o700, 0o755, 0o600]);
  } finally {
    rmSync(root, { recursive: true });
  }
});
