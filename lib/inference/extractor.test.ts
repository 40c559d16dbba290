import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it, vi } from 'vitest';
import type { ExtractionInput } from '../extraction/contract';
import { baseModelDirectory, openExtractor } from './index';

vi.setConfig({ testTimeout: 600_000 });

const input: ExtractionInput = {
  category: { key: 'lamp', nameKo: '조명', nameEn: 'Lamp' },
  title: '아롬 램프',
  spec: '40W / 검정',
  description: '',
  attributes: [],
};

describe('an extractor that is closed', () => {
  it('in the middle of its work, twenty times in one process, leaves the process alive', async () => {
    const entry = path.join(import.meta.dirname, 'testing', 'close-at-work.ts');
    const child = spawn(process.execPath, ['--import', 'tsx', entry, '20'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [printed, ended] = await Promise.all([text(child.stdout), once(child, 'exit')]);
    expect(ended).toEqual([0, null]);
    // Each of them was asked by four callers when it was closed.
    expect(JSON.parse(printed)).toEqual({ refused: 20 * 4 });
  });

  it('refuses the call that it held and can be closed again', async () => {
    const extractor = await openExtractor(baseModelDirectory);
    const held = expect(extractor.extract([input])).rejects.toMatchObject({ code: 'unavailable' });
    await Promise.all([extractor.close(), extractor.close(), held]);
    await extractor.close();
    await expect(extractor.extract([input])).rejects.toMatchObject({
      reason: 'training.model-closed',
    });
  });
});
