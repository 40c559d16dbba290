/**
 * Writes ONNX models as protobuf bytes: the few messages of onnx.proto (IR 10) that graphs of this
 * repository need. Field numbers are those of https://github.com/onnx/onnx/blob/main/onnx/onnx.proto.
 */

export type ElementType = 'float32' | 'int8' | 'int32' | 'int64' | 'bool';
export type TensorArray = Float32Array | Int8Array | Int32Array | BigInt64Array | Uint8Array;

/** A number is a fixed size; a name is a size known only when the graph runs. */
export type Dimension = number | string;

export interface TensorInfo {
  readonly name: string;
  readonly type: ElementType;
  readonly shape: readonly Dimension[];
}

/** A tensor that is part of the model: in the file itself, or at `offset` of a file beside it. */
export type Initializer = TensorInfo & { readonly shape: readonly number[] } & (
    | { readonly data: TensorArray }
    | { readonly file: string; readonly offset: number; readonly byteLength: number }
  );

export type AttributeValue =
  number | readonly number[] | { readonly float: number } | { readonly text: string };

export interface NodeDefinition {
  readonly operator: string;
  readonly domain: '' | 'com.microsoft';
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, AttributeValue>>;
}

export interface GraphDefinition {
  readonly nodes: readonly NodeDefinition[];
  readonly inputs: readonly TensorInfo[];
  readonly outputs: readonly TensorInfo[];
  readonly initializers: readonly Initializer[];
}

export const ONNX_TYPE: Readonly<Record<ElementType, number>> = {
  float32: 1,
  int8: 3,
  int32: 6,
  int64: 7,
  bool: 9,
};

const IR_VERSION = 10;
const OPSET = 21;
const EXTERNAL_LOCATION = 1;

export function writeOnnx(graph: GraphDefinition): Uint8Array {
  const body = new Message();
  for (const node of graph.nodes) body.message(1, nodeMessage(node));
  body.text(2, 'avenue');
  for (const tensor of graph.initializers) body.message(5, tensorMessage(tensor));
  for (const input of graph.inputs) body.message(11, infoMessage(input));
  for (const output of graph.outputs) body.message(12, infoMessage(output));
  return new Message()
    .integer(1, IR_VERSION)
    .text(2, 'avenue')
    .message(7, body)
    .message(8, new Message().text(1, '').integer(2, OPSET))
    .message(8, new Message().text(1, 'com.microsoft').integer(2, 1))
    .toBytes();
}

function nodeMessage(node: NodeDefinition): Message {
  const message = new Message();
  for (const input of node.inputs) message.text(1, input);
  for (const output of node.outputs) message.text(2, output);
  message.text(4, node.operator);
  for (const [name, value] of Object.entries(node.attributes)) {
    message.message(5, attributeMessage(name, value));
  }
  return node.domain === '' ? message : message.text(7, node.domain);
}

function attributeMessage(name: string, value: AttributeValue): Message {
  const message = new Message().text(1, name);
  if (typeof value === 'number') return message.integer(3, value).integer(20, 2);
  if ('float' in value) return message.float(2, value.float).integer(20, 1);
  if ('text' in value) return message.text(4, value.text).integer(20, 3);
  for (const item of value) message.integer(8, item);
  return message.integer(20, 7);
}

function tensorMessage(tensor: Initializer): Message {
  const message = new Message();
  for (const size of tensor.shape) message.integer(1, size);
  message.integer(2, ONNX_TYPE[tensor.type]).text(8, tensor.name);
  if ('data' in tensor) {
    const { buffer, byteOffset, byteLength } = tensor.data;
    return message.bytes(9, new Uint8Array(buffer, byteOffset, byteLength));
  }
  const entries = { location: tensor.file, offset: tensor.offset, length: tensor.byteLength };
  for (const [key, value] of Object.entries(entries)) {
    message.message(13, new Message().text(1, key).text(2, String(value)));
  }
  return message.integer(14, EXTERNAL_LOCATION);
}

function infoMessage(info: TensorInfo): Message {
  const shape = new Message();
  for (const size of info.shape) {
    const dimension = new Message();
    shape.message(
      1,
      typeof size === 'string' ? dimension.text(2, size) : dimension.integer(1, size),
    );
  }
  const tensor = new Message().integer(1, ONNX_TYPE[info.type]).message(2, shape);
  return new Message().text(1, info.name).message(2, new Message().message(1, tensor));
}

/** A protobuf message under construction: parts are joined once, at the end. */
class Message {
  private static readonly encoder = new TextEncoder();
  private readonly parts: Uint8Array[] = [];
  private length = 0;

  integer(field: number, value: number): this {
    return this.tag(field, 0).varint(value);
  }

  float(field: number, value: number): this {
    return this.tag(field, 5).push(new Uint8Array(Float32Array.of(value).buffer));
  }

  text(field: number, value: string): this {
    return this.bytes(field, Message.encoder.encode(value));
  }

  bytes(field: number, value: Uint8Array): this {
    return this.tag(field, 2).varint(value.length).push(value);
  }

  message(field: number, value: Message): this {
    this.tag(field, 2).varint(value.length);
    for (const part of value.parts) this.push(part);
    return this;
  }

  toBytes(): Uint8Array {
    const bytes = new Uint8Array(this.length);
    let offset = 0;
    for (const part of this.parts) {
      bytes.set(part, offset);
      offset += part.length;
    }
    return bytes;
  }

  private tag(field: number, wireType: number): this {
    return this.varint((field << 3) | wireType);
  }

  /** Negative numbers take ten bytes of two's complement, as protobuf's int64 does. */
  private varint(value: number): this {
    const bytes: number[] = [];
    let rest = BigInt.asUintN(64, BigInt(value));
    while (rest > 0x7fn) {
      bytes.push(Number(rest & 0x7fn) | 0x80);
      rest >>= 7n;
    }
    bytes.push(Number(rest));
    return this.push(Uint8Array.from(bytes));
  }

  private push(part: Uint8Array): this {
    this.parts.push(part);
    this.length += part.length;
    return this;
  }
}
