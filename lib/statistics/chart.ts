import { scaleLinear, scaleLog } from 'd3-scale';
import { line } from 'd3-shape';

/**
 * What a chart is made of, as shapes: the application draws them as elements, the benches write them
 * as SVG. Lengths and places are in units of the picture.
 */
export type Shape =
  | { readonly kind: 'path'; readonly d: string; readonly colour: string; readonly dash?: string }
  | {
      readonly kind: 'circle';
      readonly x: number;
      readonly y: number;
      readonly radius: number;
      readonly colour: string;
      /** Filled with the ground: it counts for little. */
      readonly isHollow?: boolean;
      readonly title?: string;
    }
  | {
      readonly kind: 'bar';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly colour: string;
      readonly title?: string;
    }
  | {
      readonly kind: 'rule';
      readonly x1: number;
      readonly y1: number;
      readonly x2: number;
      readonly y2: number;
      /** A line of the grid, the axis, or what an honest model would draw. */
      readonly role: 'grid' | 'axis' | 'ideal';
    }
  | {
      readonly kind: 'text';
      readonly x: number;
      readonly y: number;
      readonly anchor: 'start' | 'middle' | 'end';
      readonly text: string;
    };

/** The picture and what of it is left around the plot. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** A value of an axis and the word that stands for it. */
export interface Tick {
  readonly at: number;
  readonly text: string;
}

export interface Axis {
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly Tick[];
  readonly isLogarithmic?: boolean;
}

/** One line; where `y` is null it has a gap. */
export interface ChartLine {
  readonly colour: string;
  readonly dash?: string;
  readonly points: readonly {
    readonly x: number;
    readonly y: number | null;
    readonly title?: string;
  }[];
}

const gridSteps = 4;

/** Round bounds around the values and round steps between them. */
export function niceAxis(
  least: number,
  most: number,
  format: (value: number) => string = String,
): Axis {
  const scale = scaleLinear()
    .domain([least, most > least ? most : least + 1])
    .nice(gridSteps);
  const [from = 0, to = 1] = scale.domain();
  return { from, to, ticks: scale.ticks(gridSteps).map((at) => ({ at, text: format(at) })) };
}

/** Where a value stands in the picture. */
interface Plot {
  across(value: number): number;
  up(value: number): number;
}

function plotOf({ width, height, left, right, top, bottom }: Frame, x: Axis, y: Axis): Plot {
  const across = (x.isLogarithmic ? scaleLog() : scaleLinear())
    .domain([x.from, x.to])
    .range([left, width - right]);
  const up = scaleLinear()
    .domain([y.from, y.to])
    .range([height - bottom, top]);
  return { across: (value) => round(across(value)), up: (value) => round(up(value)) };
}

const round = (value: number): number => Math.round(value * 10) / 10;

/** The grid of the upright axis and the words of both. */
function drawAxes(frame: Frame, x: Axis, y: Axis): Shape[] {
  const plot = plotOf(frame, x, y);
  const right = frame.width - frame.right;
  const levels = y.ticks.flatMap(({ at, text }, index): Shape[] => {
    const level = plot.up(at);
    const role = index === 0 ? 'axis' : 'grid';
    return [
      { kind: 'rule', x1: frame.left, y1: level, x2: right, y2: level, role },
      { kind: 'text', x: frame.left - 6, y: level + 4, anchor: 'end', text },
    ];
  });
  const words = x.ticks.map(({ at, text }): Shape => {
    const place = plot.across(at);
    const baseline = frame.height - frame.bottom + 16;
    return { kind: 'text', x: place, y: baseline, anchor: 'middle', text };
  });
  return [...levels, ...words];
}

/** Lines with a mark for every point. */
export function drawLines(
  frame: Frame,
  x: Axis,
  y: Axis,
  lines: readonly ChartLine[],
  markRadius = 2,
): Shape[] {
  const plot = plotOf(frame, x, y);
  const shapes = drawAxes(frame, x, y);
  for (const { colour, dash, points } of lines) {
    shapes.push({ kind: 'path', d: pathThrough(plot, points), colour, ...(dash ? { dash } : {}) });
    for (const { x: across, y: value, title } of points) {
      if (value === null) continue;
      const place = { x: plot.across(across), y: plot.up(value) };
      shapes.push({
        kind: 'circle',
        ...place,
        radius: markRadius,
        colour,
        ...(title === undefined ? {} : { title }),
      });
    }
  }
  return shapes;
}

function pathThrough(plot: Plot, points: ChartLine['points']): string {
  const path = line<ChartLine['points'][number]>()
    .defined(({ y }) => y !== null)
    .x(({ x }) => plot.across(x))
    .y(({ y }) => plot.up(y ?? 0));
  return path(points) ?? '';
}

/** One part of a bar. */
export interface BarPart {
  readonly value: number;
  readonly colour: string;
  readonly title?: string;
}

const widestBar = 36;

/** Upright bars, each a whole made of its parts, around 0, 1, 2 … of the axis. */
export function drawBars(
  frame: Frame,
  x: Axis,
  y: Axis,
  bars: readonly (readonly BarPart[])[],
): Shape[] {
  const plot = plotOf(frame, x, y);
  const step = (frame.width - frame.left - frame.right) / Math.max(1, bars.length);
  const width = Math.max(1, Math.min(widestBar, step * 0.72));
  const shapes = drawAxes(frame, x, y);
  bars.forEach((parts, index) => {
    let below = 0;
    for (const { value, colour, title } of parts) {
      if (value === 0) continue;
      const top = plot.up(below + value);
      shapes.push({
        kind: 'bar',
        x: plot.across(index) - width / 2,
        y: top,
        width,
        height: Math.max(0.5, plot.up(below) - top),
        colour,
        ...(title === undefined ? {} : { title }),
      });
      below += value;
    }
  });
  return shapes;
}

/** What was said and what was right of some answers. */
export interface CalibrationBin {
  /** Mean confidence, 0 to 1. */
  readonly confidence: number;
  /** Share that was right, 0 to 1. */
  readonly accuracy: number;
  readonly count: number;
}

/** Fewer answers say little: their share jumps by chance. */
export const fewAnswers = 20;

/** Confidence across, accuracy up; the diagonal is an honest model, a mark's area its answers. */
export function drawCalibration(
  frame: Frame,
  unit: Axis,
  bins: readonly CalibrationBin[],
  colour: string,
): Shape[] {
  const plot = plotOf(frame, unit, unit);
  const most = Math.max(1, ...bins.map(({ count }) => count));
  const [low, high] = [plot.across(unit.from), plot.across(unit.to)];
  const told = bins
    .filter(({ count }) => count >= fewAnswers)
    .map(({ confidence, accuracy }) => ({ x: confidence, y: accuracy }));
  return [
    ...drawAxes(frame, unit, unit),
    {
      kind: 'rule',
      x1: low,
      y1: plot.up(unit.from),
      x2: high,
      y2: plot.up(unit.to),
      role: 'ideal',
    },
    { kind: 'path', d: pathThrough(plot, told), colour },
    ...bins.map(({ confidence, accuracy, count }): Shape => ({
      kind: 'circle',
      x: plot.across(confidence),
      y: plot.up(accuracy),
      radius: round(3 + 5 * Math.sqrt(count / most)),
      colour,
      isHollow: count < fewAnswers,
    })),
  ];
}

const barHeight = 22;

/** One lying bar a row, divided by its shares (0 to 1), its name before it. */
export function drawShares(
  frame: Frame,
  rows: readonly { readonly name: string; readonly shares: readonly number[] }[],
  colours: readonly string[],
): Shape[] {
  const across = scaleLinear().range([frame.left, frame.width - frame.right]);
  return rows.flatMap(({ name, shares }, row) => {
    const top = frame.top + row * (barHeight + 6);
    let start = 0;
    const parts = shares.map((share, index): Shape => {
      const x = round(across(start));
      start += share;
      const width = round(across(start) - x);
      const colour = colours[index % colours.length] ?? '';
      return { kind: 'bar', x, y: top, width, height: barHeight, colour };
    });
    return [{ kind: 'text', x: frame.left - 8, y: top + 15, anchor: 'end', text: name }, ...parts];
  });
}

/** How high the picture of so many rows is, with what stands above and below them. */
export function heightOfShares(
  rows: number,
  { top, bottom }: Pick<Frame, 'top' | 'bottom'>,
): number {
  return top + rows * (barHeight + 6) + bottom;
}
