import { expect, it } from 'vitest';
import { takeAtOnce } from './take-at-once';

it('takes every item in order, and never more at a time than there are places', async () => {
  let underWay = 0;
  const most: number[] = [];
  const begun: number[] = [];
  const results = await takeAtOnce([1, 2, 3, 4, 5], 2, {
    async take(item) {
      begun.push(item);
      most.push((underWay += 1));
      await Promise.resolve();
      underWay -= 1;
      return item * 10;
    },
    mayBegin: () => true,
  });
  expect(begun).toEqual([1, 2, 3, 4, 5]);
  expect(Math.max(...most)).toBe(2);
  expect(results.toSorted((one, other) => one - other)).toEqual([10, 20, 30, 40, 50]);
});

it('leaves out what may not begin after what has ended, and goes on with the rest', async () => {
  const results = await takeAtOnce(['a', 'fails', 'needs all', 'b'], 1, {
    take: (item) => Promise.resolve(item),
    mayBegin: (item, ended) => item !== 'needs all' || !ended.includes('fails'),
  });
  expect(results).toEqual(['a', 'fails', 'b']);
});
