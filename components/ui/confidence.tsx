import { confidenceBand } from '@/lib/proposals/bands';
import { useTranslations } from 'next-intl';
import { classNames } from './class-names';

const bars = {
  high: ['bg-ok', 'bg-ok', 'bg-ok'],
  medium: ['bg-warn', 'bg-warn', 'bg-line-strong'],
  low: ['bg-bad', 'bg-line-strong', 'bg-line-strong'],
} as const;

/** Three bars and words for the band; the number lives in the tooltip. */
export function Confidence({ value }: { readonly value: number }) {
  const t = useTranslations('common');
  const band = confidenceBand(value);
  const words = t(`confidence.${band}`);
  return (
    <span
      role="img"
      aria-label={words}
      title={`${words} · ${Math.round(value * 100)}%`}
      className="inline-flex gap-0.5"
    >
      {bars[band].map((colour, index) => (
        <span key={index} className={classNames('h-[5px] w-[10px] rounded-[1px]', colour)} />
      ))}
    </span>
  );
}
