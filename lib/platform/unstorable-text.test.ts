import { describe, expect, it } from 'vitest';
import { findUnstorable } from './unstorable-text';

describe('text that PostgreSQL cannot keep', () => {
  it('is NUL and half of a surrogate pair, wherever it stands', () => {
    expect(findUnstorable('a\0b')).toEqual([]);
    expect(findUnstorable({ values: ['27', 'cut \ud83d'] })).toEqual(['values', '1']);
    expect(findUnstorable({ filter: { query: '\udc00 cut' } })).toEqual(['filter', 'query']);
    expect(findUnstorable({ raw: { 'a\0b': 1 } })).toEqual(['raw']);
  });

  it('is nothing that people write', () => {
    const text = '모니터 27인치 😀 \t\n ~ＦＵＬＬ';
    expect(findUnstorable({ [text]: [text, 1, null, true, { nested: text }] })).toBeNull();
    expect(findUnstorable(undefined)).toBeNull();
  });

  it('is found however deep a body nests', () => {
    const depth = 200_000;
    const body: unknown = JSON.parse(`${'['.repeat(depth)}"\\u0000"${']'.repeat(depth)}`);
    expect(findUnstorable(body)).toHaveLength(depth);
  });
});
