'use client';

import { useWriteTime } from '@/components/ui/use-write-time';
import { Button } from '@/components/ui/button';
import { ConfirmButton } from '@/components/ui/confirm';
import { Loaded } from '@/components/ui/loaded';
import { PageHeader } from '@/components/ui/page';
import { Table, Td, Th, Tr } from '@/components/ui/table';
import { useTakeOver } from '@/lib/desk/hooks';
import type { HeldProducts, TeamProgress } from '@/lib/queues/progress-contract';
import { heldProductsQuery, teamProgressQuery } from '@/lib/queues/queries';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useFormatter, useNow, useTranslations } from 'next-intl';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import type { ReactNode } from 'react';
import { toast } from 'sonner';
import { useCount } from './use-count';
import { useFinish } from './use-finish';

type Progress = TeamProgress['queues'][number];

/** What a lead watches through the day: queues, people, and who holds what right now. */
export function QueueProgress({ userId }: { readonly userId: string }) {
  const t = useTranslations('queues.progress');
  const progress = useQuery(teamProgressQuery());
  const held = useQuery(heldProductsQuery());
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={
          <Button asChild>
            <Link href="/queues">{t('back')}</Link>
          </Button>
        }
      />
      <div className="flex flex-col gap-8">
        <Part title={t('queues')} query={progress}>
          {({ queues }) =>
            queues.length === 0 ? <Nothing>{t('no-queues')}</Nothing> : <Queues queues={queues} />
          }
        </Part>
        <Part title={t('people')} query={progress}>
          {({ queues }) =>
            queues.every(({ people }) => people.length === 0) ? (
              <Nothing>{t('nobody')}</Nothing>
            ) : (
              <People queues={queues} />
            )
          }
        </Part>
        <Part title={t('held')} query={held}>
          {(products) =>
            products.length === 0 ? (
              <Nothing>{t('nothing-held')}</Nothing>
            ) : (
              <Held products={products} userId={userId} />
            )
          }
        </Part>
      </div>
    </>
  );
}

function Part<Data>(props: {
  readonly title: string;
  readonly query: UseQueryResult<Data>;
  children(data: Data): ReactNode;
}) {
  return (
    <section>
      <h2 className="mb-2 font-semibold">{props.title}</h2>
      <Loaded query={props.query} skeleton="h-40">
        {props.children}
      </Loaded>
    </section>
  );
}

function Nothing({ children }: { readonly children: ReactNode }) {
  return <p className="rounded-md border border-line bg-pane px-4 py-3 text-muted">{children}</p>;
}

function Queues({ queues }: { readonly queues: readonly Progress[] }) {
  const t = useTranslations('queues.progress');
  const format = useFormatter();
  const count = useCount();
  const finish = useFinish();
  return (
    <Table label={t('queues')}>
      <thead>
        <tr>
          <Th>{t('queue')}</Th>
          <Th className="text-right">{t('left')}</Th>
          <Th className="text-right">{t('leased')}</Th>
          <Th className="text-right">{t('products')}</Th>
          <Th className="text-right">{t('found')}</Th>
          <Th className="text-right">{t('per-hour')}</Th>
          <Th className="text-right">{t('finishes')}</Th>
        </tr>
      </thead>
      <tbody>
        {queues.map((queue) => (
          <Tr key={queue.id ?? ''}>
            <Td className="font-medium">{queue.name ?? t('no-queue')}</Td>
            <Td className="text-right font-semibold">{count(queue.left)}</Td>
            <Td className="text-right text-muted">{count(queue.leased)}</Td>
            <Td className="text-right">{format.number(queue.products)}</Td>
            <Td className="text-right">{format.number(queue.found)}</Td>
            <Td className="text-right">
              {queue.perHour === null ? '–' : format.number(queue.perHour)}
            </Td>
            <Td className="text-right whitespace-nowrap">{finish(queue)}</Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

function People({ queues }: { readonly queues: readonly Progress[] }) {
  const t = useTranslations('queues.progress');
  const format = useFormatter();
  const now = useNow({ updateInterval: 60_000 });
  return (
    <Table label={t('people')}>
      <thead>
        <tr>
          <Th>{t('person')}</Th>
          <Th>{t('queue')}</Th>
          <Th className="text-right">{t('products')}</Th>
          <Th className="text-right">{t('rows')}</Th>
          <Th className="text-right">{t('found')}</Th>
          <Th className="text-right">{t('speed')}</Th>
          <Th className="text-right">{t('last')}</Th>
        </tr>
      </thead>
      <tbody>
        {queues.flatMap((queue) =>
          queue.people.map((person) => (
            <Tr key={`${queue.id ?? ''} ${person.userId}`}>
              <Td className="font-medium">{person.name}</Td>
              <Td className="text-muted">{queue.name ?? t('no-queue')}</Td>
              <Td className="text-right">{format.number(person.products)}</Td>
              <Td className="text-right">{format.number(person.rows)}</Td>
              <Td className="text-right">{format.number(person.found)}</Td>
              <Td className="text-right">
                {format.number(person.speed, { style: 'percent', maximumFractionDigits: 0 })}
              </Td>
              <Td className="text-right whitespace-nowrap text-muted">
                {format.relativeTime(new Date(person.lastAt), now)}
              </Td>
            </Tr>
          )),
        )}
      </tbody>
    </Table>
  );
}

function Held(props: { readonly products: HeldProducts; readonly userId: string }) {
  const t = useTranslations('queues.progress');
  const tCommon = useTranslations('common');
  const format = useFormatter();
  const writeTime = useWriteTime();
  const now = useNow({ updateInterval: 10_000 });
  return (
    <Table label={t('held')}>
      <thead>
        <tr>
          <Th>{t('product')}</Th>
          <Th>{t('queue')}</Th>
          <Th>{t('holder')}</Th>
          <Th className="text-right">{t('seen')}</Th>
          <Th className="text-right">{t('until')}</Th>
          <Th className="text-right">{tCommon('actions')}</Th>
        </tr>
      </thead>
      <tbody>
        {props.products.map((held) => (
          <Tr key={held.productId}>
            <Td className="align-middle">
              <Link className="font-medium hover:underline" href={`/products/${held.productId}`}>
                {held.title}
              </Link>
              <span className="text-muted"> · {held.seller}</span>
            </Td>
            <Td className="align-middle text-muted">{held.queueName ?? t('no-queue')}</Td>
            <Td className="align-middle whitespace-nowrap">{held.userName}</Td>
            <Td className="text-right align-middle whitespace-nowrap text-muted">
              {format.relativeTime(new Date(held.seenAt), now)}
            </Td>
            <Td className="text-right align-middle whitespace-nowrap text-muted">
              {writeTime(new Date(held.until), { timeStyle: 'short' })}
            </Td>
            <Td className="text-right align-middle">
              {held.userId === props.userId ? null : <TakeOver held={held} />}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

/** Takes the product and opens it; its holder is told at the desk. */
function TakeOver({ held }: { readonly held: HeldProducts[number] }) {
  const t = useTranslations('queues.progress');
  const router = useRouter();
  const take = useTakeOver(held.productId);
  return (
    <ConfirmButton
      size="small"
      label={t('take-over')}
      title={t('take-over-title', { name: held.userName })}
      confirmLabel={t('take-over')}
      onConfirm={() =>
        take.mutate(held.userId, {
          onSuccess: () => router.push(`/review?product=${held.productId}`),
          onError: (error) => toast.error(error.message),
        })
      }
    >
      {t('take-over-body', { name: held.userName })}
    </ConfirmButton>
  );
}
