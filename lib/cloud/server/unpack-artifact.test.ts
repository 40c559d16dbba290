import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { pack, type Header } from 'tar-stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unpackArtifact } from './unpack-artifact';

const never = new AbortController().signal;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'avenue-unpack-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function archive(
  ...entries: readonly (readonly [Partial<Header> & { name: string }, string?])[]
): Promise<Buffer> {
  const packer = pack();
  for (const [header, content = ''] of entries) packer.entry(header, content);
  packer.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of packer) chunks.push(Buffer.from(chunk as Uint8Array));
  return gzipSync(Buffer.concat(chunks));
}

function unpack(bytes: Buffer, maximumBytes = 1_000): Promise<string[]> {
  return unpackArtifact(Readable.from([bytes]), path.join(folder, 'in'), maximumBytes, never);
}

describe('unpackArtifact', () => {
  it('writes files and folders as they are', async () => {
    const bytes = await archive(
      [{ name: './', type: 'directory' }],
      [{ name: './model.json' }, '{"a":1}'],
      [{ name: 'deep/er/weights.bin' }, 'w'],
    );
    expect(await unpack(bytes)).toEqual(['deep/er/weights.bin', 'model.json']);
    expect(readFileSync(path.join(folder, 'in', 'model.json'), 'utf8')).toBe('{"a":1}');
  });

  it.each([
    [{ name: '../out' }],
    [{ name: 'in/../../out' }],
    [{ name: '/etc/out' }],
    [{ name: 'a\\..\\out' }],
    [{ name: 'link', type: 'symlink', linkname: '/etc/passwd' }],
    [{ name: 'link', type: 'link', linkname: 'model.json' }],
    [{ name: 'device', type: 'character-device' }],
  ] as const)('refuses %j and writes nothing outside', async (header) => {
    await expect(unpack(await archive([header]))).rejects.toMatchObject({
      reason: 'datasets.errors.artifact',
    });
    expect(readdirSync(folder).filter((name) => name !== 'in')).toEqual([]);
  });

  it('refuses a name that comes twice, and more bytes than it may hold', async () => {
    const twice = await archive([{ name: 'a' }, '1'], [{ name: './a' }, '2']);
    await expect(unpack(twice)).rejects.toMatchObject({ params: { why: 'twice' } });
    const bomb = await archive([{ name: 'big' }, '0'.repeat(5_000)]);
    await expect(unpack(bomb)).rejects.toMatchObject({ params: { why: 'too large' } });
  });

  it('fails for what is no archive, and for one that is cut', async () => {
    await expect(unpack(Buffer.from('no archive'))).rejects.toThrow();
    const whole = await archive([{ name: 'a' }, 'x'.repeat(900)]);
    await expect(unpack(whole.subarray(0, whole.length - 20))).rejects.toThrow();
  });
});
