'use client';

import { Button } from '@/components/ui/button';
import { queuedDecisions } from '@/lib/desk/desk-messages';
import type { DeskTrouble } from '@/lib/desk/desk-view';
import { AlertTriangle } from 'lucide-react';
import { useTranslations } from 'next-intl';

/** What the server did not take, and the ways out. Stands in the footer: no row above it moves. */
export function TroubleBanner(props: {
  readonly trouble: DeskTrouble | null;
  /** The lease of the open product is over, though nothing was refused yet. */
  readonly lostProduct: { readonly productId: number; readonly title: string } | null;
  /** Who took the open product over. */
  readonly takenBy: string | null;
  onRetake(productId: number): void;
  onReread(productId: number): void;
  onGiveUp(productId: number): void;
}) {
  const t = useTranslations('review.trouble');
  const { trouble, lostProduct } = props;
  const subject = trouble ?? lostProduct;
  if (!subject) return null;
  const { productId, title } = subject;
  const isProblem = trouble?.refusal.kind === 'problem';
  const unsaved = trouble ? queuedDecisions([trouble.message]).length : 0;
  return (
    <div role="alert" className="flex items-center gap-3 border-b border-bad bg-bad-soft px-4 py-2">
      <AlertTriangle aria-hidden className="size-4 shrink-0 text-bad" />
      <p className="min-w-0 flex-1">
        <b className="font-semibold text-bad">
          {isProblem
            ? t('problem', { title })
            : props.takenBy === null
              ? t('lease-lost')
              : t('taken-over', { name: props.takenBy })}
        </b>{' '}
        {trouble?.refusal.kind === 'problem'
          ? trouble.refusal.detail
          : t('lease-lost-body', { count: unsaved })}
      </p>
      {isProblem ? (
        <Button size="small" onClick={() => props.onReread(productId)}>
          {t('reread')}
        </Button>
      ) : (
        <Button size="small" onClick={() => props.onRetake(productId)}>
          {t('retake')}
        </Button>
      )}
      <Button size="small" tone="danger" onClick={() => props.onGiveUp(productId)}>
        {t('give-up')}
      </Button>
    </div>
  );
}
