import { Kbd } from '@/components/ui/kbd';
import { keyCap, type KeyBinding } from '@/lib/desk/key-registry';
import type { SweepPredicate, SweepSample } from '@/lib/sweeps/contract';
import { useTranslations } from 'next-intl';

/** A rejected sample, and the group without what it stands for. */
export interface Rejection {
  readonly sample: SweepSample;
  readonly rest: SweepPredicate;
  /** True when the product alone left, because the group could not be split. */
  readonly isProduct: boolean;
}

/** What the rejected samples took with them; the last can be taken back in. */
export function LeftOut(props: {
  readonly rejections: readonly Rejection[];
  readonly bindings: readonly KeyBinding[];
  onTakeBack(): void;
}) {
  const t = useTranslations('sweeps.group');
  const words = useRejectionWords();
  if (props.rejections.length === 0) return null;
  return (
    <p className="mt-3 flex flex-wrap items-center gap-x-3 gap-y-1 rounded-md bg-warn-soft px-3 py-2">
      <span className="font-semibold text-warn">{t('left-out')}</span>
      {props.rejections.map((rejection) => (
        <span key={rejection.sample.proposalId} className="max-w-96 truncate">
          {words(rejection)}
        </span>
      ))}
      <button
        type="button"
        onClick={props.onTakeBack}
        className="ml-auto inline-flex items-center gap-1.5 font-semibold hover:text-accent"
      >
        {t('take-back')} <Kbd>{keyCap(props.bindings, 'undo')}</Kbd>
      </button>
    </p>
  );
}

function useRejectionWords(): (rejection: Rejection) => string {
  const t = useTranslations('sweeps');
  return ({ sample, isProduct }) => {
    const { part, seller, title, partCount } = sample;
    const count = t('group.part-count', { count: isProduct ? 1 : partCount });
    if (isProduct) return `${t('group.part-product', { title })} · ${count}`;
    const what =
      part.label === ''
        ? t('group.part-field', { seller, field: t(`field.${part.field ?? 'none'}`) })
        : t('group.part-label', { label: part.label });
    return `${what} · ${count}`;
  };
}
