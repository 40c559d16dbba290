import { describe, expect, it } from 'vitest';
import { plotCurves, plotLine, plotReliability, plotShares } from './plots';

const numbersOf = (svg: string, name: string) =>
  [...svg.matchAll(new RegExp(` ${name}="([^"]+)"`, 'g'))].map(([, value]) => Number(value));

describe('plots', () => {
  it('draw a line that climbs as its values do, within the picture', () => {
    const svg = plotLine('F1 < 100', [
      [100, 70.5],
      [1000, 82.25],
      [10_000, 90],
    ]);
    const [left, top] = [numbersOf(svg, 'cx'), numbersOf(svg, 'cy')];
    expect(left).toEqual([56, 300, 544]);
    expect(top).toEqual([...top].sort((a, b) => b - a));
    for (const y of top) expect(y).toBeGreaterThanOrEqual(40);
    expect(svg).toContain('F1 &lt; 100');
  });

  it('draw several lines over round axes and name each', () => {
    const line = (label: string, isDashed: boolean) => ({
      label,
      points: [[0, 35] as const, [50, 0] as const],
      isDashed,
      colour: 0,
    });
    const svg = plotCurves('learning', [line('TV, random', false), line('TV, active', true)]);
    expect(svg.match(/ d="M56,70L544,280"/g)).toHaveLength(2);
    expect(svg.match(/stroke-dasharray/g)).toHaveLength(2);
    expect(svg).toContain('>20</text>');
    expect(svg).toContain('TV, active');
  });

  it('draw what is said right on the diagonal', () => {
    const bin = { from: 0, to: 1, count: 10, confidence: 0.5, accuracy: 0.5 };
    const svg = plotReliability('AE', [bin]);
    expect([numbersOf(svg, 'cx'), numbersOf(svg, 'cy')]).toEqual([[300], [160]]);
  });

  it('divide each bar by its shares', () => {
    const svg = plotShares('experts', [{ name: 'TV', shares: [0.25, 0.75] }]);
    expect(numbersOf(svg, 'width')).toEqual([98.5, 295.5]);
  });
});
