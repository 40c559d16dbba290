import { nameOf, valuesText } from '@/components/review/value-text';
import { Kbd } from '@/components/ui/kbd';
import { attributeDefinition } from '@/lib/values/contract';
import { keyCap, type KeyBinding } from '@/lib/desk/key-registry';
import type { Sweep } from '@/lib/sweeps/contract';
import { Check } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';

/** One line about the sweep that was just made, with its way back. */
export function SweepDone(props: {
  readonly sweep: Sweep;
  readonly bindings: readonly KeyBinding[];
  readonly isBusy: boolean;
  onUndo(): void;
}) {
  const { sweep } = props;
  const t = useTranslations('sweeps');
  const locale = useLocale();
  return (
    <p className="mb-3 flex flex-wrap items-center gap-2 rounded-md bg-ok-soft px-3 py-2">
      <Check aria-hidden className="size-4 text-ok" strokeWidth={2.5} />
      <span>
        {t('done', {
          name: nameOf(sweep.attribute, locale),
          value: valuesText(sweep.values, attributeDefinition.parse(sweep.attribute), locale),
          count: sweep.decided,
        })}
      </span>
      {sweep.leased > 0 ? (
        <span className="text-muted">{t('done-leased', { count: sweep.leased })}</span>
      ) : null}
      <button
        type="button"
        disabled={props.isBusy}
        onClick={props.onUndo}
        className="ml-auto inline-flex items-center gap-1.5 font-semibold hover:text-accent"
      >
        {t('undo')} <Kbd>{keyCap(props.bindings, 'undo')}</Kbd>
      </button>
    </p>
  );
}
