import { describe, expect, it } from 'vitest';
import { SeenRows } from './seen-rows';

describe('seen rows', () => {
  it('count as seen after 600 ms on the screen in one go', () => {
    const seen = new SeenRows();
    seen.enter(1, 0);
    expect([...seen.at(599)]).toEqual([]);
    expect([...seen.at(600)]).toEqual([1]);
  });

  it('stay seen when they scroll away, and do not add up glimpses', () => {
    const seen = new SeenRows();
    seen.enter(1, 0);
    seen.enter(2, 0);
    seen.leave(1, 700);
    seen.leave(2, 500);
    seen.enter(2, 1000);
    expect([...seen.at(1200)]).toEqual([1]);
    expect([...seen.at(1600)].toSorted()).toEqual([1, 2]);
  });

  it('do not age while the page is hidden', () => {
    const seen = new SeenRows();
    seen.enter(1, 0);
    seen.leaveAll(100);
    expect([...seen.at(5000)]).toEqual([]);
  });
});
