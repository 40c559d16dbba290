import { Badge, type Tone } from '@/components/ui/badge';
import type { TrainingState } from '@/lib/training/contract';
import { useTranslations } from 'next-intl';

const tones: Record<TrainingState, Tone> = {
  queued: 'neutral',
  running: 'accent',
  done: 'ok',
  failed: 'bad',
  cancelled: 'neutral',
};

export function TrainingStateBadge({ state }: { readonly state: TrainingState }) {
  const t = useTranslations('training');
  return <Badge tone={tones[state]}>{t(`state.${state}`)}</Badge>;
}
