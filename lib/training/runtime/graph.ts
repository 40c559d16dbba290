import {
  writeOnnx,
  type AttributeValue,
  type Dimension,
  type ElementType,
  type Initializer,
  type NodeDefinition,
  type TensorArray,
  type TensorInfo,
} from './onnx-writer';

export type Shape = readonly Dimension[];

/** The result of a node, an input, a parameter or a constant, as later nodes name it. */
export interface Value extends TensorInfo {
  /** Whether a parameter stands behind this value, so that the loss has a gradient for it. */
  readonly needsGradient: boolean;
}

/** A trainable tensor. `rows` marks a table whose gradient is given per looked-up row. */
export interface Parameter extends Value {
  readonly shape: readonly number[];
  readonly initial: 'ones' | 'zeros' | { readonly deviation: number };
  readonly isTable: boolean;
}

/** How the gradients of a node's inputs follow from the gradient of its output. */
type Backward = (gradient: Value) => readonly (Value | null)[];

interface TapeEntry {
  readonly output: Value;
  readonly inputs: readonly Value[];
  readonly backward: Backward;
}

export interface OutputSpec {
  readonly shape: Shape;
  readonly type?: ElementType;
}

/** Collects the nodes of one ONNX graph and the tape from which gradients are derived. */
export class Graph {
  readonly parameters: Parameter[] = [];
  private readonly nodes: NodeDefinition[] = [];
  private readonly inputs: TensorInfo[] = [];
  private readonly constants = new Map<string, Initializer>();
  private readonly tape: TapeEntry[] = [];
  private names = 0;

  input(name: string, type: ElementType, shape: Shape): Value {
    const value = { name, type, shape, needsGradient: false };
    this.inputs.push(value);
    return value;
  }

  parameter(
    name: string,
    shape: readonly number[],
    initial: Parameter['initial'],
    isTable = false,
  ): Parameter {
    const type = 'float32' as const;
    const parameter = { name, type, shape, initial, isTable, needsGradient: true };
    this.parameters.push(parameter);
    return parameter;
  }

  constant(type: ElementType, shape: readonly number[], data: TensorArray): Value {
    const key = `${type}|${shape.join()}|${data.join()}`;
    const known = this.constants.get(key);
    const constant = known ?? { name: this.newName('constant'), type, shape, data };
    this.constants.set(key, constant);
    return { name: constant.name, type, shape, needsGradient: false };
  }

  scalar(value: number): Value {
    return this.constant('float32', [], Float32Array.of(value));
  }

  integers(...values: number[]): Value {
    return this.constant('int64', [values.length], BigInt64Array.from(values, BigInt));
  }

  /** Adds a node with one output that carries no gradient of its own. */
  emit(
    operator: string,
    inputs: readonly Value[],
    shape: Shape,
    options: {
      readonly attributes?: Readonly<Record<string, AttributeValue>>;
      readonly domain?: NodeDefinition['domain'];
      readonly type?: ElementType;
    } = {},
  ): Value {
    const [output] = this.emitMany(
      operator,
      inputs,
      [{ shape, type: options.type ?? 'float32' }],
      options,
    );
    if (output === undefined) throw new TypeError(`${operator} gave no output`);
    return output;
  }

  emitMany(
    operator: string,
    inputs: readonly Value[],
    outputs: readonly OutputSpec[],
    options: {
      readonly attributes?: Readonly<Record<string, AttributeValue>>;
      readonly domain?: NodeDefinition['domain'];
    } = {},
  ): Value[] {
    const values = outputs.map(({ shape, type }) => ({
      name: this.newName(operator),
      type: type ?? 'float32',
      shape,
      needsGradient: false,
    }));
    this.nodes.push({
      operator,
      domain: options.domain ?? '',
      inputs: inputs.map((input) => input.name),
      outputs: values.map((value) => value.name),
      attributes: options.attributes ?? {},
    });
    return values;
  }

  /** Declares how gradients pass through `output`; without a parameter behind it nothing is kept. */
  differentiable(output: Value, inputs: readonly Value[], backward: Backward): Value {
    if (!inputs.some((input) => input.needsGradient)) return output;
    const value = { ...output, needsGradient: true };
    this.tape.push({ output: value, inputs, backward });
    return value;
  }

  /** Emits the nodes of d`loss`/d`parameter` for every parameter that the loss depends on. */
  gradients(loss: Value): Map<string, Value> {
    const gradients = new Map([[loss.name, this.scalar(1)]]);
    for (const { output, inputs, backward } of this.tape.toReversed()) {
      const gradient = gradients.get(output.name);
      if (gradient === undefined) continue;
      backward(gradient).forEach((part, index) => {
        const input = inputs[index];
        if (part === null || input === undefined || !input.needsGradient) return;
        const known = gradients.get(input.name);
        const sum = known === undefined ? part : this.emit('Add', [known, part], part.shape);
        gradients.set(input.name, sum);
      });
    }
    return gradients;
  }

  /** Gives `value` the public name `name` among the model's outputs. */
  output(name: string, value: Value): TensorInfo {
    this.nodes.push({
      operator: 'Identity',
      domain: '',
      inputs: [value.name],
      outputs: [name],
      attributes: {},
    });
    return { name, type: value.type, shape: value.shape };
  }

  /** The model's bytes with parameters as inputs, which is how it is trained. */
  toTrainingModel(outputs: readonly TensorInfo[]): Uint8Array {
    return this.write([...this.inputs, ...this.parameters], outputs, this.nodes, []);
  }

  /**
   * The model's bytes with parameters stored as `freeze` says, which is how it is served. `freeze`
   * may replace the nodes that read a parameter, to compute with quantised weights.
   */
  toServingModel(outputs: readonly TensorInfo[], freeze: Freeze): Uint8Array {
    const nodes = this.nodes.flatMap((node) => freeze.rewrite(node) ?? [node]);
    return this.write(this.inputs, outputs, nodes, freeze.initializers);
  }

  private write(
    inputs: readonly TensorInfo[],
    outputs: readonly TensorInfo[],
    nodes: readonly NodeDefinition[],
    initializers: readonly Initializer[],
  ): Uint8Array {
    const used = new Set(nodes.flatMap((node) => node.inputs));
    return writeOnnx({
      nodes,
      inputs: inputs.filter((input) => used.has(input.name)),
      outputs,
      initializers: [...this.constants.values(), ...initializers].filter((t) => used.has(t.name)),
    });
  }

  private newName(prefix: string): string {
    return `${prefix}_${this.names++}`;
  }
}

/** How parameters become stored weights of a serving model. */
export interface Freeze {
  readonly initializers: readonly Initializer[];
  /** Nodes to stand in for `node`, or null to keep it. */
  rewrite(node: NodeDefinition): readonly NodeDefinition[] | null;
}
