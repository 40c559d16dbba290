import { Badge, type Tone } from '@/components/ui/badge';
import type { ProductState } from '@/lib/catalogue/product-contract';
import { useTranslations } from 'next-intl';

const tones: Record<ProductState, Tone> = {
  waiting: 'neutral',
  ready: 'accent',
  overlap: 'accent',
  submitted: 'accent',
  committed: 'ok',
  skipped: 'warn',
  withdrawn: 'neutral',
};

/** Where a product stands on its way through review, or that its seller took it back. */
export function ReviewStateBadge({ state }: { readonly state: ProductState }) {
  const t = useTranslations('catalogue.products.states');
  return <Badge tone={tones[state]}>{t(state)}</Badge>;
}
