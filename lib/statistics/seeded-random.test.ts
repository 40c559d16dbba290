import { describe, expect, it } from 'vitest';
import { Random } from './seeded-random';

const eight = [1, 2, 3, 4, 5, 6, 7, 8];

/** Demo catalogues and checkpoints are made by these sequences: they never change. */
describe('a seeded source of chance', () => {
  it('gives the sequence of its seed', () => {
    const random = new Random(42);
    expect([random.next(), random.next()]).toEqual([0.6011037519201636, 0.44829055899754167]);
    expect(random.below(1000)).toBe(852);
    expect(random.normal()).toBe(0.6773277072041898);
    expect(random.snapshot).toBe(567894515);
    expect(random.shuffled(eight)).toEqual([6, 2, 5, 1, 3, 8, 4, 7]);
  });

  it('draws whole numbers, chances, picks and samples', () => {
    const random = new Random(42);
    random.next();
    random.next();
    expect(random.integer(3, 9)).toBe(8);
    expect(random.chance(0.5)).toBe(false);
    expect(random.pick(['a', 'b', 'c'])).toBe('a');
    expect(random.shuffled(eight)).toEqual([6, 2, 5, 1, 3, 8, 4, 7]);
    expect(random.sample(eight, 3)).toEqual([6, 2, 1]);
    expect(() => random.pick([])).toThrow(RangeError);
  });

  it('takes seeds below nothing and above 32 bits', () => {
    expect(new Random(-7).next()).toBe(0.43306733411736786);
    expect(new Random(2 ** 32 + 5).next()).toBe(0.6897749109193683);
  });

  it('forks by its seed and a label, whatever was drawn before', () => {
    const random = new Random(42);
    const before = random.fork('이름').next();
    random.next();
    expect(random.fork('이름').next()).toBe(before);
    expect(before).toBe(0.32541556959040463);
    expect(new Random(42).fork('이름').fork('x').next()).toBe(0.22766541736200452);
    expect(new Random(-1).fork('x').next()).toBe(0.9928450742736459);
    expect(new Random(2 ** 32 + 5).fork('x').next()).toBe(0.6193684614263475);
  });

  it('goes on from a snapshot', () => {
    const random = new Random(9);
    random.next();
    const copy = new Random(random.snapshot);
    expect(copy.next()).toBe(random.next());
  });
});
