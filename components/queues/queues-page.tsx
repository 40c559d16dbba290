'use client';

import { DeskLink } from '@/components/review/desk-link';
import { Button } from '@/components/ui/button';
import { ConfirmButton } from '@/components/ui/confirm';
import { EmptyState, PageHeader } from '@/components/ui/page';
import { Table, Td, Th, Tr } from '@/components/ui/table';
import type { Queue } from '@/lib/queues/contract';
import { useDeleteQueue } from '@/lib/queues/hooks';
import { queuesQuery } from '@/lib/queues/queries';
import { useQuery } from '@tanstack/react-query';
import { ListChecks, Plus, Timer } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { useState } from 'react';
import { toast } from 'sonner';
import { QueueForm } from './queue-form';
import { useCount } from './use-count';
import { useFilterWords } from './use-filter-words';

const shortMinutes = 20;

/** Every queue with what waits in it; a lead makes and changes them. */
export function QueuesPage(props: {
  readonly initial: readonly Queue[];
  readonly userId: string;
  readonly mayReview: boolean;
  readonly mayEdit: boolean;
}) {
  const { mayReview, mayEdit } = props;
  const t = useTranslations('queues');
  const { data: queues = props.initial } = useQuery({
    ...queuesQuery(),
    initialData: [...props.initial],
  });
  const [edited, setEdited] = useState<Queue | 'new' | null>(null);
  const make = mayEdit ? (
    <Button tone={queues.length > 0 ? 'plain' : 'primary'} onClick={() => setEdited('new')}>
      <Plus aria-hidden className="size-4" />
      {t('make')}
    </Button>
  ) : null;
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={
          <>
            {make}
            {mayEdit ? (
              <Button asChild tone="plain">
                <Link href="/queues/progress">{t('progress.title')}</Link>
              </Button>
            ) : null}
            {mayReview ? (
              <Button asChild tone="plain" title={t('short-time-hint')}>
                <DeskLink href={`/review?minutes=${shortMinutes}`}>
                  <Timer aria-hidden className="size-4" />
                  {t('short-time', { minutes: shortMinutes })}
                </DeskLink>
              </Button>
            ) : null}
            {mayReview ? (
              <Button asChild tone="plain">
                <DeskLink href="/review">{t('start-all')}</DeskLink>
              </Button>
            ) : null}
          </>
        }
      />
      {queues.length === 0 ? (
        <EmptyState icon={ListChecks} title={t('empty-title')} action={make}>
          {t(mayEdit ? 'empty-body' : 'empty-body-md')}
        </EmptyState>
      ) : (
        <QueueTable {...props} queues={queues} onEdit={setEdited} />
      )}
      {edited ? (
        <QueueForm queue={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />
      ) : null}
    </>
  );
}

function QueueTable(props: {
  readonly queues: readonly Queue[];
  readonly userId: string;
  readonly mayReview: boolean;
  readonly mayEdit: boolean;
  onEdit(queue: Queue): void;
}) {
  const t = useTranslations('queues');
  const tCommon = useTranslations('common');
  const filterWords = useFilterWords();
  const count = useCount();
  const remove = useDeleteQueue();
  return (
    <Table label={t('title')}>
      <thead>
        <tr>
          <Th>{t('name')}</Th>
          <Th>{t('filter')}</Th>
          <Th>{t('order')}</Th>
          <Th>{t('team.who')}</Th>
          <Th className="text-right">{t('ready')}</Th>
          <Th className="text-right">{t('leased')}</Th>
          <Th className="text-right">{tCommon('actions')}</Th>
        </tr>
      </thead>
      <tbody>
        {props.queues.map((queue) => (
          <Tr key={queue.id}>
            <Td className="align-middle font-semibold">{queue.name}</Td>
            <Td className="align-middle text-muted">
              {filterWords(queue.filter).join(' · ') || t('everything')}
            </Td>
            <Td className="align-middle whitespace-nowrap text-muted">
              {t(`orders.${queue.order}`)}
            </Td>
            <Td className="align-middle text-muted">
              <Team queue={queue} userId={props.userId} />
            </Td>
            <Td className="text-right align-middle font-semibold">{count(queue.ready)}</Td>
            <Td className="text-right align-middle text-muted">{count(queue.leased)}</Td>
            <Td className="align-middle">
              <span className="flex justify-end gap-1.5 whitespace-nowrap">
                {props.mayEdit ? (
                  <>
                    <Button size="small" tone="quiet" onClick={() => props.onEdit(queue)}>
                      {tCommon('edit')}
                    </Button>
                    <ConfirmButton
                      size="small"
                      tone="danger"
                      label={tCommon('delete')}
                      title={t('delete-title', { name: queue.name })}
                      confirmLabel={tCommon('delete')}
                      onConfirm={() =>
                        remove.mutate(queue.id, { onError: (error) => toast.error(error.message) })
                      }
                    >
                      {t('delete-body')}
                    </ConfirmButton>
                  </>
                ) : null}
                {props.mayReview && isOpenTo(queue, props.userId) ? (
                  <Button
                    asChild
                    size="small"
                    tone={queue.ready > 0 ? 'primary' : 'plain'}
                    aria-label={t('start-named', { name: queue.name })}
                  >
                    <DeskLink href={`/review?queue=${queue.id}`}>{t('start')}</DeskLink>
                  </Button>
                ) : null}
              </span>
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

function isOpenTo({ assignees }: Queue, userId: string): boolean {
  return assignees.length === 0 || assignees.some(({ id }) => id === userId);
}

/** Who works on it; one's own queues say so. */
function Team({ queue, userId }: { readonly queue: Queue; readonly userId: string }) {
  const t = useTranslations('queues.team');
  const { assignees, reviewsWanted, overlapShare } = queue;
  const isMine = assignees.some(({ id }) => id === userId);
  const names = assignees.map(({ name }) => name).join(', ');
  return (
    <span className="flex flex-col gap-0.5">
      <span className={isMine ? 'font-semibold text-accent' : undefined}>
        {isMine ? t('mine', { names }) : names || t('all')}
      </span>
      {reviewsWanted > 1 ? (
        <span className="text-label">
          {t('overlap', { count: reviewsWanted, share: Math.round(overlapShare * 100) })}
        </span>
      ) : null}
    </span>
  );
}
