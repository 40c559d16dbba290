/** One line of a chart; points in rising order of x. */
export interface Line {
  readonly label: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
  readonly tone: 'accent' | 'muted' | 'ok';
}

const [width, height] = [520, 200];
const margin = { left: 44, right: 12, top: 10, bottom: 24 };
const stroke = { accent: 'stroke-accent', muted: 'stroke-faint', ok: 'stroke-ok' };
const fill = { accent: 'fill-accent', muted: 'fill-faint', ok: 'fill-ok' };

interface LineChartProps {
  readonly title: string;
  readonly xLabel: string;
  readonly lines: readonly Line[];
  /** The last x, whether it has been reached or not: the axis does not move while points come. */
  readonly lastX: number;
  readonly lowestY: number;
  readonly highestY: number;
  formatY(y: number): string;
}

/** Lines that grow as points come; the table behind them is for screen readers. */
export function LineChart(props: LineChartProps) {
  const { title, lines, lastX, lowestY, highestY, formatY } = props;
  const span = Math.max(1e-9, highestY - lowestY);
  const toX = (x: number) =>
    margin.left + (x / Math.max(1, lastX)) * (width - margin.left - margin.right);
  const toY = (y: number) =>
    height - margin.bottom - ((y - lowestY) / span) * (height - margin.top - margin.bottom);
  const ticks = [0, 0.5, 1].map((share) => lowestY + share * span);
  return (
    <figure className="min-w-0">
      <figcaption className="mb-1 flex flex-wrap items-baseline justify-between gap-3">
        <span className="text-label font-medium text-muted">{title}</span>
        <span className="flex gap-3 text-label text-muted">
          {lines.map(({ label, tone }) => (
            <span key={label} className="inline-flex items-center gap-1.5">
              <svg aria-hidden className="h-2 w-5">
                <line
                  x1="0"
                  x2="20"
                  y1="4"
                  y2="4"
                  strokeWidth="2"
                  strokeDasharray={tone === 'muted' ? '4 3' : undefined}
                  className={stroke[tone]}
                />
              </svg>
              {label}
            </span>
          ))}
        </span>
      </figcaption>
      <svg aria-hidden viewBox={`0 0 ${width} ${height}`} className="w-full">
        {ticks.map((y) => (
          <g key={y}>
            <line
              x1={margin.left}
              x2={width - margin.right}
              y1={toY(y)}
              y2={toY(y)}
              className="stroke-line"
            />
            <text
              x={margin.left - 6}
              y={toY(y) + 4}
              textAnchor="end"
              className="fill-faint text-[11px]"
            >
              {formatY(y)}
            </text>
          </g>
        ))}
        <text x={margin.left} y={height - 6} className="fill-faint text-[11px]">
          0
        </text>
        <text
          x={width - margin.right}
          y={height - 6}
          textAnchor="end"
          className="fill-faint text-[11px]"
        >
          {`${lastX} ${props.xLabel}`}
        </text>
        {lines.map(({ label, points, tone }) => (
          <g key={label}>
            <polyline
              fill="none"
              strokeWidth="2"
              strokeDasharray={tone === 'muted' ? '4 3' : undefined}
              points={points.map(({ x, y }) => `${toX(x)},${toY(y)}`).join(' ')}
              className={stroke[tone]}
            />
            {points.map(({ x, y }) => (
              <circle key={x} cx={toX(x)} cy={toY(y)} r="2" className={fill[tone]} />
            ))}
          </g>
        ))}
      </svg>
      <table className="sr-only">
        <caption>{title}</caption>
        <tbody>
          {lines.flatMap(({ label, points }) =>
            points.map(({ x, y }) => (
              <tr key={`${label}-${x}`}>
                <th scope="row">{`${label} ${x}`}</th>
                <td>{formatY(y)}</td>
              </tr>
            )),
          )}
        </tbody>
      </table>
    </figure>
  );
}
