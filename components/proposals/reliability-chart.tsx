import type { CardSummary } from '@/lib/proposals/card-summary';
import { useFormatter, useTranslations } from 'next-intl';

type Bin = NonNullable<CardSummary['heldOut']>['reliability'][number];

/** Fewer answers say little: their share jumps by chance. */
const fewAnswers = 20;
const side = 220;
const edge = 34;
const at = (share: number): number => edge + share * side;
const up = (share: number): number => 8 + (1 - share) * side;

/** What the model's confidence promised against what was right; the diagonal is an honest model. */
export function ReliabilityChart({ bins }: { readonly bins: readonly Bin[] }) {
  const t = useTranslations('models');
  const format = useFormatter();
  const most = Math.max(...bins.map(({ count }) => count));
  const percent = (share: number) => format.number(share, { style: 'percent' });
  return (
    <figure>
      <svg
        role="img"
        aria-label={t('reliability')}
        viewBox={`0 0 ${edge + side + 14} ${side + 44}`}
        className="w-full max-w-80 text-label"
      >
        {[0, 0.5, 1].map((share) => (
          <g key={share}>
            <line x1={at(0)} x2={at(1)} y1={up(share)} y2={up(share)} className="stroke-line" />
            <text x={edge - 5} y={up(share) + 4} textAnchor="end" className="fill-muted">
              {percent(share)}
            </text>
            <text x={at(share)} y={up(0) + 16} textAnchor="middle" className="fill-muted">
              {percent(share)}
            </text>
          </g>
        ))}
        <line
          x1={at(0)}
          y1={up(0)}
          x2={at(1)}
          y2={up(1)}
          strokeDasharray="4 4"
          className="stroke-line-strong"
        />
        <polyline
          points={bins
            .filter(({ count }) => count >= fewAnswers)
            .map((bin) => `${at(bin.confidence)},${up(bin.accuracy)}`)
            .join(' ')}
          fill="none"
          strokeWidth={1.5}
          className="stroke-accent"
        />
        {bins.map((bin) => (
          <circle
            key={bin.from}
            cx={at(bin.confidence)}
            cy={up(bin.accuracy)}
            r={3 + 5 * Math.sqrt(bin.count / most)}
            className={
              bin.count >= fewAnswers ? 'fill-accent stroke-pane' : 'fill-pane stroke-accent'
            }
          />
        ))}
        <text x={at(0.5)} y={side + 40} textAnchor="middle" className="fill-muted">
          {t('said')}
        </text>
      </svg>
      <figcaption>
        {bins.some(({ count }) => count < fewAnswers) && (
          <p className="text-label text-muted">{t('few-answers', { count: fewAnswers })}</p>
        )}
        <details>
          <summary className="cursor-pointer text-muted">{t('figures')}</summary>
          <table className="mt-2 w-full max-w-80 text-right">
            <thead className="text-label text-muted">
              <tr>
                <th scope="col" className="text-left font-medium">
                  {t('said')}
                </th>
                <th scope="col" className="font-medium">
                  {t('right')}
                </th>
                <th scope="col" className="font-medium">
                  {t('answers')}
                </th>
              </tr>
            </thead>
            <tbody>
              {bins.map((bin) => (
                <tr key={bin.from} className="border-t border-line">
                  <th scope="row" className="py-1 text-left font-normal">
                    {percent(bin.confidence)}
                  </th>
                  <td>{percent(bin.accuracy)}</td>
                  <td>{format.number(bin.count)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      </figcaption>
    </figure>
  );
}
