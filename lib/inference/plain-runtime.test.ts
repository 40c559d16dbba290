import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { InferenceSession } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { baseModelDirectory } from '.';
import { makeServingBatch } from './batch';
import { readProduct } from './features';
import { readModelDirectory } from './model-directory';
import { openModel } from './open-model';

describe('a model directory', () => {
  it('is loaded and run by a plain runtime with the tensors that its card names', async () => {
    const stored = await readModelDirectory(baseModelDirectory);
    const { manifest, labels, gazetteer } = stored;
    const session = await InferenceSession.create(path.join(baseModelDirectory, 'model.onnx'));
    const readme = await readFile(path.join(baseModelDirectory, 'README.md'), 'utf8');
    for (const name of [...session.inputNames, ...session.outputNames]) {
      expect(readme).toContain(`\`${name}\``);
    }
    const texts = { title: '모니터', spec: '68.6cm(27인치) / 144Hz / 300nits', description: '' };
    const taught = labels.attributes.find(({ name }) => name === '주사율')!;
    const reading = readProduct(texts, taught.category, gazetteer);
    const queries = [{ ...taught, otherNames: [] }];
    const { embeddings } = await openModel(stored, { threads: 1 });
    const { heads } = manifest.shape;
    const { feeds, tokens } = makeServingBatch([{ reading, queries }], embeddings, heads);
    expect(Object.keys(feeds).sort()).toEqual([...session.inputNames].sort());
    const { pointer } = await session.run(feeds);
    expect(pointer?.dims).toEqual([1, 2, tokens]);
    const starts = [...(pointer!.data as Float32Array)].slice(0, tokens);
    expect(starts.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 4);
    expect(reading.tokens[starts.indexOf(Math.max(...starts)) - 1]?.text).toBe('144');
    await session.release();
  });
});
