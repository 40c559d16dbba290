'use client';

import { Kbd } from '@/components/ui/kbd';
import type { RowGroup } from '@/lib/curation/contract';
import { isDecided, tally, type Sheet } from '@/lib/desk/desk-state';
import { findRuleTroubles, type RuleTrouble } from '@/lib/desk/broken-rules';
import type { SeenRows } from '@/lib/desk/seen-rows';
import { ChevronDown, ChevronRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, type ReactNode } from 'react';
import { ReviewRowView } from './review-row';
import type { RowActions } from './row-actions';

interface RowGridProps {
  readonly sheet: Sheet;
  /** Unit that numbers are shown in, by attribute key, where it is not the attribute's own. */
  readonly units: ReadonlyMap<string, string>;
  readonly restKey: string;
  /** A form or dialog of the desk has the browser's focus. */
  readonly isCovered: boolean;
  readonly seen: SeenRows;
  /** Shown after an attribute's name. */
  markOf(attributeKey: string): ReactNode;
  readonly actions: RowActions & { toggleAbsent(): void; acceptRest(): void };
}

const noTroubles: readonly RuleTrouble[] = [];
const groups: readonly RowGroup[] = ['needs', 'right', 'absent'];

/** The rows in their three groups, as a grid with one tab stop. */
export function RowGrid(props: RowGridProps) {
  const { sheet, units, restKey, isCovered, seen, actions } = props;
  const t = useTranslations('review.rows');
  const root = useRef<HTMLDivElement>(null);
  const { productId } = sheet.product;
  useSeenRows(root, seen, sheet.isAbsentOpen);
  useRowFocus(root, productId, sheet.focusedId, sheet.isEditing || isCovered);
  const left = tally(sheet);
  const troubles = findRuleTroubles(sheet);

  return (
    <div
      ref={root}
      role="grid"
      data-product={productId}
      aria-label={t('label')}
      aria-readonly={sheet.isLeaseLost}
      className="min-h-0 overflow-auto border-l border-line bg-pane max-lg:border-t max-lg:border-l-0"
    >
      {groups.map((group) => {
        const ids = sheet.order.filter((id) => sheet.rows.get(id)?.group === group);
        if (ids.length === 0) return null;
        const isOpen = group !== 'absent' || sheet.isAbsentOpen;
        const undecided = ids.filter((id) => !isDecided(sheet, id)).length;
        return (
          <div key={group} role="rowgroup">
            <GroupHead>
              <GroupTitle
                group={group}
                count={group === 'absent' ? ids.length : undecided}
                isOpen={isOpen}
                onToggle={actions.toggleAbsent}
              />
              <span className="ml-auto font-normal text-faint">
                {group === 'needs' ? t('needs-hint') : null}
                {group === 'right' && left.right > 0 ? (
                  <button
                    type="button"
                    tabIndex={-1}
                    onMouseDown={(event) => event.preventDefault()}
                    onClick={actions.acceptRest}
                    className="inline-flex items-center gap-1.5 hover:text-text"
                  >
                    <Kbd>{restKey}</Kbd> {t('rest')}
                  </button>
                ) : null}
              </span>
            </GroupHead>
            {isOpen
              ? ids.map((id) => {
                  const row = sheet.rows.get(id);
                  if (!row) return null;
                  const isFocused = sheet.focusedId === id;
                  return (
                    <ReviewRowView
                      key={id}
                      row={row}
                      product={sheet.product}
                      decision={sheet.marks.get(id)?.decision ?? null}
                      isFocused={isFocused}
                      isEditing={isFocused && sheet.isEditing}
                      unit={units.get(row.attribute.key) ?? null}
                      troubles={troubles.get(row.attribute.key) ?? noTroubles}
                      troublesOf={(values) =>
                        findRuleTroubles(sheet, { proposalId: id, values }).get(
                          row.attribute.key,
                        ) ?? noTroubles
                      }
                      mark={props.markOf(row.attribute.key)}
                      actions={actions}
                    />
                  );
                })
              : null}
          </div>
        );
      })}
    </div>
  );
}

function GroupHead({ children }: { readonly children: ReactNode }) {
  return (
    <div role="row" className="sticky top-0 z-10 border-b border-line bg-pane">
      <div
        role="gridcell"
        aria-colspan={4}
        className="flex h-[34px] items-center gap-2 px-[18px] text-label font-semibold text-muted"
      >
        {children}
      </div>
    </div>
  );
}

function GroupTitle(props: {
  readonly group: RowGroup;
  /** Undecided rows; in the collapsed group all of them. */
  readonly count: number;
  readonly isOpen: boolean;
  onToggle(): void;
}) {
  const t = useTranslations('review.rows');
  const isSettled = props.group !== 'absent' && props.count === 0;
  const title = isSettled ? t(`${props.group}-settled`) : t(props.group, { count: props.count });
  if (props.group !== 'absent') {
    const isCalling = props.group === 'needs' && props.count > 0;
    return <span className={isCalling ? 'font-bold text-warn' : undefined}>{title}</span>;
  }
  const Icon = props.isOpen ? ChevronDown : ChevronRight;
  return (
    <button
      type="button"
      aria-expanded={props.isOpen}
      onMouseDown={(event) => event.preventDefault()}
      onClick={props.onToggle}
      className="-ml-1 inline-flex items-center gap-1 rounded px-1 hover:text-text"
    >
      <Icon aria-hidden className="size-3.5" />
      {title}
      <span className="sr-only">{props.isOpen ? t('close') : t('open')}</span>
    </button>
  );
}

/** Notes which rows are wholly on the screen; a hidden page shows none. */
function useSeenRows(
  root: React.RefObject<HTMLElement | null>,
  seen: SeenRows,
  isAbsentOpen: boolean,
) {
  useEffect(() => {
    const grid = root.current;
    if (!grid) return;
    const observe = () => {
      const observer = new IntersectionObserver(
        (entries) => {
          for (const { target, isIntersecting, time } of entries) {
            const id = Number((target as HTMLElement).dataset.row);
            const at = performance.timeOrigin + time;
            if (isIntersecting) seen.enter(id, at);
            else seen.leave(id, at);
          }
        },
        { root: grid, threshold: 0.98 },
      );
      for (const row of grid.querySelectorAll('[data-row]')) observer.observe(row);
      return observer;
    };
    let observer = observe();
    const onVisibility = () => {
      observer.disconnect();
      if (document.visibilityState === 'hidden') seen.leaveAll(Date.now());
      else observer = observe();
    };
    document.addEventListener('visibilitychange', onVisibility);
    return () => {
      observer.disconnect();
      document.removeEventListener('visibilitychange', onVisibility);
    };
  }, [root, seen, isAbsentOpen]);
}

/** Lets the browser's focus follow the desk's, unless a person is in another control. */
function useRowFocus(
  root: React.RefObject<HTMLElement | null>,
  productId: number,
  focusedId: number | null,
  isTaken: boolean,
) {
  useEffect(() => {
    const grid = root.current;
    const row = grid?.querySelector<HTMLElement>(`[data-row="${focusedId ?? ''}"]`);
    if (!grid || !row || isTaken) return;
    const active = document.activeElement;
    const isElsewhere = active !== null && active !== document.body && !grid.contains(active);
    if (!isElsewhere) row.focus({ preventScroll: true });
    row.scrollIntoView({ block: 'nearest' });
  }, [root, productId, focusedId, isTaken]);
}
