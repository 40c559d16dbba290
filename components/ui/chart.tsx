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

const width = 720;
const height = 190;
const pad = { left: 44, right: 12, top: 10, bottom: 22 };
const plotWidth = width - pad.left - pad.right;
const plotHeight = height - pad.top - pad.bottom;
const gridSteps = 4;
const mostPlaceWords = 8;

/** Lines over time, with the table behind them for who hears the page. */
export function LineChart(props: ChartProps & { readonly from?: number; readonly to?: number }) {
  const { series, places } = props;
  const known = series.flatMap(({ values }) => values.filter((value) => value !== null));
  const low = props.from ?? 0;
  const high = props.to ?? niceCeiling(Math.max(1, ...known));
  const x = (index: number) => pad.left + (plotWidth * (index + 0.5)) / Math.max(1, places.length);
  const y = (value: number) => pad.top + plotHeight * (1 - (value - low) / (high - low || 1));
  return (
    <Frame {...props} low={low} high={high}>
      {series.map(({ name, colour, dash, values }) => (
        <g key={name} fill="none" stroke={colour} strokeWidth={2}>
          <path d={linePath(values, x, y)} strokeDasharray={dash} strokeLinejoin="round" />
          {values.map((value, index) =>
            value === null ? null : (
              <circle key={index} cx={x(index)} cy={y(value)} r={2} fill={colour} stroke="none">
                <title>{`${places[index]} · ${name} ${props.format(value)}`}</title>
              </circle>
            ),
          )}
        </g>
      ))}
    </Frame>
  );
}

/** What a whole is made of, place by place. */
export function StackedBars(props: ChartProps) {
  const { series, places } = props;
  const sums = places.map((_, index) =>
    series.reduce((sum, { values }) => sum + (values[index] ?? 0), 0),
  );
  const high = niceCeiling(Math.max(1, ...sums));
  const step = plotWidth / Math.max(1, places.length);
  const barWidth = Math.max(1, Math.min(36, step * 0.72));
  return (
    <Frame {...props} low={0} high={high}>
      {places.map((place, index) => {
        let below = 0;
        return (
          <g key={place}>
            {series.map(({ name, colour, values }) => {
              const value = values[index] ?? 0;
              const top = pad.top + plotHeight * (1 - (below + value) / high);
              below += value;
              return value === 0 ? null : (
                <rect
                  key={name}
                  x={pad.left + step * (index + 0.5) - barWidth / 2}
                  y={top}
                  width={barWidth}
                  height={Math.max(0.5, (plotHeight * value) / high)}
                  fill={colour}
                >
                  <title>{`${place} · ${name} ${props.format(value)}`}</title>
                </rect>
              );
            })}
          </g>
        );
      })}
    </Frame>
  );
}

/** A curve without axes, as high as a line of text. */
export function Sparkline(props: {
  readonly label: string;
  readonly values: readonly (number | null)[];
}) {
  const { values } = props;
  const x = (index: number) => 1 + (78 * index) / Math.max(1, values.length - 1);
  const y = (value: number) => 1 + 18 * (1 - value);
  return (
    <svg role="img" aria-label={props.label} viewBox="0 0 80 20" className="h-5 w-20">
      <path d={linePath(values, x, y)} fill="none" stroke="var(--accent)" strokeWidth={1.5} />
    </svg>
  );
}

function Frame(
  props: ChartProps & { readonly low: number; readonly high: number; readonly children: ReactNode },
) {
  const { places, series, low, high } = props;
  const everyPlace = Math.max(1, Math.ceil(places.length / mostPlaceWords));
  return (
    <figure>
      <Legend series={series} />
      <svg
        role="img"
        aria-label={props.label}
        viewBox={`0 0 ${width} ${height}`}
        className="w-full overflow-visible"
      >
        {Array.from({ length: gridSteps + 1 }, (_, step) => {
          const value = low + ((high - low) * step) / gridSteps;
          const level = pad.top + plotHeight * (1 - step / gridSteps);
          return (
            <g key={step}>
              <line
                x1={pad.left}
                x2={width - pad.right}
                y1={level}
                y2={level}
                stroke={step === 0 ? 'var(--line-strong)' : 'var(--line)'}
              />
              <text
                x={pad.left - 6}
                y={level + 4}
                textAnchor="end"
                className="fill-faint text-[11px]"
              >
                {props.format(value)}
              </text>
            </g>
          );
        })}
        {places.map((place, index) =>
          index % everyPlace === 0 ? (
            <text
              key={place}
              x={pad.left + (plotWidth * (index + 0.5)) / places.length}
              y={height - 5}
              textAnchor="middle"
              className="fill-faint text-[11px]"
            >
              {place}
            </text>
          ) : null,
        )}
        {props.children}
      </svg>
      <DataTable {...props} />
    </figure>
  );
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

/** A path through the known values; a gap where one is unknown. */
function linePath(
  values: readonly (number | null)[],
  x: (index: number) => number,
  y: (value: number) => number,
): string {
  return values
    .map((value, index) => {
      if (value === null) return '';
      const isFirst = index === 0 || values[index - 1] === null;
      return `${isFirst ? 'M' : 'L'}${x(index).toFixed(1)} ${y(value).toFixed(1)}`;
    })
    .join('');
}

/** The next of 1, 2, 4 and 10 times a power of ten, so that quarters of it are round. */
function niceCeiling(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 4, 10].find((factor) => factor * power >= value) ?? 10) * power;
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
