'use client';

import { useWriteTime } from '@/components/ui/use-write-time';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Loaded } from '@/components/ui/loaded';
import type { CatalogueProduct, CommitChange, ValueHistory } from '@/lib/curation/contract';
import { valueHistoryQuery } from '@/lib/curation/queries';
import { useQuery } from '@tanstack/react-query';
import { ArrowRight } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { HeldValueText } from './held-value';

/** The history of one attribute, or of all when `attribute` is null. */
export interface HistorySubject {
  readonly attribute: CommitChange['attribute'] | null;
}

/** What commits did to a product's values, newest first. */
export function HistoryDialog(props: {
  readonly product: CatalogueProduct;
  readonly subject: HistorySubject;
  onClose(): void;
  onCommit(commitId: string): void;
}) {
  const t = useTranslations('catalogue');
  const isKorean = useLocale() === 'ko';
  const history = useQuery(valueHistoryQuery(props.product.productId));
  const { attribute } = props.subject;
  const changes = history.data?.changes.filter(
    (change) => attribute === null || change.attribute.key === attribute.key,
  );
  const name = attribute ? (isKorean ? attribute.nameKo : attribute.nameEn) : props.product.title;
  return (
    <Dialog
      open
      placement="side"
      onOpenChange={(isOpen) => {
        if (!isOpen) props.onClose();
      }}
      title={t('history-title', { name })}
    >
      <Loaded query={history} skeleton="h-40" />
      <ol className="flex flex-col gap-4">
        {changes?.map((change) => (
          <HistoryEntry
            key={`${change.commitId} ${change.attribute.key}`}
            change={change}
            isNamed={attribute === null}
            onCommit={props.onCommit}
          />
        ))}
      </ol>
    </Dialog>
  );
}

function HistoryEntry(props: {
  readonly change: ValueHistory['changes'][number];
  readonly isNamed: boolean;
  onCommit(commitId: string): void;
}) {
  const t = useTranslations('catalogue');
  const writeTime = useWriteTime();
  const isKorean = useLocale() === 'ko';
  const { change } = props;
  const { attribute, before, after, kind } = change;
  const facts = [
    writeTime(new Date(change.at), { dateStyle: 'medium', timeStyle: 'short' }),
    t('by', { name: change.by }),
    change.revertsId ? t('from-revert') : kind ? t(`kind.${kind}`) : t('removed'),
    ...(change.modelVersion ? [t('model', { name: change.modelVersion })] : []),
  ];
  return (
    <li className="border-l-2 border-line-strong pl-3">
      {props.isNamed ? (
        <div className="text-label text-muted">
          {isKorean ? attribute.nameKo : attribute.nameEn}
        </div>
      ) : null}
      <div className="flex flex-wrap items-center gap-2 text-value">
        <HeldValueText held={before} attribute={attribute} />
        <ArrowRight aria-label="→" className="size-3.5 text-faint" />
        <HeldValueText held={after} attribute={attribute} />
      </div>
      <div className="mt-0.5 text-label text-faint">{facts.join(' · ')}</div>
      <Button
        size="small"
        tone="quiet"
        className="mt-1 -ml-2"
        onClick={() => props.onCommit(change.commitId)}
      >
        {t('open-commit')}
      </Button>
    </li>
  );
}
