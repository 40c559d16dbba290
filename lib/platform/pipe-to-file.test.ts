import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pipeToFile } from './pipe-to-file';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'avenue-pipe-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('pipeToFile', () => {
  it('writes what comes, and refuses a file that is there when it shall be new', async () => {
    const target = path.join(folder, 'a');
    await pipeToFile([Readable.from(['one ', 'two'])], target, { flags: 'wx' });
    expect(readFileSync(target, 'utf8')).toBe('one two');
    const again = pipeToFile([Readable.from(['x'])], target, { flags: 'wx' });
    await expect(again).rejects.toMatchObject({ code: 'EEXIST' });
  });

  it('writes nothing once it has failed, however early', async () => {
    for (let round = 0; round < 40; round += 1) {
      const target = path.join(folder, String(round));
      const source = new PassThrough();
      const piped = pipeToFile([source], target);
      source.destroy(new Error('cut'));
      await expect(piped).rejects.toThrow('cut');
      rmSync(target, { force: true });
      // Behind whatever the file system was still asked to do.
      await Promise.all(Array.from({ length: 32 }, () => stat(folder)));
      expect(existsSync(target)).toBe(false);
    }
  });
});
