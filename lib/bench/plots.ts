import {
  drawCalibration,
  drawLines,
  drawShares,
  heightOfShares,
  niceAxis,
  type Axis,
  type CalibrationBin,
  type Frame,
  type Shape,
} from '../statistics/chart';

/** Plots of the bench, each a stand-alone SVG that reads on light and on dark ground. */
const frame: Frame = { width: 560, height: 320, left: 56, right: 16, top: 40, bottom: 40 };
const ink = '#6b7280';
const colours = [
  '#2563eb',
  '#d97706',
  '#059669',
  '#db2777',
  '#7c3aed',
  '#0891b2',
  '#65a30d',
  '#dc2626',
];
const [first = ink] = colours;

type Point = readonly [x: number, y: number];

const axisAround = (values: readonly number[]): Axis =>
  niceAxis(Math.min(...values), Math.max(...values));

/** A line through the points, over a logarithmic x axis; each point says its value. */
export function plotLine(title: string, points: readonly Point[]): string {
  const xs = points.map(([x]) => x);
  const x: Axis = {
    from: Math.min(...xs),
    to: Math.max(...xs),
    ticks: points.map(([at]) => ({ at, text: String(at) })),
    isLogarithmic: true,
  };
  const line = { colour: first, points: points.map(([at, y]) => ({ x: at, y })) };
  const shapes = drawLines(frame, x, axisAround(points.map(([, y]) => y)), [line], 4);
  const marks = shapes.filter((shape) => shape.kind === 'circle');
  const values = marks.map(({ x: across, y }, index): Shape => ({
    kind: 'text',
    x: across,
    y: y - 10,
    anchor: 'middle',
    text: points[index]?.[1].toFixed(1) ?? '',
  }));
  return writeSvg(title, [...shapes, ...values]);
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
  const y = axisAround(all.map(([, up]) => up));
  const looks = curves.map(({ colour, isDashed }) => ({
    colour: colours[colour % colours.length] ?? ink,
    ...(isDashed ? { dash: '5 4' } : {}),
  }));
  const lines = curves.map(({ points }, index) => ({
    ...looks[index]!,
    points: points.map(([across, up]) => ({ x: across, y: up })),
  }));
  const names = curves.flatMap(({ label }, place): Shape[] => {
    const left = frame.left + (place % 2) * 240;
    const top = frame.height + 6 + Math.floor(place / 2) * 18;
    return [
      { kind: 'path', d: `M${left},${top}L${left + 24},${top}`, ...looks[place]! },
      { kind: 'text', x: left + 32, y: top + 4, anchor: 'start', text: label },
    ];
  });
  const height = frame.height + 18 * Math.ceil(curves.length / 2) + 8;
  return writeSvg(title, [...drawLines(frame, x, y, lines, 0), ...names], height);
}

/** What was said against what was right, by bins; the area of a mark is its share of the answers. */
export function plotReliability(title: string, bins: readonly CalibrationBin[]): string {
  const shapes = drawCalibration(frame, niceAxis(0, 1), bins, first);
  return writeSvg(`${title}: said (across), right (up)`, shapes);
}

/** One bar for each row, divided by its shares. */
export function plotShares(
  title: string,
  rows: readonly { readonly name: string; readonly shares: readonly number[] }[],
): string {
  const height = heightOfShares(rows.length, { top: frame.top, bottom: 12 });
  return writeSvg(title, drawShares({ ...frame, left: 150 }, rows, colours), height);
}

function writeSvg(title: string, shapes: readonly Shape[], height = frame.height): string {
  const heading: Shape = { kind: 'text', x: 16, y: 20, anchor: 'start', text: title };
  const drawn = [heading, ...shapes].map(writeShape).join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${frame.width} ${height}" font-family="sans-serif" font-size="12">${drawn}</svg>\n`;
}

function writeShape(shape: Shape): string {
  switch (shape.kind) {
    case 'path':
      return `<path d="${shape.d}" fill="none" stroke="${shape.colour}" stroke-width="2"${shape.dash === undefined ? '' : ` stroke-dasharray="${shape.dash}"`}/>`;
    case 'circle':
      return `<circle cx="${shape.x}" cy="${shape.y}" r="${shape.radius}" fill="${shape.isHollow ? 'none' : shape.colour}" stroke="${shape.colour}"/>`;
    case 'bar':
      return `<rect x="${shape.x}" y="${shape.y}" width="${shape.width}" height="${shape.height}" fill="${shape.colour}"/>`;
    case 'rule':
      return `<line x1="${shape.x1}" y1="${shape.y1}" x2="${shape.x2}" y2="${shape.y2}" stroke="${ink}" ${shape.role === 'ideal' ? 'stroke-dasharray="4 4"' : 'stroke-opacity="0.25"'}/>`;
    case 'text':
      return `<text x="${shape.x}" y="${shape.y}" text-anchor="${shape.anchor}" fill="${ink}">${escape(shape.text)}</text>`;
  }
}

function escape(content: string): string {
  return content.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
