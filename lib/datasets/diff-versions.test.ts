import { describe, expect, it } from 'vitest';
import { diffVersions, readIndexLine } from './diff-versions';

async function* entries(...lines: readonly string[]) {
  for (const line of lines) yield await Promise.resolve(readIndexLine(line.replaceAll(' ', '\t')));
}

describe('diffVersions', () => {
  it('names what came, went, changed and moved, and counts what stayed', async () => {
    const before = entries(
      '1 colour a train ["검정"]',
      '1 size b train [27]',
      '2 colour c train []',
      '9 colour d test ["흰색"]',
    );
    const after = entries(
      '1 colour a train ["검정"]',
      '1 size e train [68]',
      '9 colour d train ["흰색"]',
      '10 colour f train ["흰색"]',
    );
    const { samples, ...counts } = await diffVersions(before, after);
    expect(counts).toEqual({ added: 1, removed: 1, changed: 1, moved: 1, same: 1 });
    expect(samples).toEqual([
      { change: 'changed', productId: 1, attribute: 'size', before: '[27]', after: '[68]' },
      { change: 'removed', productId: 2, attribute: 'colour', before: '[]', after: null },
      { change: 'moved', productId: 9, attribute: 'colour', before: 'test', after: 'train' },
      { change: 'added', productId: 10, attribute: 'colour', before: null, after: '["흰색"]' },
    ]);
  });

  it('finds nothing between a version and itself, or between two empty ones', async () => {
    const version = () => entries('1 colour a train []', '2 colour b test []');
    expect(await diffVersions(version(), version())).toMatchObject({ same: 2, samples: [] });
    expect(await diffVersions(entries(), entries())).toMatchObject({ same: 0, samples: [] });
  });
});

describe('readIndexLine', () => {
  it('refuses a line that is cut off', () => {
    expect(() => readIndexLine('1\tcolour')).toThrow('Not a line');
  });
});
