import { Badge, type Tone } from '@/components/ui/badge';
import type { ReviewState } from '@/lib/catalogue/product-contract';
import { useTranslations } from 'next-intl';

const tones: Record<ReviewState, Tone> = {
  waiting: 'neutral',
  ready: 'accent',
  overlap: 'accent',
  submitted: 'accent',
  committed: 'ok',
  skipped: 'warn',
};

/** Where a product stands on its way through review. */
export function ReviewStateBadge({ state }: { readonly state: ReviewState }) {
  const t = useTranslations('catalogue.products.states');
  return <Badge tone={tones[state]}>{t(state)}</Badge>;
}
