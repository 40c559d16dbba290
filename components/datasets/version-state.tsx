import { Badge, type Tone } from '@/components/ui/badge';
import type { VersionState } from '@/lib/datasets/contract';
import { useTranslations } from 'next-intl';

const tones: Record<VersionState, Tone> = {
  queued: 'neutral',
  running: 'accent',
  ready: 'ok',
  same: 'ok',
  failed: 'bad',
};

export function VersionStateBadge({ state }: { readonly state: VersionState }) {
  const t = useTranslations('datasets');
  return <Badge tone={tones[state]}>{t(`state.${state}`)}</Badge>;
}
