import { Shapes } from '@/components/ui/chart';
import type { CardSummary } from '@/lib/proposals/card-summary';
import { drawCalibration, fewAnswers, niceAxis, type Frame } from '@/lib/statistics/chart';
import { useFormatter, useTranslations } from 'next-intl';

type Bin = NonNullable<CardSummary['heldOut']>['reliability'][number];

const frame: Frame = { width: 268, height: 264, left: 34, right: 14, top: 8, bottom: 36 };

/** What the model's confidence promised against what was right; the diagonal is an honest model. */
export function ReliabilityChart({ bins }: { readonly bins: readonly Bin[] }) {
  const t = useTranslations('models');
  const format = useFormatter();
  const percent = (share: number) => format.number(share, { style: 'percent' });
  const unit = niceAxis(0, 1, percent);
  return (
    <figure>
      <svg
        role="img"
        aria-label={t('reliability')}
        viewBox={`0 0 ${frame.width} ${frame.height}`}
        className="w-full max-w-80 text-label"
      >
        <Shapes shapes={drawCalibration(frame, unit, bins, 'var(--accent)')} />
        <text
          x={(frame.left + frame.width - frame.right) / 2}
          y={frame.height - 4}
          textAnchor="middle"
          className="fill-muted"
        >
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
