import { describe, expect, it } from 'vitest';
import { learnAttributes } from './labels';
import { LearntBook } from './learnt-book';
import { tinyLines } from '../testing/tiny';

const book = new LearntBook(learnAttributes([tinyLines(80)]));

describe('LearntBook', () => {
  it('learns several values, numbers with units and examples from the data', () => {
    expect(book.queryOf('조명', '단자').isMultiple).toBe(true);
    expect(book.queryOf('조명', '전력')).toMatchObject({ type: 'number', unit: 'W' });
    expect(book.queryOf('조명', '색상')).toMatchObject({ type: 'enum', isMultiple: false });
    expect(book.queryOf('조명', '색상').examples).toContain('검정');
  });

  it('describes an attribute in a category never seen as another category does', () => {
    expect(book.queryOf('가구', '단자')).toMatchObject({ category: '가구', isMultiple: true });
  });

  it('asks an attribute never seen by its name alone, with one question object each time', () => {
    const query = book.queryOf('가구', '높이');
    expect(query).toMatchObject({ name: '높이', type: null, isMultiple: false, examples: [] });
    expect(book.queryOf('가구', '높이')).toBe(query);
  });
});
