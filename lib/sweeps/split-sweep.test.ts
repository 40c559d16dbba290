import { describe, expect, it } from 'vitest';
import { splitSweep } from './split-sweep';
import { maximumExcludedParts } from './limits';
import { sweepPredicate, type SweepPart } from './contract';

const predicate = sweepPredicate.parse({ attributeId: 1, surface: '블랙', valueKey: '검정' });
const cable: SweepPart = { field: 'spec', sellerId: null, label: '케이블 색상:' };
const rejected = { productId: 7, part: cable, partCount: 3 };

describe('splitSweep', () => {
  it('leaves out everything that was read like the rejected sample', () => {
    expect(splitSweep({ predicate, count: 10 }, rejected)).toEqual({
      ...predicate,
      excludedParts: [cable],
    });
  });

  it('keeps what earlier rejects left out', () => {
    const once = splitSweep({ predicate, count: 10 }, rejected)!;
    const title: SweepPart = { field: 'title', sellerId: 4, label: '' };
    const twice = splitSweep({ predicate: once, count: 7 }, { ...rejected, part: title });
    expect(twice?.excludedParts).toEqual([cable, title]);
  });

  it('passes over one product of a group that cannot be split, and gives up at the second', () => {
    const whole = { ...rejected, partCount: 10 };
    const rest = splitSweep({ predicate, count: 10 }, whole)!;
    expect(rest).toEqual({ ...predicate, excludedProductIds: [7] });
    expect(splitSweep({ predicate: rest, count: 9 }, { ...whole, partCount: 9 })).toBeNull();
  });

  it('gives up when nothing would be left, or when a group falls into too many parts', () => {
    expect(splitSweep({ predicate, count: 1 }, { ...rejected, partCount: 1 })).toBeNull();
    const full = { ...predicate, excludedParts: Array(maximumExcludedParts).fill(cable) };
    expect(splitSweep({ predicate: full, count: 10 }, rejected)).toBeNull();
  });
});
