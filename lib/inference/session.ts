import { InferenceSession, Tensor } from 'onnxruntime-node';

export type TensorData = Float32Array | Int32Array | BigInt64Array;
export { Tensor };
export type Feeds = Readonly<Record<string, Tensor>>;
export type Results = Readonly<Record<string, Tensor>>;

export interface SessionOptions {
  /** Threads that one run may use. */
  readonly threads: number;
}

/**
 * A model that is ready to run. `run` blocks the thread that calls it, and throws a TypeError that
 * names the inputs that are missing or of a wrong shape.
 */
export interface Session {
  run(feeds: Feeds): Promise<Results>;
  close(): Promise<void>;
}

/** Opens a model from its bytes, or from a file with weights beside it. */
export async function openSession(
  model: Uint8Array | string,
  options: SessionOptions,
): Promise<Session> {
  const settings = {
    intraOpNumThreads: options.threads,
    interOpNumThreads: 1,
    graphOptimizationLevel: 'all',
    logSeverityLevel: 3,
    // Waiting threads would otherwise spin and take the cores from the rest of the process.
    // A sum and a norm apart take a third of the time of the runtime's fusion of the two.
    extra: {
      session: { intra_op: { allow_spinning: '0' } },
      optimization: { disable_specified_optimizers: 'SkipLayerNormFusion' },
    },
  } as const;
  const session =
    typeof model === 'string'
      ? await InferenceSession.create(model, settings)
      : await InferenceSession.create(model, settings);
  return {
    // Looked at only when a run failed: good runs, thousands a minute, pay nothing for it.
    run: (feeds) =>
      session.run(feeds).catch((error: unknown) => {
        const faults = findWrongInputs(session.inputMetadata, feeds);
        if (faults.length === 0) throw error;
        throw new TypeError(`the model was fed wrongly: ${faults.join('; ')}`, { cause: error });
      }),
    close: () => session.release(),
  };
}

/** One sentence for each input that is missing, or of another type or shape than the model takes. */
function findWrongInputs(
  wanted: readonly InferenceSession.ValueMetadata[],
  feeds: Feeds,
): readonly string[] {
  return wanted.flatMap((input) => {
    if (!input.isTensor) return [];
    const { name, type, shape } = input;
    const takes = `"${name}" takes ${type}[${shape.join(', ')}]`;
    const fed = feeds[name];
    if (fed === undefined) return [`${takes} and is missing`];
    const fits =
      fed.type === type &&
      fed.dims.length === shape.length &&
      // A size with a name, or none, is free.
      shape.every((size, at) => typeof size === 'string' || size === fed.dims[at]);
    return fits ? [] : [`${takes} and got ${fed.type}[${fed.dims.join(', ')}]`];
  });
}

/** A tensor over `data`, which is not copied. */
export function makeTensor(data: TensorData, shape: readonly number[]): Tensor {
  if (data instanceof Float32Array) return new Tensor('float32', data, shape);
  if (data instanceof Int32Array) return new Tensor('int32', data, shape);
  return new Tensor('int64', data, shape);
}

/** The float32 data of one result. */
export function floatsOf(results: Results, name: string): Float32Array {
  const data = results[name]?.data;
  if (!(data instanceof Float32Array)) throw new TypeError(`the model gave no floats "${name}"`);
  return data;
}
