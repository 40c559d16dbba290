'use client';

import { Button } from '@/components/ui/button';
import { ConfirmButton } from '@/components/ui/confirm';
import { EmptyState } from '@/components/ui/page';
import { Kbd } from '@/components/ui/kbd';
import type { ReviewProduct } from '@/lib/curation/contract';
import { useTakeOver } from '@/lib/desk/hooks';
import type { DeskPhase } from '@/lib/desk/desk-view';
import { CloudOff, Inbox } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';

/** No product is open: why, what to do, and how reviewing goes. */
export function EmptyDesk(props: {
  readonly phase: DeskPhase & { readonly kind: 'empty' | 'failed' };
  onRetry(): void;
}) {
  const { phase } = props;
  const t = useTranslations('review');
  const tCommon = useTranslations('common');
  if (phase.kind === 'failed') {
    return (
      <EmptyState
        isWholePage
        icon={CloudOff}
        title={t('failed.title')}
        action={
          <Button tone="primary" onClick={props.onRetry}>
            {tCommon('retry')}
          </Button>
        }
      >
        {phase.detail || t('failed.network')}
      </EmptyState>
    );
  }
  const { product } = phase;
  const holder = product?.lease?.userName;
  return (
    <EmptyState
      isWholePage
      icon={Inbox}
      title={product ? t('empty.product-title') : t('empty.title')}
      action={
        <div className="flex gap-2">
          <Button tone="primary" asChild>
            <Link href="/queues" prefetch={false}>
              {t('empty.queues')}
            </Link>
          </Button>
          {product?.lease ? <TakeOver product={product} onTaken={props.onRetry} /> : null}
          <Button onClick={props.onRetry}>{t('empty.again')}</Button>
          <Button asChild>
            <Link href="/imports" prefetch={false}>
              {t('empty.import')}
            </Link>
          </Button>
        </div>
      }
    >
      {product ? (
        <>
          <b className="font-semibold">{product.title}</b>
          <br />
          {holder ? t('empty.held', { name: holder }) : t(`empty.state.${product.state}`)}
        </>
      ) : (
        t('empty.body')
      )}
    </EmptyState>
  );
}

/** Takes the product from whoever holds it; they are told, and keep what they had not sent yet. */
function TakeOver(props: { readonly product: ReviewProduct; onTaken(): void }) {
  const t = useTranslations('review.empty');
  const { productId, lease } = props.product;
  const take = useTakeOver(productId);
  if (!lease) return null;
  return (
    <ConfirmButton
      label={t('take-over')}
      title={t('take-over-title', { name: lease.userName })}
      confirmLabel={t('take-over')}
      onConfirm={() => take.mutate(lease.userId, { onSettled: props.onTaken })}
    >
      {t('take-over-body', { name: lease.userName })}
    </ConfirmButton>
  );
}

/** Three lines that teach the desk, beside an empty queue. */
export function DeskLesson() {
  const t = useTranslations('review.empty');
  const lines = [
    { keys: ['A', 'E', 'N'], text: t('learn-1') },
    { keys: ['⇧A'], text: t('learn-2') },
    { keys: ['↵', 'Z'], text: t('learn-3') },
  ];
  return (
    <section className="mt-6">
      <h2 className="mb-2 text-label font-semibold text-muted">{t('learn')}</h2>
      <ul className="flex flex-col gap-2">
        {lines.map(({ keys, text }) => (
          <li key={text} className="flex items-center gap-3">
            <span className="flex w-20 justify-end gap-1">
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </span>
            {text}
          </li>
        ))}
      </ul>
    </section>
  );
}
