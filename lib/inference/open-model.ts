import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Embeddings } from './embeddings';
import { MODEL_FILES, type StoredTensor } from './model-config';
import { graphFile, type StoredModel } from './model-directory';
import type { Table } from './row-sums';
import { openSession, type Feeds, type Results, type SessionOptions } from './session';

/** A model that is ready to answer: its graph, and the tables from which the graph is fed. */
export interface OpenModel {
  readonly embeddings: Embeddings;
  run(feeds: Feeds): Promise<Results>;
  close(): Promise<void>;
}

/** Opens the graph and the tables of a model directory that was read. */
export async function openModel(model: StoredModel, options: SessionOptions): Promise<OpenModel> {
  const weights = await readFile(path.join(model.directory, MODEL_FILES.weights));
  const stored = new Map(model.manifest.tensors.map((tensor) => [tensor.name, tensor]));
  const tableOf = (name: string): Table => {
    const floats = stored.get(name);
    const rounded = stored.get(`${name}.int8`);
    const scales = stored.get(`${name}.scale`);
    const width = (floats ?? rounded)?.shape[1] ?? 0;
    if (floats !== undefined) return { width, values: floatsAt(weights, floats), scales: null };
    if (rounded === undefined || scales === undefined) throw new TypeError(`no table "${name}"`);
    const values = new Int8Array(copyTensor(weights, rounded));
    return { width, values, scales: floatsAt(weights, scales) };
  };
  const embeddings = new Embeddings({
    token: tableOf('token_table'),
    attribute: tableOf('attribute_table'),
    pair: tableOf('pair_table'),
  });
  const session = await openSession(graphFile(model), options);
  return { embeddings, run: (feeds) => session.run(feeds), close: () => session.close() };
}

function floatsAt(bytes: Uint8Array, tensor: StoredTensor): Float32Array {
  return new Float32Array(copyTensor(bytes, tensor));
}

/** A copy at the start of its own buffer, which typed arrays of wider elements need. */
export function copyTensor(
  bytes: Uint8Array,
  { offset, byteLength }: Pick<StoredTensor, 'offset' | 'byteLength'>,
): ArrayBuffer {
  return new Uint8Array(bytes.subarray(offset, offset + byteLength)).buffer;
}
