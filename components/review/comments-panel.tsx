'use client';

import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';
import { Loaded } from '@/components/ui/loaded';
import { SidePanel } from '@/components/ui/side-panel';
import type { Comment, CommentThread } from '@/lib/discussion/contract';
import type { ReviewProduct, ReviewRow } from '@/lib/curation/contract';
import { splitMentions } from '@/lib/discussion/mention-draft';
import { useComments } from '@/lib/discussion/hooks';
import { commentsQuery } from '@/lib/discussion/queries';
import { useQuery } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { MentionField } from './mention-field';
import { useRelativeTime } from './use-relative-time';
import { nameOf } from './value-text';

type Subject =
  | { readonly kind: 'attribute' | 'product' }
  | { readonly kind: 'thread'; readonly thread: CommentThread };

/** What people say to each other about the product and its attributes. */
export function CommentsPanel(props: {
  readonly product: Pick<ReviewProduct, 'productId' | 'title'>;
  readonly row: ReviewRow | null;
  onClose(): void;
}) {
  const t = useTranslations('review.comments');
  const locale = useLocale();
  const { product, row } = props;
  const [subject, setSubject] = useState<Subject>({ kind: row ? 'attribute' : 'product' });
  const threads = useQuery(commentsQuery(product.productId));
  const { add, resolve } = useComments(product.productId);
  const [notice, setNotice] = useState('');
  const failure = add.error ?? resolve.error ?? threads.error;

  const send = (body: string, mentions: readonly string[]) => {
    const threadId = subject.kind === 'thread' ? subject.thread.id : crypto.randomUUID();
    const attributeKey = subject.kind === 'attribute' && row ? row.attribute.key : null;
    add.mutate(
      { id: crypto.randomUUID(), threadId, attributeKey, body, mentions: [...mentions] },
      { onSuccess: () => setNotice(t('sent')) },
    );
  };
  const subjectName = (thread: CommentThread) =>
    thread.attribute ? nameOf(thread.attribute, locale) : t('whole-product');

  return (
    <SidePanel ownsKeys title={t('title')} description={product.title} onClose={props.onClose}>
      <div className="flex h-full flex-col gap-3">
        <div className="min-h-0 flex-1 overflow-auto">
          <Loaded query={threads} skeleton="h-24" />
          {threads.data?.length === 0 ? <p className="text-faint">{t('none')}</p> : null}
          <ul aria-label={t('threads')} className="flex flex-col gap-3">
            {threads.data?.map((thread) => (
              <Thread
                key={thread.id}
                thread={thread}
                name={subjectName(thread)}
                onReply={() => setSubject({ kind: 'thread', thread })}
                onResolve={(isResolved) =>
                  resolve.mutate(
                    { id: thread.id, isResolved },
                    { onSuccess: () => setNotice(t(isResolved ? 'resolved-now' : 'reopened')) },
                  )
                }
              />
            ))}
          </ul>
        </div>
        <div className="border-t border-line pt-3">
          <div role="radiogroup" aria-label={t('about')} className="mb-2 flex flex-wrap gap-1.5">
            {subject.kind === 'thread' ? (
              <Chip isChosen onChoose={() => undefined}>
                {t('reply-to', { name: subjectName(subject.thread) })}
              </Chip>
            ) : null}
            {row ? (
              <Chip
                isChosen={subject.kind === 'attribute'}
                onChoose={() => setSubject({ kind: 'attribute' })}
              >
                {nameOf(row.attribute, locale)}
              </Chip>
            ) : null}
            <Chip
              isChosen={subject.kind === 'product'}
              onChoose={() => setSubject({ kind: 'product' })}
            >
              {t('whole-product')}
            </Chip>
          </div>
          <MentionField
            key={subject.kind === 'thread' ? subject.thread.id : subject.kind}
            label={t('write')}
            isBusy={add.isPending}
            onSend={send}
          />
          <p className="mt-1 text-label text-faint">{t('hint')}</p>
          <p role="status" aria-live="polite" className="sr-only">
            {notice}
          </p>
          {failure ? (
            <p role="alert" className="mt-1 text-label text-bad">
              {failure.message}
            </p>
          ) : null}
        </div>
      </div>
    </SidePanel>
  );
}

function Chip(props: {
  readonly isChosen: boolean;
  readonly children: React.ReactNode;
  onChoose(): void;
}) {
  return (
    <button
      type="button"
      role="radio"
      aria-checked={props.isChosen}
      onClick={props.onChoose}
      className={classNames(
        'rounded-full border px-2.5 py-0.5 text-label',
        props.isChosen ? 'border-accent bg-accent-soft font-semibold' : 'border-line text-muted',
      )}
    >
      {props.children}
    </button>
  );
}

function Thread(props: {
  readonly thread: CommentThread;
  readonly name: string;
  onReply(): void;
  onResolve(isResolved: boolean): void;
}) {
  const t = useTranslations('review.comments');
  const { thread } = props;
  const isResolved = thread.resolvedAt !== null;
  return (
    <li className={classNames('rounded-lg border border-line p-3', isResolved && 'bg-sunken')}>
      <div className="mb-1.5 flex items-center gap-2">
        <span className="min-w-0 flex-1 truncate text-label font-semibold text-muted">
          {props.name}
        </span>
        {isResolved ? (
          <Badge tone="ok">{t('resolved', { name: thread.resolvedBy ?? '' })}</Badge>
        ) : null}
      </div>
      <ul className="flex flex-col gap-2">
        {thread.comments.map((comment) => (
          <CommentLine key={comment.id} comment={comment} />
        ))}
      </ul>
      <div className="mt-2 -ml-2 flex gap-1">
        <Button size="small" tone="quiet" onClick={props.onReply}>
          {t('reply')}
        </Button>
        <Button size="small" tone="quiet" onClick={() => props.onResolve(!isResolved)}>
          {t(isResolved ? 'reopen' : 'resolve')}
        </Button>
      </div>
    </li>
  );
}

function CommentLine({ comment }: { readonly comment: Comment }) {
  const relativeTime = useRelativeTime();
  return (
    <li>
      <div className="flex gap-2 text-label">
        <b className="font-semibold">{comment.author}</b>
        <time dateTime={comment.createdAt} className="text-faint">
          {relativeTime(comment.createdAt)}
        </time>
      </div>
      <p className="break-words whitespace-pre-wrap">
        {splitMentions(comment.body, comment.mentions).map(({ text, isMention }, place) =>
          isMention ? (
            <b key={place} className="rounded bg-accent-soft px-0.5 font-semibold text-accent">
              {text}
            </b>
          ) : (
            <span key={place}>{text}</span>
          ),
        )}
      </p>
    </li>
  );
}
