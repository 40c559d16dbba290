import { useWriteTime } from '@/components/ui/use-write-time';
import type { OwnProgress } from '@/lib/queues/progress-contract';
import { useTranslations } from 'next-intl';

const dayMs = 86_400_000;

/** When a queue would be empty at its pace: a time of today, a day, or why nobody can say. */
export function useFinish(): (
  progress: Pick<OwnProgress, 'left' | 'finishesAt' | 'perHour'>,
) => string {
  const t = useTranslations('common.finish');
  const writeTime = useWriteTime();
  return ({ left, finishesAt }) => {
    if (left === 0) return t('empty');
    if (finishesAt === null) return t('unknown');
    const at = new Date(finishesAt);
    const isSoon = at.getTime() - Date.now() < dayMs;
    return writeTime(at, isSoon ? { timeStyle: 'short' } : { dateStyle: 'medium' });
  };
}
