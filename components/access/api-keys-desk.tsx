'use client';

import { useWriteTime } from '@/components/ui/use-write-time';
import { ShownSecret } from '@/components/integrations/shown-secret';
import { Badge, type Tone } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { ConfirmButton } from '@/components/ui/confirm';
import { Loaded } from '@/components/ui/loaded';
import { EmptyState, PageHeader } from '@/components/ui/page';
import { Table, Td, Th, Tr } from '@/components/ui/table';
import type { ApiKey, ApiKeyState } from '@/lib/access/contract';
import { useRevokeApiKey } from '@/lib/access/hooks';
import { apiKeysQuery } from '@/lib/access/queries';
import { useQuery } from '@tanstack/react-query';
import { KeyRound } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import { useState } from 'react';
import { toast } from 'sonner';
import { NewApiKey } from './new-api-key';

const toneOf: Record<ApiKeyState, Tone> = { active: 'ok', expired: 'warn', revoked: 'neutral' };

/** Every API key, what it may do and when it was used. */
export function ApiKeysDesk() {
  const t = useTranslations('access');
  const keys = useQuery(apiKeysQuery);
  const [isAdding, setAdding] = useState(false);
  const [made, setMade] = useState<string | null>(null);
  const add = (
    <Button tone="primary" onClick={() => setAdding(true)}>
      <KeyRound aria-hidden className="size-4" />
      {t('add')}
    </Button>
  );
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} actions={add} />
      <Loaded query={keys} skeleton="h-48" />
      {keys.data?.length === 0 ? (
        <EmptyState icon={KeyRound} title={t('empty-title')}>
          {t('empty-body')}
        </EmptyState>
      ) : null}
      {keys.data && keys.data.length > 0 ? (
        <Table label={t('title')}>
          <thead>
            <tr>
              <Th>{t('name')}</Th>
              <Th>{t('key')}</Th>
              <Th>{t('scopes')}</Th>
              <Th className="text-right">{t('limit')}</Th>
              <Th>{t('state')}</Th>
              <Th>{t('expires')}</Th>
              <Th>{t('last-used')}</Th>
              <Th>{t('created')}</Th>
              <Th>
                <span className="sr-only">{t('revoke')}</span>
              </Th>
            </tr>
          </thead>
          <tbody>
            {keys.data.map((key) => (
              <KeyRow key={key.id} apiKey={key} />
            ))}
          </tbody>
        </Table>
      ) : null}
      <NewApiKey isOpen={isAdding} onClose={() => setAdding(false)} onMade={setMade} />
      <ShownSecret
        title={t('made-title')}
        lead={t('made-body')}
        secret={made}
        onClose={() => setMade(null)}
      />
    </>
  );
}

function KeyRow({ apiKey }: { readonly apiKey: ApiKey }) {
  const t = useTranslations('access');
  const format = useFormatter();
  const writeTime = useWriteTime();
  const revoke = useRevokeApiKey();
  const { id, name, prefix, scopes, requestsPerMinute, state } = apiKey;
  const moment = (at: string | null, otherwise: string) =>
    at === null ? otherwise : writeTime(new Date(at), { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <Tr>
      <Td className="font-medium">{name}</Td>
      <Td className="font-mono text-label whitespace-nowrap text-muted">{prefix}…</Td>
      <Td className="font-mono text-label">{scopes.join(', ')}</Td>
      <Td className="text-right tabular-nums">{format.number(requestsPerMinute)}</Td>
      <Td>
        <Badge tone={toneOf[state]}>{t(`states.${state}`)}</Badge>
      </Td>
      <Td className="whitespace-nowrap text-muted">{moment(apiKey.expiresAt, t('no-end'))}</Td>
      <Td className="whitespace-nowrap text-muted">{moment(apiKey.lastUsedAt, t('never'))}</Td>
      <Td className="text-muted">{apiKey.createdBy}</Td>
      <Td>
        {state === 'revoked' ? null : (
          <ConfirmButton
            size="small"
            tone="danger"
            label={t('revoke')}
            title={t('revoke-title', { name })}
            confirmLabel={t('revoke')}
            disabled={revoke.isPending}
            onConfirm={() =>
              revoke.mutate(id, {
                onSuccess: () => toast.success(t('revoked', { name })),
                onError: (error) => toast.error(error.message),
              })
            }
          >
            {t('revoke-body')}
          </ConfirmButton>
        )}
      </Td>
    </Tr>
  );
}
