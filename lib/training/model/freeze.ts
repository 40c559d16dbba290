import { MODEL_FILES, type StoredTensor } from '../../inference/model-config';
import { copyTensor } from '../../inference/open-model';
import type { Freeze } from '../runtime/graph';
import { ONNX_TYPE, type Initializer, type NodeDefinition } from '../runtime/onnx-writer';
import type { ModelWeights } from './trainer';

/** Weights as a file beside the graph, and how the graph reads them. */
export interface FrozenWeights {
  readonly bytes: Uint8Array;
  readonly tensors: readonly StoredTensor[];
  readonly freeze: Freeze;
}

const ALIGNMENT = 64;
const LARGEST_INT8 = 127;

/** Stores the weights as they are. */
export function freezeFloats(weights: ModelWeights): FrozenWeights {
  const store = new WeightStore();
  for (const [name, { data, shape }] of weights) store.add(name, 'float32', shape, data);
  return store.finish(() => null);
}

/**
 * Stores tables with one int8 scale per row and matrices with one per column. The runtime turns
 * them back to float32 when it opens the model: files are a quarter of the size, and an answer
 * never depends on what shares its batch.
 */
export function freezeInt8(weights: ModelWeights): FrozenWeights {
  const store = new WeightStore();
  const quantised = new Set<string>();
  for (const [name, { data, shape, isTable }] of weights) {
    const [rows = 1, columns = 1] = shape;
    if (shape.length !== 2) {
      store.add(name, 'float32', shape, data);
      continue;
    }
    quantised.add(name);
    const { values, scales } = quantise(data, rows, columns, isTable);
    store.add(`${name}.int8`, 'int8', shape, values);
    store.add(`${name}.scale`, 'float32', isTable ? [rows, 1] : [columns], scales);
  }
  const restored = new Set<string>();
  return store.finish((node) => {
    const read = node.inputs.filter((input) => quantised.has(input));
    if (read.length === 0) return null;
    const inputs = node.inputs.map((input) => (quantised.has(input) ? `${input}.float` : input));
    const unread = read.filter((name) => !restored.has(name));
    for (const name of unread) restored.add(name);
    return [...unread.flatMap(restore), { ...node, inputs }];
  });
}

/** Nodes without inputs of their own: the runtime folds them once into a constant. */
function restore(name: string): NodeDefinition[] {
  const plain = { domain: '' as const, attributes: {} };
  const cast = { ...plain, attributes: { to: ONNX_TYPE.float32 } };
  return [
    { ...cast, operator: 'Cast', inputs: [`${name}.int8`], outputs: [`${name}.cast`] },
    {
      ...plain,
      operator: 'Mul',
      inputs: [`${name}.cast`, `${name}.scale`],
      outputs: [`${name}.float`],
    },
  ];
}

/** Symmetric int8 values with one scale per row, or per column. */
export function quantise(
  data: Float32Array,
  rows: number,
  columns: number,
  isPerRow: boolean,
): { values: Int8Array; scales: Float32Array } {
  const scales = new Float32Array(isPerRow ? rows : columns);
  data.forEach((value, at) => {
    const scale = isPerRow ? Math.floor(at / columns) : at % columns;
    scales[scale] = Math.max(scales[scale] ?? 0, Math.abs(value) / LARGEST_INT8);
  });
  const values = Int8Array.from(data, (value, at) => {
    const scale = scales[isPerRow ? Math.floor(at / columns) : at % columns] ?? 0;
    return scale === 0 ? 0 : Math.round(value / scale);
  });
  return { values, scales };
}

/** The weights as they are after `freezeInt8`. */
export function roundToInt8(weights: ModelWeights): ModelWeights {
  const { bytes, tensors } = freezeInt8(weights);
  const tables = [...weights].flatMap(([name, { isTable }]) => (isTable ? [name] : []));
  return thawWeights(bytes, tensors, new Set(tables));
}

/** Collects tensors one after another, each at an aligned offset. */
class WeightStore {
  private readonly tensors: StoredTensor[] = [];
  private readonly parts: Uint8Array[] = [];
  private length = 0;

  add(
    name: string,
    type: StoredTensor['type'],
    shape: readonly number[],
    data: Float32Array | Int8Array,
  ): void {
    const { byteLength } = data;
    const bytes = new Uint8Array(data.buffer, data.byteOffset, byteLength);
    this.tensors.push({ name, type, shape: [...shape], offset: this.length, byteLength });
    const padding = new Uint8Array((ALIGNMENT - (byteLength % ALIGNMENT)) % ALIGNMENT);
    this.parts.push(bytes, padding);
    this.length += byteLength + padding.length;
  }

  finish(rewrite: Freeze['rewrite']): FrozenWeights {
    const bytes = Buffer.concat(this.parts, this.length);
    const file = MODEL_FILES.weights;
    const initializers = this.tensors.map((tensor): Initializer => ({ ...tensor, file }));
    return { bytes, tensors: this.tensors, freeze: { initializers, rewrite } };
  }
}

/** The float32 weights of a weights file, whatever precision it is stored in. */
export function thawWeights(
  bytes: Uint8Array,
  tensors: readonly StoredTensor[],
  tables: ReadonlySet<string>,
): ModelWeights {
  const stored = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  const floats = (tensor: StoredTensor): Float32Array =>
    new Float32Array(copyTensor(bytes, tensor));
  const weights: ModelWeights = new Map();
  for (const tensor of tensors) {
    const { name, type, shape } = tensor;
    if (type === 'float32' && !name.endsWith('.scale')) {
      weights.set(name, { shape, data: floats(tensor), isTable: tables.has(name) });
    }
    const scale = stored.get(name.replace(/\.int8$/, '.scale'));
    if (!name.endsWith('.int8') || scale === undefined) continue;
    const values = new Int8Array(copyTensor(bytes, tensor));
    const plain = name.replace(/\.int8$/, '');
    const isTable = tables.has(plain);
    const scales = floats(scale);
    const columns = shape[1] ?? 1;
    const data = Float32Array.from(values, (value, at) => {
      return value * (scales[isTable ? Math.floor(at / columns) : at % columns] ?? 0);
    });
    weights.set(plain, { shape, data, isTable });
  }
  return weights;
}
