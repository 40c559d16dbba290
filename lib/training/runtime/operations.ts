import { Graph, type Shape, type Value } from './graph';
import { ONNX_TYPE } from './onnx-writer';

const LAYER_NORM_EPSILON = 1e-5;
const QUICK_GELU_ALPHA = 1.702;

export interface MatmulOptions {
  readonly transposeA?: boolean;
  readonly transposeB?: boolean;
  readonly scale?: number;
}

/**
 * A graph with the differentiable operations that the models are made of. Every method emits its
 * forward nodes at once and its backward nodes when `gradients` is asked for. Shapes are written
 * `[rows, width]`; a leading `…` stands for any number of axes.
 */
export class Network extends Graph {
  /** a + b with broadcasting. */
  add(a: Value, b: Value): Value {
    return this.differentiable(this.binary('Add', a, b), [a, b], (gradient) => [
      this.unbroadcast(gradient, a),
      this.unbroadcast(gradient, b),
    ]);
  }

  /** a − b with broadcasting. */
  subtract(a: Value, b: Value): Value {
    return this.differentiable(this.binary('Sub', a, b), [a, b], (gradient) => [
      this.unbroadcast(gradient, a),
      b.needsGradient ? this.unbroadcast(this.emit('Neg', [gradient], gradient.shape), b) : null,
    ]);
  }

  /** a · b, element by element, with broadcasting. */
  multiply(a: Value, b: Value): Value {
    return this.differentiable(this.binary('Mul', a, b), [a, b], (gradient) => [
      a.needsGradient ? this.unbroadcast(this.binary('Mul', gradient, b), a) : null,
      b.needsGradient ? this.unbroadcast(this.binary('Mul', gradient, a), b) : null,
    ]);
  }

  /** a ÷ b, element by element, with broadcasting. */
  divide(a: Value, b: Value): Value {
    const quotient = this.binary('Div', a, b);
    return this.differentiable(quotient, [a, b], (gradient) => {
      const overB = this.binary('Div', gradient, b);
      const towardsB = this.binary('Mul', overB, this.emit('Neg', [quotient], quotient.shape));
      return [this.unbroadcast(overB, a), this.unbroadcast(towardsB, b)];
    });
  }

  scale(a: Value, factor: number): Value {
    return this.multiply(a, this.scalar(factor));
  }

  /** […, m, k] × […, k, n] → […, m, n]; both with the same leading axes. */
  matmul(a: Value, b: Value, options: MatmulOptions = {}): Value {
    const { transposeA = false, transposeB = false, scale = 1 } = options;
    const product = this.product(a, b, transposeA, transposeB, scale);
    return this.differentiable(product, [a, b], (gradient) => [
      transposeA
        ? this.product(b, gradient, transposeB, true, scale)
        : this.product(gradient, b, false, !transposeB, scale),
      transposeB
        ? this.product(gradient, a, true, transposeA, scale)
        : this.product(a, gradient, !transposeA, false, scale),
    ]);
  }

  /** x […, in] × weight [in, out] + bias [out] → […, out]. */
  linear(x: Value, weight: Value, bias: Value): Value {
    const [input, width] = [sizeAt(weight.shape, 0), sizeAt(weight.shape, 1)];
    const product = this.emit('MatMul', [x, weight], [...x.shape.slice(0, -1), width]);
    const output = this.emit('Add', [product, bias], product.shape);
    return this.differentiable(output, [x, weight, bias], (gradient) => {
      const rows = this.emit(
        'Reshape',
        [gradient, this.integers(-1, Number(width))],
        ['rows', width],
      );
      const inputs = this.emit('Reshape', [x, this.integers(-1, Number(input))], ['rows', input]);
      return [
        x.needsGradient ? this.product(gradient, weight, false, true, 1) : null,
        this.emit('Gemm', [inputs, rows], weight.shape, { attributes: { transA: 1 } }),
        this.reduce('ReduceSum', rows, [0], false),
      ];
    });
  }

  /** `linear` in one pass over its output; for serving, so it has no gradient. */
  fusedLinear(x: Value, weight: Value, bias: Value): Value {
    const [input, width] = [sizeAt(weight.shape, 0), sizeAt(weight.shape, 1)];
    const leading = x.shape.slice(0, -1);
    const sizes = this.integers(-1, Number(input));
    const rows = leading.length === 1 ? x : this.emit('Reshape', [x, sizes], ['rows', input]);
    const product = this.emit('Gemm', [rows, weight, bias], ['rows', width]);
    if (leading.length === 1) return { ...product, shape: [...leading, width] };
    const size = this.emit('Shape', [x], [leading.length], {
      type: 'int64',
      attributes: { end: -1 },
    });
    const shape = this.concat([size, this.integers(Number(width))], 0);
    return this.emit('Reshape', [product, shape], [...leading, width]);
  }

  /** Tensors one after another along `axis`, whose sizes must be fixed; has no gradient. */
  concat(parts: readonly Value[], axis: number): Value {
    const [first] = parts;
    if (first === undefined) throw new TypeError('concat needs a part');
    const size = parts.reduce((sum, { shape }) => sum + Number(sizeAt(shape, axis)), 0);
    const shape = first.shape.map((each, at) => (at === axis ? size : each));
    return this.emit('Concat', parts, shape, { type: first.type, attributes: { axis } });
  }

  /** The parts of x with these sizes along its last axis; has no gradient. */
  split(x: Value, sizes: readonly number[]): Value[] {
    const leading = x.shape.slice(0, -1);
    const outputs = sizes.map((size) => ({ shape: [...leading, size] }));
    return this.emitMany('Split', [x, this.integers(...sizes)], outputs, {
      attributes: { axis: -1 },
    });
  }

  /** Every named size of `shape` must stand at the same place in x's shape, but for one. */
  reshape(x: Value, shape: Shape): Value {
    const sizes = shape.map((size, axis) => {
      if (typeof size === 'number') return size;
      return x.shape[axis] === size ? 0 : -1;
    });
    if (sizes.filter((size) => size === -1).length > 1) {
      throw new TypeError(`reshape [${x.shape.join()}] to [${shape.join()}] leaves two sizes open`);
    }
    const output = this.emit('Reshape', [x, this.integers(...sizes)], shape, { type: x.type });
    return this.differentiable(output, [x], (gradient) => [
      this.emit('Reshape', [gradient, this.shapeOf(x)], x.shape),
    ]);
  }

  /** x in the shape that `like` has when the graph runs. */
  reshapeLike(x: Value, like: Value): Value {
    const output = this.emit('Reshape', [x, this.shapeOf(like)], like.shape);
    return this.differentiable(output, [x], (gradient) => [
      this.emit('Reshape', [gradient, this.shapeOf(x)], x.shape),
    ]);
  }

  transpose(x: Value, axes: readonly number[]): Value {
    const inverse = axes.map((_, axis) => axes.indexOf(axis));
    return this.differentiable(this.permute(x, axes), [x], (gradient) => [
      this.permute(gradient, inverse),
    ]);
  }

  /** Sum over `axes`, which are dropped unless `keep`. */
  sum(x: Value, axes: readonly number[], keep = false): Value {
    const kept = x.shape.map((size, axis) => (axes.includes(axis) ? 1 : size));
    return this.differentiable(this.reduce('ReduceSum', x, axes, keep), [x], (gradient) => {
      const column = keep
        ? gradient
        : this.emit('Unsqueeze', [gradient, this.integers(...axes)], kept);
      return [this.emit('Expand', [column, this.shapeOf(x)], x.shape)];
    });
  }

  /** Mean over all elements, a scalar. */
  mean(x: Value): Value {
    const axes = x.shape.map((_, axis) => axis);
    return this.differentiable(this.reduce('ReduceMean', x, axes, false), [x], (gradient) => {
      const count = this.emit('Cast', [this.emit('Size', [x], [], { type: 'int64' })], [], {
        attributes: { to: ONNX_TYPE.float32 },
      });
      return [this.emit('Expand', [this.binary('Div', gradient, count), this.shapeOf(x)], x.shape)];
    });
  }

  /** Softmax over the last axis. */
  softmax(x: Value): Value {
    const last = x.shape.length - 1;
    const output = this.emit('Softmax', [x], x.shape, { attributes: { axis: -1 } });
    return this.differentiable(output, [x], (gradient) => {
      const weighted = this.binary('Mul', gradient, output);
      const total = this.reduce('ReduceSum', weighted, [last], true);
      return [this.binary('Sub', weighted, this.binary('Mul', output, total))];
    });
  }

  /** log Σ exp over the last axis, which is dropped. */
  logSumExp(x: Value): Value {
    const last = x.shape.length - 1;
    return this.differentiable(
      this.reduce('ReduceLogSumExp', x, [last], false),
      [x],
      (gradient) => {
        const column = this.emit(
          'Unsqueeze',
          [gradient, this.integers(last)],
          [...gradient.shape, 1],
        );
        const softmax = this.emit('Softmax', [x], x.shape, { attributes: { axis: -1 } });
        return [this.binary('Mul', softmax, column)];
      },
    );
  }

  /** Normalises the last axis to mean 0 and variance 1, then applies gain and bias [width]. */
  layerNorm(x: Value, gain: Value, bias: Value): Value {
    const last = x.shape.length - 1;
    const statistics = [...x.shape.slice(0, last), 1];
    const [output, mean, inverse] = this.emitMany(
      'LayerNormalization',
      [x, gain, bias],
      [{ shape: x.shape }, { shape: statistics }, { shape: statistics }],
      { attributes: { axis: -1, epsilon: { float: LAYER_NORM_EPSILON } } },
    );
    if (output === undefined || mean === undefined || inverse === undefined) {
      throw new TypeError('layerNorm gives an output, a mean and an inverse deviation');
    }
    return this.differentiable(output, [x, gain, bias], (gradient) => {
      const normal = this.binary('Mul', this.binary('Sub', x, mean), inverse);
      const scaled = this.binary('Mul', gradient, gain);
      const shift = this.reduce('ReduceMean', scaled, [last], true);
      const slope = this.reduce('ReduceMean', this.binary('Mul', scaled, normal), [last], true);
      const centred = this.binary('Sub', scaled, shift);
      const rest = this.binary('Sub', centred, this.binary('Mul', normal, slope));
      return [
        this.binary('Mul', rest, inverse),
        this.unbroadcast(this.binary('Mul', gradient, normal), gain),
        this.unbroadcast(gradient, bias),
      ];
    });
  }

  /** x · σ(1.702 x): a GELU whose derivative needs no error function. */
  quickGelu(x: Value): Value {
    const sigmoid = this.emit('Sigmoid', [this.binary('Mul', x, this.alpha())], x.shape);
    const output = this.binary('Mul', x, sigmoid);
    return this.differentiable(output, [x], (gradient) => {
      const opposite = this.binary('Sub', this.scalar(1), sigmoid);
      const bend = this.binary('Mul', this.binary('Mul', output, this.alpha()), opposite);
      return [this.binary('Mul', gradient, this.binary('Add', sigmoid, bend))];
    });
  }

  /**
   * Zeroes a share (a scalar) of the elements and scales the rest up. A session of the same bytes
   * draws the same masks in the same order: `seed` fixes them.
   */
  dropout(x: Value, share: Value, seed: number): Value {
    const isTraining = this.constant('bool', [], Uint8Array.of(1));
    const outputs = [{ shape: x.shape }, { shape: x.shape, type: 'bool' as const }];
    const [output, mask] = this.emitMany('Dropout', [x, share, isTraining], outputs, {
      attributes: { seed },
    });
    if (output === undefined || mask === undefined) {
      throw new TypeError('dropout gives an output and a mask');
    }
    return this.differentiable(output, [x], (gradient) => {
      const kept = this.emit('Cast', [mask], x.shape, { attributes: { to: ONNX_TYPE.float32 } });
      const keptShare = this.binary('Sub', this.scalar(1), share);
      return [this.binary('Div', this.binary('Mul', gradient, kept), keptShare)];
    });
  }

  /**
   * Sums the rows of table [size, width] that rows int32 […, features] names → […, width]. The
   * table's "gradient" is that of the output: the optimiser adds it to every row that was read.
   */
  embeddingBag(table: Value, rows: Value): Value {
    const width = sizeAt(table.shape, 1);
    const read = this.emit('Gather', [table, rows], [...rows.shape, width]);
    const output = this.reduce('ReduceSum', read, [rows.shape.length - 1], false);
    return this.differentiable(output, [table], (gradient) => [gradient]);
  }

  /**
   * Rows of x [rows, …] by index int32 or int64 [picked] → [picked, …]. The gradient is a product
   * with 0 and 1: the runtime would add rows that repeat in another order each time.
   */
  gather(x: Value, index: Value): Value {
    const output = this.pickRows(x, index);
    const [rows, picked] = [sizeAt(x.shape, 0), sizeAt(index.shape, 0)];
    return this.differentiable(output, [x], (gradient) => {
      const first = this.constant('int64', [], BigInt64Array.of(0n));
      const count = this.emit('Gather', [this.shapeOf(x), first], [], { type: 'int64' });
      const chosen = this.emit('OneHot', [this.wide(index), count, this.offOn()], [picked, rows]);
      const flat = this.emit('Reshape', [gradient, this.integers(0, -1)], [picked, 'flat']);
      const sums = this.emit('Gemm', [chosen, flat], [rows, 'flat'], { attributes: { transA: 1 } });
      return [this.emit('Reshape', [sums, this.shapeOf(x)], x.shape)];
    });
  }

  /** `gather` for an index that names no row twice: its gradient is as sparse as the index. */
  gatherOnce(x: Value, index: Value): Value {
    return this.differentiable(this.pickRows(x, index), [x], (gradient) => [
      this.addRows(this.zerosLike(x), index, gradient),
    ]);
  }

  /** Rows of x [rows, width] by index int32 […] → […, width]; for serving, so it has no gradient. */
  pick(x: Value, index: Value): Value {
    return this.emit('Gather', [x, index], [...index.shape, ...x.shape.slice(1)]);
  }

  /** x with rows [picked, …] added at index [picked], which names no row twice. */
  scatterAdd(x: Value, index: Value, rows: Value): Value {
    const output = this.addRows(x, index, rows);
    return this.differentiable(output, [x, rows], (gradient) => [
      gradient,
      rows.needsGradient ? this.emit('Gather', [gradient, index], rows.shape) : null,
    ]);
  }

  /** Zeros in the shape of x. */
  zerosLike(x: Value): Value {
    return this.emit('ConstantOfShape', [this.shapeOf(x)], x.shape);
  }

  /** 1 at the k largest of each row of x [rows, width], 0 elsewhere; carries no gradient. */
  topKMask(x: Value, k: number): Value {
    const [rows = 'rows', width = 0] = x.shape;
    const picked = [rows, k];
    const [, indices] = this.emitMany(
      'TopK',
      [x, this.integers(k)],
      [{ shape: picked }, { shape: picked, type: 'int64' }],
      { attributes: { axis: -1 } },
    );
    if (indices === undefined) throw new TypeError('topKMask gives values and indices');
    const depth = this.constant('int64', [], BigInt64Array.of(BigInt(width)));
    const oneHot = this.emit('OneHot', [indices, depth, this.offOn()], [...picked, width], {
      attributes: { axis: -1 },
    });
    return this.reduce('ReduceSum', oneHot, [1], false);
  }

  /** Index int64 [picked] of the rows of mask [rows, width] whose `column` is not 0. */
  rowsWhere(mask: Value, column: number, picked: string): Value {
    const [rows = 'rows'] = mask.shape;
    const at = this.constant('int64', [], BigInt64Array.of(BigInt(column)));
    const values = this.emit('Gather', [mask, at], [rows], { attributes: { axis: 1 } });
    const found = this.emit('NonZero', [values], [1, picked], { type: 'int64' });
    return this.emit('Reshape', [found, this.integers(-1)], [picked], { type: 'int64' });
  }

  shapeOf(x: Value): Value {
    return this.emit('Shape', [x], [x.shape.length], { type: 'int64' });
  }

  private addRows(x: Value, index: Value, rows: Value): Value {
    const column = this.emit(
      'Unsqueeze',
      [this.wide(index), this.integers(1)],
      [...index.shape, 1],
      {
        type: 'int64',
      },
    );
    return this.emit('ScatterND', [x, column, rows], x.shape, {
      attributes: { reduction: { text: 'add' } },
    });
  }

  private wide(index: Value): Value {
    const attributes = { to: ONNX_TYPE.int64 };
    return this.emit('Cast', [index], index.shape, { type: 'int64', attributes });
  }

  private pickRows(x: Value, index: Value): Value {
    return this.emit('Gather', [x, index], [sizeAt(index.shape, 0), ...x.shape.slice(1)]);
  }

  private offOn(): Value {
    return this.constant('float32', [2], Float32Array.of(0, 1));
  }

  private alpha(): Value {
    return this.scalar(QUICK_GELU_ALPHA);
  }

  private binary(operator: 'Add' | 'Sub' | 'Mul' | 'Div', a: Value, b: Value): Value {
    return this.emit(operator, [a, b], broadcast(a.shape, b.shape));
  }

  private product(a: Value, b: Value, ta: boolean, tb: boolean, scale: number): Value {
    const rows = sizeAt(a.shape, ta ? -1 : -2);
    const columns = sizeAt(b.shape, tb ? -2 : -1);
    const leading = a.shape.length >= b.shape.length ? a.shape : b.shape;
    const shape = [...leading.slice(0, -2), rows, columns];
    if (!ta && !tb && scale === 1) return this.emit('MatMul', [a, b], shape);
    return this.emit('FusedMatMul', [a, b], shape, {
      domain: 'com.microsoft',
      attributes: { transA: Number(ta), transB: Number(tb), alpha: { float: scale } },
    });
  }

  private permute(x: Value, axes: readonly number[]): Value {
    return this.emit(
      'Transpose',
      [x],
      axes.map((axis) => sizeAt(x.shape, axis)),
      { attributes: { perm: axes } },
    );
  }

  private reduce(
    operator: 'ReduceSum' | 'ReduceMean' | 'ReduceLogSumExp',
    x: Value,
    axes: readonly number[],
    keep: boolean,
  ): Value {
    const kept = x.shape.map((size, axis) => (axes.includes(axis) ? 1 : size));
    const shape = keep ? kept : x.shape.filter((_, axis) => !axes.includes(axis));
    const attributes = { keepdims: Number(keep) };
    return this.emit(operator, [x, this.integers(...axes)], shape, { attributes });
  }

  /** Sums the gradient of a broadcast result back to the shape of one operand. */
  private unbroadcast(gradient: Value, operand: Value): Value {
    const extra = gradient.shape.length - operand.shape.length;
    const leading = Array.from({ length: extra }, (_, axis) => axis);
    const rest = extra === 0 ? gradient : this.reduce('ReduceSum', gradient, leading, false);
    const stretched = operand.shape.flatMap((size, axis) =>
      size === 1 && rest.shape[axis] !== 1 ? [axis] : [],
    );
    return stretched.length === 0 ? rest : this.reduce('ReduceSum', rest, stretched, true);
  }
}

function sizeAt(shape: Shape, axis: number): number | string {
  const size = shape.at(axis);
  if (size === undefined) throw new TypeError(`[${shape.join()}] has no axis ${axis}`);
  return size;
}

function broadcast(a: Shape, b: Shape): Shape {
  const length = Math.max(a.length, b.length);
  return Array.from({ length }, (_, axis) => {
    const left = a[axis - length + a.length] ?? 1;
    const right = b[axis - length + b.length] ?? 1;
    if (left !== 1 && right !== 1 && left !== right) {
      throw new TypeError(`[${a.join()}] and [${b.join()}] do not broadcast`);
    }
    return left === 1 ? right : left;
  });
}
