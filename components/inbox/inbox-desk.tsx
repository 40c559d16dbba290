'use client';

import { Loaded } from '@/components/ui/loaded';
import { useRelativeTime } from '@/components/review/use-relative-time';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';
import { EmptyState, PageHeader } from '@/components/ui/page';
import type { MentionNote } from '@/lib/discussion/contract';
import type { SynonymWish } from '@/lib/discussion/correction-contract';
import { useReadNotes, useSettleSynonym } from '@/lib/discussion/hooks';
import { inboxQuery, synonymsQuery } from '@/lib/discussion/queries';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Bell } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import Link from 'next/link';
import { toast } from 'sonner';

/** Mentions, and the synonyms that people wished. */
export function InboxDesk(props: { readonly mayReview: boolean; readonly isLead: boolean }) {
  const t = useTranslations('inbox');
  const common = useTranslations('common');
  const inbox = useInfiniteQuery(inboxQuery());
  const read = useReadNotes();
  const notes = inbox.data?.pages.flatMap((page) => page.notes) ?? [];
  const hasUnread = notes.some(({ isRead }) => !isRead);
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={
          hasUnread ? <Button onClick={() => read.mutate(null)}>{t('read-all')}</Button> : null
        }
      />
      {props.mayReview ? <Synonyms isLead={props.isLead} /> : null}
      <Loaded query={inbox} skeleton="h-40" />
      {inbox.isSuccess && notes.length === 0 ? (
        <EmptyState icon={Bell} title={t('empty-title')}>
          {t('empty-body')}
        </EmptyState>
      ) : null}
      <ul aria-label={t('mentions')} className="flex flex-col gap-2">
        {notes.map((note) => (
          <Note
            key={note.id}
            note={note}
            mayReview={props.mayReview}
            onOpen={() => {
              if (!note.isRead) read.mutate([note.id]);
            }}
          />
        ))}
      </ul>
      {inbox.hasNextPage ? (
        <Button className="mt-3" onClick={() => void inbox.fetchNextPage()}>
          {common('more')}
        </Button>
      ) : null}
    </>
  );
}

function Note(props: { readonly note: MentionNote; readonly mayReview: boolean; onOpen(): void }) {
  const t = useTranslations('inbox');
  const isKorean = useLocale() === 'ko';
  const relativeTime = useRelativeTime();
  const { note } = props;
  const attribute = note.attribute && (isKorean ? note.attribute.nameKo : note.attribute.nameEn);
  const address = props.mayReview
    ? `/review?product=${note.productId}`
    : `/products/${note.productId}`;
  return (
    <li>
      <Link
        href={address}
        prefetch={false}
        onClick={props.onOpen}
        className={classNames(
          'block rounded-lg border border-line bg-pane px-4 py-3 hover:border-accent',
          !note.isRead && 'shadow-[inset_3px_0_0_var(--accent)]',
        )}
      >
        <span className="flex items-center gap-2">
          <b className="font-semibold">{note.author}</b>
          <time dateTime={note.createdAt} className="text-label text-faint">
            {relativeTime(note.createdAt)}
          </time>
          {note.isRead ? null : <Badge tone="accent">{t('unread')}</Badge>}
          {note.isResolved ? <Badge tone="ok">{t('resolved')}</Badge> : null}
        </span>
        <span className="mt-1 block break-words whitespace-pre-wrap">{note.body}</span>
        <span className="mt-1 block truncate text-label text-muted">
          {[...(attribute ? [attribute] : []), note.title].join(' · ')}
        </span>
      </Link>
    </li>
  );
}

const tones = {
  proposed: 'accent',
  applied: 'ok',
  refused: 'warn',
  withdrawn: 'neutral',
} as const;

function Synonyms({ isLead }: { readonly isLead: boolean }) {
  const t = useTranslations('inbox');
  const { data: wishes = [] } = useQuery(synonymsQuery());
  if (wishes.length === 0) return null;
  return (
    <section className="mb-6">
      <h2 className="mb-2 text-value font-semibold">{t('synonyms')}</h2>
      <ul aria-label={t('synonyms')} className="flex flex-col gap-2">
        {wishes.map((wish) => (
          <Wish key={wish.id} wish={wish} isLead={isLead} />
        ))}
      </ul>
    </section>
  );
}

function Wish({ wish, isLead }: { readonly wish: SynonymWish; readonly isLead: boolean }) {
  const t = useTranslations('inbox');
  const isKorean = useLocale() === 'ko';
  const relativeTime = useRelativeTime();
  const settle = useSettleSynonym();
  const { id, state, attribute, category, spelling, value } = wish;
  const name = isKorean ? attribute.nameKo : attribute.nameEn;
  const act = (step: 'apply' | 'refuse' | 'withdraw') =>
    settle.mutate({ id, step }, { onError: (error) => toast.error(error.message) });
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-lg border border-line bg-pane px-4 py-2.5">
      <span className="min-w-0 flex-1">
        <mark
          lang="ko"
          className="rounded-[3px] bg-mark-faint px-1 font-mono text-[12px] text-inherit"
        >
          {spelling}
        </mark>{' '}
        → <b className="font-semibold">{value ?? t('name-of', { name })}</b>
        <span className="block text-label text-faint">
          {[
            isKorean ? category.nameKo : category.nameEn,
            name,
            wish.createdBy,
            relativeTime(wish.createdAt),
          ].join(' · ')}
        </span>
      </span>
      <Badge tone={tones[state]}>{t(`state.${state}`)}</Badge>
      {isLead && state === 'proposed' ? (
        <>
          <Button
            size="small"
            tone="primary"
            disabled={settle.isPending}
            onClick={() => act('apply')}
          >
            {t('apply')}
          </Button>
          <Button size="small" disabled={settle.isPending} onClick={() => act('refuse')}>
            {t('refuse')}
          </Button>
        </>
      ) : null}
      {state === 'applied' && isLead ? (
        <Button size="small" disabled={settle.isPending} onClick={() => act('withdraw')}>
          {t('take-out')}
        </Button>
      ) : null}
      {state === 'proposed' && !isLead ? (
        <Button size="small" disabled={settle.isPending} onClick={() => act('withdraw')}>
          {t('withdraw')}
        </Button>
      ) : null}
    </li>
  );
}
