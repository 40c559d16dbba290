import { Kbd } from '@/components/ui/kbd';
import { keyCap, type KeyBinding } from '@/lib/desk/key-registry';
import { useTranslations } from 'next-intl';

type Entry = 'accept' | 'reject' | 'undo' | 'move' | 'back' | 'row' | 'open';

/** The keys of the page in one line. */
export function KeyLegend(props: {
  readonly bindings: readonly KeyBinding[];
  readonly entries: readonly Entry[];
}) {
  const t = useTranslations('sweeps.keys');
  const caps = (entry: Entry): readonly string[] => {
    switch (entry) {
      case 'accept':
      case 'reject':
      case 'undo':
        return [keyCap(props.bindings, entry)];
      case 'move':
        return ['←', '→', '↑', '↓'];
      case 'row':
        return ['↑', '↓'];
      case 'back':
        return ['Esc'];
      case 'open':
        return ['↵'];
    }
  };
  return (
    <dl
      aria-label={t('label')}
      className="mt-3 flex flex-wrap gap-x-4 gap-y-1 text-label text-muted"
    >
      {props.entries.map((entry) => (
        <div key={entry} className="flex items-center gap-1.5">
          <dt className="flex gap-0.5">
            {caps(entry).map((cap) => (
              <Kbd key={cap}>{cap}</Kbd>
            ))}
          </dt>
          <dd>{t(entry)}</dd>
        </div>
      ))}
    </dl>
  );
}
