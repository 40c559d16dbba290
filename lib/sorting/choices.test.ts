import { expect, it } from 'vitest';
import { choicesOf, markDiffering } from './choices';

const candidate = (key: string, confidence: number) => ({
  key,
  confidence,
  path: [],
  evidence: [],
});

it('offers what the file says first, and nothing twice', () => {
  const candidates = [candidate('a', 0.6), candidate('b', 0.3), candidate('c', 0.1)];
  const keys = (reason: 'file' | 'doubtful', proposedKey: string | null) =>
    choicesOf({ reason, proposedKey, candidates }).map(({ key }) => key);
  expect(keys('doubtful', 'a')).toEqual(['a', 'b', 'c']);
  expect(keys('file', 'b')).toEqual(['b', 'a', 'c']);
  expect(keys('file', 'x')).toEqual(['x', 'a', 'b']);
});

it('marks the steps of paths that not all of them have, and none of a single one', () => {
  const marked = (paths: string[][]) =>
    markDiffering(paths).map((path) =>
      path.filter(({ isDiffering }) => isDiffering).map(({ name }) => name),
    );
  expect(
    marked([
      ['가전', '주방', '밥솥'],
      ['가전', '주방', '냄비'],
    ]),
  ).toEqual([['밥솥'], ['냄비']]);
  expect(marked([['가전', '주방']])).toEqual([[]]);
});
