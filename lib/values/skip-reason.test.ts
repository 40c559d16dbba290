import { describe, expect, it } from 'vitest';
import { readSkip } from './skip-reason';

describe('readSkip', () => {
  it('takes what an earlier version wrote freely as a note', () => {
    expect(readSkip('사진이 다름', null)).toEqual({ reason: 'other', note: '사진이 다름' });
    expect(readSkip('schema', null)).toEqual({ reason: 'schema', note: null });
    expect(readSkip('unclear', '두 색')).toEqual({ reason: 'unclear', note: '두 색' });
  });
});
