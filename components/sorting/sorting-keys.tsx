import { Kbd } from '@/components/ui/kbd';
import { keyCap, type KeyBinding } from '@/lib/desk/key-registry';
import { useTranslations } from 'next-intl';

/** The keys of the page in one line. */
export function SortingKeys(props: {
  readonly bindings: readonly KeyBinding[];
  readonly mayKeep: boolean;
}) {
  const t = useTranslations('sorting.keys');
  const cap = (id: Parameters<typeof keyCap>[1]) => keyCap(props.bindings, id);
  const entries = [
    ['accept', [cap('accept')]],
    ['candidate', [cap('candidate-1'), cap('candidate-2'), cap('candidate-3')]],
    ['edit', [cap('edit')]],
    ['keep', [cap('keep-current')]],
    ['undo', [cap('undo')]],
    ['move', ['↑', '↓']],
  ] as const;
  return (
    <dl
      aria-label={t('label')}
      className="mt-3 flex flex-wrap gap-x-4 gap-y-1 text-label text-muted"
    >
      {entries
        .filter(([name]) => name !== 'keep' || props.mayKeep)
        .map(([name, caps]) => (
          <div key={name} className="flex items-center gap-1.5">
            <dt className="flex gap-0.5">
              {caps.map((each) => (
                <Kbd key={each}>{each}</Kbd>
              ))}
            </dt>
            <dd>{t(name)}</dd>
          </div>
        ))}
    </dl>
  );
}
