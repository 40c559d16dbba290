'use client';

import { useWriteTime } from '@/components/ui/use-write-time';
import { Badge, type Tone } from '@/components/ui/badge';
import { ConfirmButton } from '@/components/ui/confirm';
import { Dialog } from '@/components/ui/dialog';
import { Select } from '@/components/ui/field';
import { KeysetTable, type Column } from '@/components/ui/keyset-table';
import { Loaded } from '@/components/ui/loaded';
import { EmptyState, PageHeader } from '@/components/ui/page';
import { RowAction } from '@/components/ui/row-action';
import {
  deliveryState,
  webhookEvent,
  type DeliveryState,
  type WebhookDelivery,
} from '@/lib/webhooks/contract';
import { useReplayDeliveries, useReplayDelivery } from '@/lib/webhooks/hooks';
import { deliveriesQuery, deliveryQuery, webhooksQuery } from '@/lib/webhooks/queries';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Eye, RotateCw, ScrollText } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { toast } from 'sonner';

const toneOf: Record<DeliveryState, Tone> = { waiting: 'accent', delivered: 'ok', failed: 'bad' };
const refreshMs = 3_000;

/** What was sent to one webhook, what came of it, and the way to send it again. */
export function DeliveriesDesk({ webhookId }: { readonly webhookId: string }) {
  const t = useTranslations('webhooks');
  const [state, setState] = useState<DeliveryState | ''>('');
  const [opened, setOpened] = useState<string | null>(null);
  const webhooks = useQuery(webhooksQuery);
  const webhook = webhooks.data?.find(({ id }) => id === webhookId);
  const pages = useInfiniteQuery({
    ...deliveriesQuery(webhookId, state),
    refetchInterval: refreshMs,
  });
  const replayAll = useReplayDeliveries();
  const rows = pages.data?.pages.flatMap(({ deliveries }) => deliveries) ?? [];
  const columns = useColumns(setOpened);
  return (
    <>
      <PageHeader
        title={webhook ? t('log-of', { name: webhook.name }) : t('log')}
        lead={<span className="font-mono">{webhook?.url}</span>}
        actions={
          <>
            <Select
              aria-label={t('state')}
              className="w-36"
              value={state}
              onChange={(event) => {
                const { value } = event.target;
                setState(value === '' ? '' : deliveryState.parse(value));
              }}
            >
              <option value="">{t('all-states')}</option>
              {deliveryState.options.map((each) => (
                <option key={each} value={each}>
                  {t(`states.${each}`)}
                </option>
              ))}
            </Select>
            <ConfirmButton
              label={t('replay-failed')}
              title={t('replay-failed')}
              confirmLabel={t('replay')}
              disabled={replayAll.isPending || webhook?.failed === 0}
              onConfirm={() =>
                replayAll.mutate(
                  { id: webhookId },
                  {
                    onSuccess: ({ replayed }) => toast.success(t('replayed', { count: replayed })),
                    onError: (error) => toast.error(error.message),
                  },
                )
              }
            >
              {t('replayed', { count: webhook?.failed ?? 0 })}
            </ConfirmButton>
          </>
        }
      />
      <KeysetTable
        name="webhook-deliveries"
        label={t('log')}
        pages={pages}
        rows={rows}
        columns={columns}
        rowKey={({ id }) => id}
        empty={
          <EmptyState icon={ScrollText} title={t('log-empty-title')}>
            {t('log-empty-body')}
          </EmptyState>
        }
      />
      <DeliveryDialog id={opened} onClose={() => setOpened(null)} />
    </>
  );
}

function useColumns(open: (id: string) => void): Column<WebhookDelivery>[] {
  const t = useTranslations('webhooks');
  const writeTime = useWriteTime();
  const replay = useReplayDelivery();
  const moment = (at: string) =>
    writeTime(new Date(at), { dateStyle: 'medium', timeStyle: 'medium' });
  return [
    { id: 'when', label: t('when'), cell: ({ createdAt }) => moment(createdAt) },
    {
      id: 'what',
      label: t('what'),
      cell: ({ event }) => <span className="font-mono text-label">{event}</span>,
    },
    {
      id: 'state',
      label: t('state'),
      cell: ({ state }) => <Badge tone={toneOf[state]}>{t(`states.${state}`)}</Badge>,
    },
    { id: 'tries', label: t('tries'), className: 'text-right', cell: ({ tries }) => tries },
    {
      id: 'answer',
      label: t('answer'),
      className: 'max-w-80',
      cell: ({ lastStatus, lastError }) => lastStatus ?? lastError ?? '–',
    },
    {
      id: 'next',
      label: t('next'),
      isOptional: true,
      cell: ({ nextTryAt }) => (nextTryAt ? moment(nextTryAt) : '–'),
    },
    {
      id: 'actions',
      label: t('replay'),
      cell: ({ id, event }) => (
        <div className="flex justify-end gap-1">
          <RowAction icon={Eye} name={event} label={t('detail')} onClick={() => open(id)} />
          <RowAction
            icon={RotateCw}
            name={event}
            label={t('replay')}
            disabled={replay.isPending}
            onClick={() =>
              replay.mutate(id, {
                onSuccess: () => toast.success(t('replayed', { count: 1 })),
                onError: (error) => toast.error(error.message),
              })
            }
          />
        </div>
      ),
    },
  ];
}

function DeliveryDialog({ id, onClose }: { readonly id: string | null; onClose(): void }) {
  const t = useTranslations('webhooks');
  const writeTime = useWriteTime();
  const detail = useQuery({ ...deliveryQuery(id ?? ''), enabled: id !== null });
  const { data } = detail;
  return (
    <Dialog
      open={id !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t('detail')}
      placement="side"
      className="w-[560px]"
    >
      <Loaded query={detail} skeleton="h-48" />
      {data ? (
        <div className="flex flex-col gap-4">
          <p className="font-mono text-label break-all text-muted">webhook-id: {data.eventId}</p>
          <section>
            <h3 className="mb-1 font-medium">{t('body')}</h3>
            <pre className="overflow-auto rounded-md border border-line bg-sunken p-3 font-mono text-label">
              {pretty(data.body)}
            </pre>
          </section>
          <section>
            <h3 className="mb-1 font-medium">{t('attempts')}</h3>
            <ol className="flex flex-col gap-2">
              {data.attempts.map((attempt) => (
                <li key={attempt.at} className="rounded-md border border-line px-3 py-2">
                  <p>
                    {writeTime(new Date(attempt.at), {
                      dateStyle: 'medium',
                      timeStyle: 'medium',
                    })}{' '}
                    · {attempt.status ?? t('no-answer')} · {attempt.durationMs} ms
                  </p>
                  {attempt.error ? <p className="text-bad">{attempt.error}</p> : null}
                  {attempt.answer ? (
                    <p className="font-mono text-label break-all text-muted">{attempt.answer}</p>
                  ) : null}
                </li>
              ))}
            </ol>
          </section>
        </div>
      ) : null}
    </Dialog>
  );
}

function pretty(body: string): string {
  const parsed = webhookEvent.safeParse(JSON.parse(body));
  return parsed.success ? JSON.stringify(JSON.parse(body), null, 2) : body;
}
