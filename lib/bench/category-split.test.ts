import { describe, expect, it } from 'vitest';
import type { CategoryExample } from '../training/model/train-category';
import { dropNearCopies, nameMaker, nameSeries, scoreLabels, scorePaths } from './category-split';

function example(title: string): CategoryExample {
  return {
    input: { title, spec: '', brand: null, sellerPath: null },
    leaf: 'monitor',
    group: nameSeries(title),
  };
}

describe('the split of categories', () => {
  it('names the series by two words and the maker by the brand before the title', () => {
    expect(nameSeries('새벽 갓북 15 블랙')).toBe('새벽 갓북');
    expect(nameMaker('새벽 갓북 15', null)).toBe('새벽');
    expect(nameMaker('갓북 15', '새벽')).toBe('새벽');
  });

  it('drops what differs from a taught title in its numbers or the order of its words alone', () => {
    const taught = [example('새벽 뷰 27형 QHD')];
    const asked = [example('뷰 새벽 32형 QHD'), example('새벽 뷰 27형 커브드')];
    expect(dropNearCopies(asked, taught)).toEqual([asked[1]]);
  });
});

describe('the scores of categories', () => {
  it('weighs every leaf alike in macro F1', () => {
    const scores = scoreLabels(['a', 'a', 'a', 'b'], ['a', 'a', 'a', 'a']);
    expect(scores.top1).toBe(75);
    expect(scores.macroF1).toBeCloseTo((100 * (6 / 7)) / 2, 6);
  });

  it('gives a parent part of the score of its leaf', () => {
    expect(scorePaths(['r', 'p', 'l'], ['r', 'p'])).toBeCloseTo(0.8, 6);
    expect(scorePaths(['r', 'p', 'l'], ['x', 'y', 'z'])).toBe(0);
  });
});
