'use client';

import { useWriteTime } from '@/components/ui/use-write-time';
import { ShownSecret } from '@/components/integrations/shown-secret';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { ConfirmButton } from '@/components/ui/confirm';
import { Loaded } from '@/components/ui/loaded';
import { EmptyState, PageHeader } from '@/components/ui/page';
import { RowAction } from '@/components/ui/row-action';
import { Table, Td, Th, Tr } from '@/components/ui/table';
import type { Webhook } from '@/lib/webhooks/contract';
import {
  useChangeWebhook,
  useDeleteWebhook,
  useRotateSecret,
  useTestWebhook,
} from '@/lib/webhooks/hooks';
import { webhooksQuery } from '@/lib/webhooks/queries';
import { useQuery } from '@tanstack/react-query';
import { Pencil, Power, Send, Webhook as WebhookIcon } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import Link from 'next/link';
import { useState } from 'react';
import { toast } from 'sonner';
import { WebhookForm } from './webhook-form';

/** Every webhook, how its calls fare, and what can be done with it. */
export function WebhooksDesk() {
  const t = useTranslations('webhooks');
  const webhooks = useQuery(webhooksQuery);
  const [edited, setEdited] = useState<Webhook | 'new' | null>(null);
  const [secret, setSecret] = useState<string | null>(null);
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={
          <Button tone="primary" onClick={() => setEdited('new')}>
            <WebhookIcon aria-hidden className="size-4" />
            {t('add')}
          </Button>
        }
      />
      <Loaded query={webhooks} skeleton="h-48" />
      {webhooks.data?.length === 0 ? (
        <EmptyState icon={WebhookIcon} title={t('empty-title')}>
          {t('empty-body')}
        </EmptyState>
      ) : null}
      {webhooks.data && webhooks.data.length > 0 ? (
        <Table label={t('title')}>
          <thead>
            <tr>
              <Th>{t('name')}</Th>
              <Th>{t('events')}</Th>
              <Th>{t('state')}</Th>
              <Th className="text-right">{t('waiting')}</Th>
              <Th className="text-right">{t('failed')}</Th>
              <Th>{t('last-delivered')}</Th>
              <Th>
                <span className="sr-only">{t('edit')}</span>
              </Th>
            </tr>
          </thead>
          <tbody>
            {webhooks.data.map((webhook) => (
              <WebhookRow
                key={webhook.id}
                webhook={webhook}
                onEdit={() => setEdited(webhook)}
                onSecret={setSecret}
              />
            ))}
          </tbody>
        </Table>
      ) : null}
      <WebhookForm
        key={edited === null || edited === 'new' ? 'new' : edited.id}
        webhook={edited === 'new' ? null : edited}
        isOpen={edited !== null}
        onClose={() => setEdited(null)}
        onSecret={setSecret}
      />
      <ShownSecret
        title={t('secret-title')}
        lead={t('secret-body')}
        secret={secret}
        onClose={() => setSecret(null)}
      />
    </>
  );
}

interface RowProps {
  readonly webhook: Webhook;
  onEdit(): void;
  onSecret(secret: string): void;
}

function WebhookRow({ webhook, onEdit, onSecret }: RowProps) {
  const t = useTranslations('webhooks');
  const format = useFormatter();
  const writeTime = useWriteTime();
  const change = useChangeWebhook();
  const test = useTestWebhook();
  const rotate = useRotateSecret();
  const remove = useDeleteWebhook();
  const { id, name, isEnabled, previousSecretUntil, lastDeliveredAt } = webhook;
  const onError = (error: Error) => toast.error(error.message);
  const moment = (at: string) =>
    writeTime(new Date(at), { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <Tr>
      <Td className="max-w-72">
        <Link
          href={`/integrations/webhooks/${id}`}
          className="font-medium text-accent hover:underline"
        >
          {name}
        </Link>
        <p className="truncate font-mono text-label text-muted" title={webhook.url}>
          {webhook.url}
        </p>
      </Td>
      <Td className="font-mono text-label">
        {webhook.events.map((event) => (
          <span key={event} className="block whitespace-nowrap">
            {event}
          </span>
        ))}
      </Td>
      <Td>
        <Badge tone={isEnabled ? 'ok' : webhook.disabledReason ? 'bad' : 'neutral'}>
          {isEnabled ? t('on') : webhook.disabledReason ? t('gone') : t('off')}
        </Badge>
        {previousSecretUntil ? (
          <p className="mt-1 text-label text-faint">
            {t('rotating', { until: moment(previousSecretUntil) })}
          </p>
        ) : null}
      </Td>
      <Td className="text-right tabular-nums">{format.number(webhook.waiting)}</Td>
      <Td className="text-right tabular-nums">{format.number(webhook.failed)}</Td>
      <Td className="whitespace-nowrap text-muted">
        {lastDeliveredAt ? moment(lastDeliveredAt) : t('never')}
      </Td>
      <Td>
        <div className="flex flex-wrap justify-end gap-1">
          <RowAction
            icon={Send}
            name={name}
            label={t('test')}
            disabled={test.isPending || !isEnabled}
            onClick={() =>
              test.mutate(id, { onSuccess: () => toast.success(t('tested')), onError })
            }
          />
          <RowAction icon={Pencil} name={name} label={t('edit')} onClick={onEdit} />
          <RowAction
            icon={Power}
            name={name}
            label={isEnabled ? t('switch-off') : t('switch-on')}
            disabled={change.isPending}
            onClick={() => change.mutate({ id, isEnabled: !isEnabled }, { onError })}
          />
          <ConfirmButton
            size="small"
            label={t('rotate')}
            title={`${name} – ${t('rotate')}`}
            confirmLabel={t('rotate')}
            disabled={rotate.isPending}
            onConfirm={() =>
              rotate.mutate(id, { onSuccess: ({ secret }) => onSecret(secret), onError })
            }
          >
            {t('rotate-body')}
          </ConfirmButton>
          <ConfirmButton
            size="small"
            tone="danger"
            label={t('delete')}
            title={t('delete-title', { name })}
            confirmLabel={t('delete')}
            disabled={remove.isPending}
            onConfirm={() => remove.mutate(id, { onError })}
          >
            {t('delete-body')}
          </ConfirmButton>
        </div>
      </Td>
    </Tr>
  );
}
