'use client';

import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Kbd } from '@/components/ui/kbd';
import { isPress } from '@/lib/browser/keyboard';
import type { AttributeValue } from '@/lib/values/contract';
import type { Absence, DecisionKind } from '@/lib/values/decision';
import type { DeskTrouble } from '@/lib/desk/desk-view';
import type { Sheet } from '@/lib/desk/desk-state';
import { useLocale, useTranslations } from 'next-intl';
import { nameOf, valuesText } from './value-text';

interface Side {
  readonly kind: DecisionKind;
  readonly absence?: Absence | null;
  readonly values: readonly AttributeValue[];
}

/** Mine beside what the server holds; one of them is taken for all lines. */
export function ConflictDialog(props: {
  readonly trouble: DeskTrouble;
  readonly sheet: Sheet | null;
  onSettle(whose: 'mine' | 'theirs'): void;
}) {
  const t = useTranslations('review');
  const locale = useLocale();
  const { trouble, sheet, onSettle } = props;
  if (trouble.refusal.kind !== 'conflicts' || trouble.message.kind !== 'decide') return null;
  const mine = new Map(
    trouble.message.decisions.map((decision) => [decision.proposalId, decision]),
  );
  const words = (side: Side | null | undefined, proposalId: number) => {
    if (!side || side.kind === 'undo') return t('conflict.undecided');
    if (side.absence) return t(`status.${side.absence}`);
    if (side.kind === 'reject') return t('status.reject');
    const attribute = sheet?.rows.get(proposalId)?.attribute;
    return attribute ? valuesText(side.values, attribute, locale) : side.values.join(', ');
  };
  const name = (proposalId: number) => {
    const attribute = sheet?.rows.get(proposalId)?.attribute;
    return attribute ? nameOf(attribute, locale) : t('conflict.unknown', { id: proposalId });
  };
  const theirs = new Map(trouble.refusal.conflicts.map((each) => [each.proposalId, each.decision]));

  return (
    <Dialog
      open
      onOpenChange={() => undefined}
      title={t('conflict.title')}
      description={t('conflict.lead', { title: trouble.title })}
    >
      <div
        onKeyDown={(event) => {
          if (!isPress(event.nativeEvent)) return;
          if (event.code === 'Digit1') onSettle('mine');
          if (event.code === 'Digit2') onSettle('theirs');
        }}
      >
        <table className="w-full border-collapse text-left">
          <thead>
            <tr className="text-label text-muted">
              <th className="py-1.5 pr-3 font-medium">{t('conflict.attribute')}</th>
              <th className="py-1.5 pr-3 font-medium">{t('conflict.mine')}</th>
              <th className="py-1.5 font-medium">{t('conflict.theirs')}</th>
            </tr>
          </thead>
          <tbody>
            {[...theirs].map(([proposalId, decision]) => (
              <tr key={proposalId} className="border-t border-line">
                <td className="py-2 pr-3 text-muted">{name(proposalId)}</td>
                <td className="py-2 pr-3 font-semibold">
                  {words(mine.get(proposalId), proposalId)}
                </td>
                <td className="py-2 font-semibold text-bad">{words(decision, proposalId)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <div className="mt-4 flex justify-end gap-2">
          <Button autoFocus onClick={() => onSettle('mine')}>
            <Kbd>1</Kbd> {t('conflict.keep-mine')}
          </Button>
          <Button onClick={() => onSettle('theirs')}>
            <Kbd>2</Kbd> {t('conflict.keep-theirs')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
