import {
  drawBars,
  drawLines,
  niceAxis,
  type Axis,
  type Frame,
  type Shape,
} from '@/lib/statistics/chart';
import { useFormatter } from 'next-intl';
import type { ReactNode } from 'react';

export interface Series {
  readonly name: string;
  /** One of the design's colours. */
  readonly colour: string;
  /** Dashes tell lines apart where colours do not. */
  readonly dash?: string;
  /** One value a place on the axis; null leaves a gap. */
  readonly values: readonly (number | null)[];
}

interface ChartProps {
  readonly label: string;
  /** What stands under the axis, one word a place. */
  readonly places: readonly string[];
  readonly series: readonly Series[];
  /** Writes a value, e.g. as a percentage. */
  format(value: number): string;
}

interface LineChartProps extends ChartProps {
  /** The upright axis ends here whatever the values are. */
  readonly to?: number;
}

const frame: Frame = { width: 720, height: 190, left: 44, right: 12, top: 10, bottom: 22 };
const mostPlaceWords = 8;

/** Lines over time, with the table behind them for who hears the page. */
export function LineChart(props: LineChartProps) {
  const { series, places, format } = props;
  const known = series.flatMap(({ values }) => values.filter((value) => value !== null));
  const y = niceAxis(0, props.to ?? Math.max(1e-9, ...known), format);
  const lines = series.map(({ name, colour, dash, values }) => ({
    colour,
    ...(dash === undefined ? {} : { dash }),
    points: values.map((value, x) => ({
      x,
      y: value,
      title: value === null ? '' : `${places[x]} · ${name} ${format(value)}`,
    })),
  }));
  const x = axisOfPlaces(places);
  return <Figure {...props} shapes={drawLines(frame, x, y, lines)} />;
}

/** What a whole is made of, place by place. */
export function StackedBars(props: ChartProps) {
  const { series, places, format } = props;
  const bars = places.map((place, index) =>
    series.map(({ name, colour, values }) => {
      const value = values[index] ?? 0;
      return { value, colour, title: `${place} · ${name} ${format(value)}` };
    }),
  );
  const sums = bars.map((parts) => parts.reduce((sum, { value }) => sum + value, 0));
  const y = niceAxis(0, Math.max(1, ...sums), format);
  return <Figure {...props} shapes={drawBars(frame, axisOfPlaces(places), y, bars)} />;
}

/** Places 0, 1, 2 … each in the middle of its own share of the axis, some of them with their word. */
function axisOfPlaces(places: readonly string[]): Axis {
  const count = Math.max(1, places.length);
  const every = Math.ceil(count / mostPlaceWords);
  const ticks = places.flatMap((text, at) => (at % every === 0 ? [{ at, text }] : []));
  return { from: -0.5, to: count - 0.5, ticks };
}

const sparkline: Frame = { width: 80, height: 20, left: 1, right: 1, top: 1, bottom: 1 };

/** A curve without axes, as high as a line of text; values from 0 to 1. */
export function Sparkline(props: {
  readonly label: string;
  readonly values: readonly (number | null)[];
}) {
  const x = { from: 0, to: Math.max(1, props.values.length - 1), ticks: [] };
  const y = { from: 0, to: 1, ticks: [] };
  const points = props.values.map((value, index) => ({ x: index, y: value }));
  return (
    <svg role="img" aria-label={props.label} viewBox="0 0 80 20" className="h-5 w-20">
      <Shapes shapes={drawLines(sparkline, x, y, [{ colour: 'var(--accent)', points }], 0)} />
    </svg>
  );
}

function Figure(props: ChartProps & { readonly shapes: readonly Shape[] }) {
  return (
    <figure>
      <Legend series={props.series} />
      <svg
        role="img"
        aria-label={props.label}
        viewBox={`0 0 ${frame.width} ${frame.height}`}
        className="w-full overflow-visible"
      >
        <Shapes shapes={props.shapes} />
      </svg>
      <DataTable {...props} />
    </figure>
  );
}

const ruleColours = {
  grid: 'var(--line)',
  axis: 'var(--line-strong)',
  ideal: 'var(--line-strong)',
};

/** The shapes of a chart as elements of an `svg`. */
export function Shapes({ shapes }: { readonly shapes: readonly Shape[] }) {
  return shapes.map((shape, index): ReactNode => {
    switch (shape.kind) {
      case 'path':
        return (
          <path
            key={index}
            d={shape.d}
            fill="none"
            stroke={shape.colour}
            strokeWidth={2}
            strokeDasharray={shape.dash}
            strokeLinejoin="round"
          />
        );
      case 'circle':
        return (
          <circle
            key={index}
            cx={shape.x}
            cy={shape.y}
            r={shape.radius}
            fill={shape.isHollow ? 'var(--pane)' : shape.colour}
            stroke={shape.isHollow ? shape.colour : 'none'}
          >
            {shape.title ? <title>{shape.title}</title> : null}
          </circle>
        );
      case 'bar': {
        const { x, y, width, height, colour, title } = shape;
        return (
          <rect key={index} x={x} y={y} width={width} height={height} fill={colour}>
            {title ? <title>{title}</title> : null}
          </rect>
        );
      }
      case 'rule': {
        const { x1, y1, x2, y2, role } = shape;
        const place = { x1, y1, x2, y2, stroke: ruleColours[role] };
        return (
          <line key={index} {...place} strokeDasharray={role === 'ideal' ? '4 4' : undefined} />
        );
      }
      case 'text':
        return (
          <text
            key={index}
            x={shape.x}
            y={shape.y}
            textAnchor={shape.anchor}
            className="fill-faint text-[11px]"
          >
            {shape.text}
          </text>
        );
    }
  });
}

function Legend({ series }: { readonly series: readonly Series[] }) {
  if (series.length < 2) return null;
  return (
    <ul className="mb-2 flex flex-wrap gap-x-4 gap-y-1 text-label text-muted">
      {series.map(({ name, colour, dash }) => (
        <li key={name} className="flex items-center gap-1.5">
          <svg aria-hidden viewBox="0 0 16 8" className="h-2 w-4">
            {dash === undefined ? (
              <rect width="16" height="8" rx="2" fill={colour} />
            ) : (
              <line y1="4" y2="4" x2="16" stroke={colour} strokeWidth="2" strokeDasharray={dash} />
            )}
          </svg>
          {name}
        </li>
      ))}
    </ul>
  );
}

function DataTable({ label, places, series, format }: ChartProps) {
  return (
    <table className="sr-only">
      <caption>{label}</caption>
      <thead>
        <tr>
          <td />
          {series.map(({ name }) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {places.map((place, index) => (
          <tr key={place}>
            <th scope="row">{place}</th>
            {series.map(({ name, values }) => {
              const value = values[index] ?? null;
              return <td key={name}>{value === null ? '–' : format(value)}</td>;
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Writes shares as percentages, numbers with separators; for the charts. */
export function useChartFormats(): {
  readonly percent: (share: number) => string;
  readonly count: (value: number) => string;
} {
  const format = useFormatter();
  return {
    percent: (share) => format.number(share, { style: 'percent', maximumFractionDigits: 0 }),
    count: (value) => format.number(value, { notation: value >= 10_000 ? 'compact' : 'standard' }),
  };
}
