import type { ReliabilityBin } from '../inference/calibration';

/** Plots of the bench, each a stand-alone SVG that reads on light and on dark ground. */
const WIDTH = 560;
const HEIGHT = 320;
const LEFT = 56;
const RIGHT = 16;
const TOP = 40;
const BOTTOM = 40;
const INK = '#6b7280';
const COLOURS = [
  '#2563eb',
  '#d97706',
  '#059669',
  '#db2777',
  '#7c3aed',
  '#0891b2',
  '#65a30d',
  '#dc2626',
];

type Point = readonly [x: number, y: number];

interface Axis {
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly number[];
}

/** A line through the points, over a logarithmic x axis. */
export function plotLine(title: string, points: readonly Point[]): string {
  const ys = points.map(([, y]) => y);
  const y = niceAxis(Math.min(...ys), Math.max(...ys));
  const xs = points.map(([x]) => Math.log(x));
  const x = { from: Math.min(...xs), to: Math.max(...xs), ticks: [] };
  const at = points.map(([products, value]) => [acrossOf(Math.log(products), x), upOf(value, y)]);
  const marks = points.map(([products, value], index) => {
    const [left = 0, top = 0] = at[index] ?? [];
    return `<circle cx="${left}" cy="${top}" r="4" fill="${COLOURS[0]}"/>${text(left, top - 10, value.toFixed(1), 'middle')}${text(left, HEIGHT - BOTTOM + 18, String(products), 'middle')}`;
  });
  const line = `<polyline points="${at.map((point) => point.join()).join(' ')}" fill="none" stroke="${COLOURS[0]}" stroke-width="2"/>`;
  return frame(title, [grid(y), line, ...marks]);
}

/** One of several lines in a picture; points in rising order of x. */
export interface Curve {
  readonly label: string;
  readonly points: readonly Point[];
  readonly isDashed: boolean;
  /** Which of the colours. */
  readonly colour: number;
}

/** Several lines over one x axis, named below it. */
export function plotCurves(title: string, curves: readonly Curve[]): string {
  const all = curves.flatMap(({ points }) => points);
  const x = niceAxis(0, Math.max(...all.map(([across]) => across)));
  const ups = all.map(([, up]) => up);
  const y = niceAxis(Math.min(...ups), Math.max(...ups));
  const labels = x.ticks.map((tick) =>
    text(acrossOf(tick, x), HEIGHT - BOTTOM + 18, String(tick), 'middle'),
  );
  const strokeOf = ({ colour, isDashed }: Curve) =>
    `fill="none" stroke="${COLOURS[colour % COLOURS.length]}" stroke-width="2"${isDashed ? ' stroke-dasharray="5 4"' : ''}`;
  const lines = curves.map((curve) => {
    const points = curve.points.map(([across, up]) => [acrossOf(across, x), upOf(up, y)].join());
    return `<polyline points="${points.join(' ')}" ${strokeOf(curve)}/>`;
  });
  const names = curves.map((curve, place) => {
    const left = LEFT + (place % 2) * 240;
    const top = HEIGHT + 6 + Math.floor(place / 2) * 18;
    const sample = `<polyline points="${left},${top} ${left + 24},${top}" ${strokeOf(curve)}/>`;
    return `${sample}${text(left + 32, top + 4, curve.label, 'start')}`;
  });
  const height = HEIGHT + 18 * Math.ceil(curves.length / 2) + 8;
  return frame(title, [grid(y), ...labels, ...lines, ...names], height);
}

/** What was said against what was right, by bins; the area of a mark is its share of the answers. */
export function plotReliability(title: string, bins: readonly ReliabilityBin[]): string {
  const unit = { from: 0, to: 1, ticks: [0, 0.25, 0.5, 0.75, 1] };
  const total = bins.reduce((sum, { count }) => sum + count, 0);
  const ideal = `<line x1="${acrossOf(0, unit)}" y1="${upOf(0, unit)}" x2="${acrossOf(1, unit)}" y2="${upOf(1, unit)}" stroke="${INK}" stroke-dasharray="4 4"/>`;
  const labels = unit.ticks.map((tick) =>
    text(acrossOf(tick, unit), HEIGHT - BOTTOM + 18, String(tick), 'middle'),
  );
  const marks = bins.map(({ confidence, accuracy, count }) => {
    const radius = 3 + 12 * Math.sqrt(count / total);
    return `<circle cx="${acrossOf(confidence, unit)}" cy="${upOf(accuracy, unit)}" r="${radius.toFixed(1)}" fill="${COLOURS[0]}" fill-opacity="0.6"/>`;
  });
  return frame(`${title}: said (across), right (up)`, [grid(unit), ideal, ...labels, ...marks]);
}

/** One bar for each row, divided by its shares. */
export function plotShares(
  title: string,
  rows: readonly { readonly name: string; readonly shares: readonly number[] }[],
): string {
  const left = 150;
  const height = 22;
  const bars = rows.map(({ name, shares }, row) => {
    const top = TOP + row * (height + 6);
    let start = 0;
    const parts = shares.map((share, expert) => {
      const x = left + start * (WIDTH - left - RIGHT);
      start += share;
      const width = share * (WIDTH - left - RIGHT);
      const colour = COLOURS[expert % COLOURS.length];
      return `<rect x="${x.toFixed(1)}" y="${top}" width="${width.toFixed(1)}" height="${height}" fill="${colour}"/>`;
    });
    return `${text(left - 8, top + 15, name, 'end')}${parts.join('')}`;
  });
  return frame(title, bars, TOP + rows.length * (height + 6) + 12);
}

/** Round bounds and five steps or so around the values. */
function niceAxis(least: number, most: number): Axis {
  const rough = Math.max(most - least, 1) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((factor) => power * factor >= rough) ?? 10);
  const from = Math.floor(least / step) * step;
  const count = Math.ceil((most - from) / step);
  const ticks = Array.from({ length: count + 1 }, (_, index) => from + index * step);
  return { from, to: from + count * step, ticks };
}

const acrossOf = (value: number, { from, to }: Axis): number =>
  round(LEFT + ((value - from) / Math.max(to - from, 1e-9)) * (WIDTH - LEFT - RIGHT));

const upOf = (value: number, { from, to }: Axis): number =>
  round(HEIGHT - BOTTOM - ((value - from) / Math.max(to - from, 1e-9)) * (HEIGHT - TOP - BOTTOM));

const round = (value: number): number => Math.round(value * 10) / 10;

function grid(axis: Axis): string {
  const lines = axis.ticks.map((tick) => {
    const y = upOf(tick, axis);
    const line = `<line x1="${LEFT}" y1="${y}" x2="${WIDTH - RIGHT}" y2="${y}" stroke="${INK}" stroke-opacity="0.25"/>`;
    return `${line}${text(LEFT - 8, y + 4, String(round(tick * 10) / 10), 'end')}`;
  });
  return lines.join('');
}

function text(x: number, y: number, content: string, anchor: 'end' | 'middle' | 'start'): string {
  return `<text x="${x}" y="${y}" text-anchor="${anchor}" fill="${INK}">${escape(content)}</text>`;
}

function frame(title: string, parts: readonly string[], height = HEIGHT): string {
  const heading = text(LEFT - 40, 20, title, 'start');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="sans-serif" font-size="12">${heading}${parts.join('')}</svg>\n`;
}

function escape(content: string): string {
  return content.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
