import { classNames } from '@/components/ui/class-names';
import type { ReviewRow } from '@/lib/curation/contract';
import type { RowDecision } from '@/lib/desk/desk-state';
import { Check, Minus, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';

/** Where the row stands, as a glyph with words for those who do not see it. */
export function RowStatus(props: {
  readonly row: ReviewRow;
  readonly decision: RowDecision | null;
}) {
  const { row, decision } = props;
  const t = useTranslations('review.status');
  if (decision) {
    const words = t(
      decision.absence ?? (decision.kind === 'absent' ? 'not-stated' : decision.kind),
    );
    const isEmpty = decision.kind === 'reject' || decision.kind === 'absent';
    const Icon = isEmpty ? Minus : Check;
    return (
      <Glyph className="bg-ok-soft text-ok" words={words}>
        <Icon aria-hidden className="size-3" strokeWidth={3} />
      </Glyph>
    );
  }
  if (row.group !== 'needs') {
    return <Glyph className="border-[1.5px] border-line-strong" words={t('open')} />;
  }
  const isBlocked =
    row.reasons.includes('overwrites-human') || row.reasons.includes('witness-conflict');
  return isBlocked ? (
    <Glyph className="bg-bad-soft text-bad" words={t('blocked')}>
      <X aria-hidden className="size-3" strokeWidth={3} />
    </Glyph>
  ) : (
    <Glyph className="bg-warn-soft text-warn" words={t('needs')}>
      !
    </Glyph>
  );
}

function Glyph(props: {
  readonly className: string;
  readonly words: string;
  readonly children?: ReactNode;
}) {
  return (
    <span
      role="img"
      aria-label={props.words}
      title={props.words}
      className={classNames(
        'mt-px grid size-[18px] place-items-center rounded-full text-[11px] leading-none font-bold',
        props.className,
      )}
    >
      {props.children}
    </span>
  );
}
