'use client';

import { areSameValues } from '@/lib/values/same-value';
import type { Sheet } from '@/lib/desk/desk-state';
import { proposedValues } from '@/lib/curation/values';
import { useLocale, useTranslations } from 'next-intl';
import { Part } from './evidence-part';
import { useRelativeTime } from './use-relative-time';
import { nameOf, valuesText } from './value-text';

/** What other sellers of the product say of the focused attribute; its size is the same for all. */
export function WitnessTable({ sheet }: { readonly sheet: Sheet }) {
  const t = useTranslations('review.witness');
  const locale = useLocale();
  const relativeTime = useRelativeTime();
  const { product, rows, focusedId } = sheet;
  if (product.siblings.length === 0) return null;
  const all = [...rows.values()];
  const conflicts = all.filter(({ attribute, proposal, witnesses }) => {
    const own = proposedValues(proposal);
    const { tolerance } = attribute;
    return own.length > 0 && witnesses.some(({ values }) => !areSameValues(values, own, tolerance));
  }).length;
  const mostLines = Math.max(1, ...all.map(({ witnesses }) => witnesses.length));
  const row = focusedId === null ? undefined : rows.get(focusedId);
  const own = row ? proposedValues(row.proposal) : [];
  const lastCollected = (sellers: readonly string[]) =>
    product.siblings
      .filter(({ seller }) => sellers.includes(seller))
      .map(({ updatedAt }) => updatedAt)
      .sort()
      .at(-1);

  return (
    <Part
      title={t('title')}
      note={
        conflicts > 0 ? (
          <span className="text-warn">{t('conflicts', { count: conflicts })}</span>
        ) : null
      }
    >
      <div
        className="overflow-hidden rounded-lg border border-line bg-pane px-1 pb-0.5 shadow-low"
        style={{ minHeight: `${34 + mostLines * 34}px` }}
      >
        {row ? (
          <table className="w-full border-collapse text-left">
            <thead>
              <tr className="text-label text-muted">
                <th className="w-2/5 px-2.5 py-1.5 font-normal">{nameOf(row.attribute, locale)}</th>
                <th className="px-2.5 py-1.5 font-normal">{t('seller')}</th>
                <th className="px-2.5 py-1.5 text-right font-normal">{t('updated')}</th>
              </tr>
            </thead>
            <tbody>
              {row.witnesses.map(({ values, surface, sellers }) => {
                const isRival =
                  own.length > 0 && !areSameValues(values, own, row.attribute.tolerance);
                const [first = '', ...others] = sellers;
                const collected = lastCollected(sellers);
                return (
                  <tr key={surface} className="border-t border-line">
                    <td className="px-2.5 py-1.5">
                      <span
                        title={surface}
                        className={
                          isRival
                            ? 'rounded-[3px] bg-bad-soft px-1 font-semibold text-bad'
                            : 'rounded-[3px] bg-mark-faint px-1 font-semibold'
                        }
                      >
                        {valuesText(values, row.attribute, locale)}
                      </span>
                    </td>
                    <td className="px-2.5 py-1.5" title={sellers.join(', ')}>
                      {others.length > 0
                        ? t('others', { seller: first, count: others.length })
                        : first}
                    </td>
                    <td className="px-2.5 py-1.5 text-right text-muted">
                      {collected ? relativeTime(collected) : null}
                    </td>
                  </tr>
                );
              })}
              {row.witnesses.length === 0 ? (
                <tr className="border-t border-line">
                  <td colSpan={3} className="px-2.5 py-1.5 text-faint">
                    {t(row.reasons.includes('hidden') ? 'hidden' : 'none', {
                      name: nameOf(row.attribute, locale),
                    })}
                  </td>
                </tr>
              ) : null}
            </tbody>
          </table>
        ) : null}
      </div>
    </Part>
  );
}
