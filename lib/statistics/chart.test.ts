import { describe, expect, it } from 'vitest';
import { drawBars, drawLines, niceAxis, type Frame } from './chart';

const frame: Frame = { width: 100, height: 100, left: 0, right: 0, top: 0, bottom: 0 };
const bare = (from: number, to: number) => ({ from, to, ticks: [] });

describe('a chart', () => {
  it('has round bounds and round steps around its values', () => {
    expect(niceAxis(0, 7).ticks.map(({ at }) => at)).toEqual([0, 2, 4, 6, 8]);
    expect(niceAxis(0, 1, (share) => `${share * 100} %`).ticks.at(-1)).toEqual({
      at: 1,
      text: '100 %',
    });
    // One value alone has an axis as well.
    expect(niceAxis(5, 5).to).toBeGreaterThan(5);
  });

  it('breaks a line where a value is unknown, and marks those that are known', () => {
    const points = [1, null, 3, 4].map((y, x) => ({ x, y }));
    const shapes = drawLines(frame, bare(0, 3), bare(0, 4), [{ colour: 'red', points }]);
    const paths = shapes.filter((shape) => shape.kind === 'path');
    expect(paths.map(({ d }) => d.match(/M/g)?.length)).toEqual([2]);
    expect(shapes.filter(({ kind }) => kind === 'circle')).toHaveLength(3);
  });

  it('piles the parts of a bar on one another without a gap, and leaves empty ones out', () => {
    const parts = [10, 0, 30].map((value) => ({ value, colour: 'red' }));
    const bars = drawBars(frame, bare(-0.5, 0.5), bare(0, 40), [parts]).filter(
      (shape) => shape.kind === 'bar',
    );
    expect(bars.map(({ y, height }) => [y, height])).toEqual([
      [75, 25],
      [0, 75],
    ]);
  });
});
