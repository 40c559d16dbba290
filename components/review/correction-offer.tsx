'use client';

import { Kbd } from '@/components/ui/kbd';
import { countLimit } from '@/lib/curation/limits';
import { aftermathQuery } from '@/lib/discussion/queries';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';

/** What the last correction could do elsewhere, in one line; nothing where it could do nothing. */
export function CorrectionOffer(props: {
  readonly decisionId: string;
  /** The server does not have the decision yet. */
  readonly isWaiting: boolean;
  readonly openKey: string;
  onOpen(): void;
}) {
  const t = useTranslations('review.offer');
  const { data } = useQuery({ ...aftermathQuery(props.decisionId), enabled: !props.isWaiting });
  if (!data || (data.same === 0 && data.alike.length === 0 && !data.synonym)) return null;
  const { same, alike, synonym } = data;
  const words = [
    ...(same > 0 ? [t(same >= countLimit ? 'same-many' : 'same', { count: same })] : []),
    ...(synonym ? [t('synonym', { spelling: synonym.spelling })] : []),
    ...(alike.length > 0 ? [t('alike', { count: alike.length })] : []),
  ];
  return (
    <div role="status" className="flex min-w-0 items-center gap-2">
      <span className="min-w-0 truncate" title={words.join(' · ')}>
        {words.join(' · ')}
      </span>
      <button
        type="button"
        tabIndex={-1}
        onMouseDown={(event) => event.preventDefault()}
        onClick={props.onOpen}
        className="inline-flex items-center gap-1.5 font-semibold whitespace-nowrap hover:text-accent"
      >
        {t('open')} <Kbd>{props.openKey}</Kbd>
      </button>
    </div>
  );
}
