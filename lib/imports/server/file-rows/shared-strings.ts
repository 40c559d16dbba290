import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const blockBytes = 64 * 1024;
const maximumBlocks = 64;

/**
 * The shared strings of a workbook. The first `memoryLimit` UTF-16 units stay in memory, the rest
 * goes to a temporary file, so that a sheet of any size needs the same memory.
 */
export class SharedStrings {
  private readonly inMemory: string[] = [];
  private memoryUsed = 0;
  private file: { readonly descriptor: number; readonly folder: string } | null = null;
  /** `ends[i]` is where spilled string i ends; it starts where the one before ends. */
  private ends = new Float64Array(1024);
  private spilled = 0;
  private fileSize = 0;
  private waiting: Buffer[] = [];
  private waitingBytes = 0;
  private readonly blocks = new Map<number, Buffer>();

  constructor(private readonly memoryLimit = 8 * 1024 * 1024) {}

  get length(): number {
    return this.inMemory.length + this.spilled;
  }

  add(text: string): void {
    if (this.spilled === 0 && this.memoryUsed + text.length <= this.memoryLimit) {
      this.memoryUsed += text.length + 8;
      this.inMemory.push(text);
      return;
    }
    if (this.spilled === this.ends.length) {
      const wider = new Float64Array(this.ends.length * 2);
      wider.set(this.ends);
      this.ends = wider;
    }
    const bytes = Buffer.from(text, 'utf8');
    this.waiting.push(bytes);
    this.waitingBytes += bytes.length;
    this.fileSize += bytes.length;
    this.ends[this.spilled] = this.fileSize;
    this.spilled += 1;
    if (this.waitingBytes > 1024 * 1024) this.flush();
  }

  /** The string with this index, or undefined when there is none. */
  get(index: number): string | undefined {
    if (index < this.inMemory.length) return this.inMemory[index];
    const at = index - this.inMemory.length;
    if (!(at < this.spilled)) return undefined;
    this.flush();
    const start = at === 0 ? 0 : this.ends[at - 1]!;
    return this.read(start, this.ends[at]!).toString('utf8');
  }

  close(): void {
    if (this.file === null) return;
    closeSync(this.file.descriptor);
    rmSync(this.file.folder, { recursive: true, force: true });
    this.file = null;
  }

  private flush(): void {
    if (this.waitingBytes === 0) return;
    if (this.file === null) {
      const folder = mkdtempSync(path.join(tmpdir(), 'avenue-strings-'));
      this.file = { descriptor: openSync(path.join(folder, 'strings'), 'w+'), folder };
    }
    const bytes = Buffer.concat(this.waiting);
    const position = this.fileSize - this.waitingBytes;
    for (let done = 0; done < bytes.length;) {
      done += writeSync(this.file.descriptor, bytes, done, bytes.length - done, position + done);
    }
    this.waiting = [];
    this.waitingBytes = 0;
    this.blocks.clear();
  }

  /** Sheets use strings in about the order in which they are stored, so few blocks serve well. */
  private read(start: number, end: number): Buffer {
    const parts: Buffer[] = [];
    for (let at = start; at < end;) {
      const number = Math.floor(at / blockBytes);
      const block = this.block(number);
      const from = at - number * blockBytes;
      const to = Math.min(end - number * blockBytes, block.length);
      parts.push(block.subarray(from, to));
      at = number * blockBytes + to;
    }
    return parts.length === 1 ? parts[0]! : Buffer.concat(parts);
  }

  private block(number: number): Buffer {
    const held = this.blocks.get(number);
    if (held !== undefined) return held;
    const buffer = Buffer.alloc(Math.min(blockBytes, this.fileSize - number * blockBytes));
    for (let done = 0; done < buffer.length;) {
      const position = number * blockBytes + done;
      const count = readSync(this.file!.descriptor, buffer, done, buffer.length - done, position);
      if (count === 0) throw new Error('The file of shared strings ended early');
      done += count;
    }
    if (this.blocks.size >= maximumBlocks) this.blocks.delete(this.blocks.keys().next().value!);
    this.blocks.set(number, buffer);
    return buffer;
  }
}
