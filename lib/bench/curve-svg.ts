/** One line of a chart; points in rising order of x. */
export interface Curve {
  readonly label: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
  readonly isDashed: boolean;
  /** Which of the colours. */
  readonly colour: number;
}

// Okabe and Ito's, which the colour-blind can tell apart.
const colours = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9'];
const [width, height] = [760, 420];
const margin = { left: 56, right: 190, top: 40, bottom: 44 };

/** A line chart as SVG text, labelled at the ends of its lines. */
export function drawCurves(
  curves: readonly Curve[],
  words: { readonly title: string; readonly x: string; readonly y: string },
): string {
  const all = curves.flatMap(({ points }) => points);
  const highestX = Math.max(1, ...all.map(({ x }) => x));
  const highestY = Math.max(1, ...all.map(({ y }) => y));
  const toX = (x: number) => margin.left + (x / highestX) * (width - margin.left - margin.right);
  const toY = (y: number) =>
    height - margin.bottom - (y / highestY) * (height - margin.top - margin.bottom);
  const ticks = (highest: number) => [0, 0.25, 0.5, 0.75, 1].map((share) => share * highest);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    text(margin.left, 22, words.title, 'font-size="14" font-weight="600"'),
    text(margin.left, height - 8, words.x),
    text(8, margin.top - 10, words.y),
    ...ticks(highestY).flatMap((y) => [
      `<line x1="${margin.left}" x2="${width - margin.right}" y1="${toY(y)}" y2="${toY(y)}" stroke="#ddd"/>`,
      text(margin.left - 6, toY(y) + 4, y.toFixed(1), 'text-anchor="end"'),
    ]),
    ...ticks(highestX).map((x) =>
      text(toX(x), height - margin.bottom + 16, x.toFixed(0), 'text-anchor="middle"'),
    ),
    ...curves.map(({ points, isDashed, colour }) => {
      const path = points.map(({ x, y }) => `${toX(x).toFixed(1)},${toY(y).toFixed(1)}`).join(' ');
      const dash = isDashed ? ' stroke-dasharray="5 4"' : '';
      return `<polyline points="${path}" fill="none" stroke="${colourOf(colour)}" stroke-width="2"${dash}/>`;
    }),
    ...curves.map(({ label, isDashed, colour }, place) => {
      const y = margin.top + 18 * place;
      const x = width - margin.right + 12;
      const dash = isDashed ? ' stroke-dasharray="5 4"' : '';
      return `<line x1="${x}" x2="${x + 22}" y1="${y}" y2="${y}" stroke="${colourOf(colour)}" stroke-width="2"${dash}/>${text(x + 28, y + 4, label)}`;
    }),
    '</svg>',
    '',
  ].join('\n');
}

function colourOf(place: number): string {
  return colours[place % colours.length] ?? '#000';
}

function text(x: number, y: number, words: string, more = ''): string {
  const escaped = words.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<text x="${x}" y="${y}" fill="#222" ${more}>${escaped}</text>`;
}
