import { focusedRow, openSheet } from '@/lib/desk/desk-state';
import { isUnsent } from '@/lib/desk/desk-view';
import { CommentsPanel, GuidelinePanel, StoryPanel } from './lazy-overlays';
import type { DeskActions, DeskOverlay } from './use-desk-actions';

const besideKinds: ReadonlySet<DeskOverlay['kind']> = new Set(['guideline', 'comment', 'history']);

/** Whether it stands beside the rows; everything else lies over the desk. */
export const isBeside = (overlay: DeskOverlay | null): boolean =>
  overlay !== null && besideKinds.has(overlay.kind);

/** Guideline, comments or history of the focused row, which stays where it is, in full sight. */
export function DeskSidePanel({ desk }: { readonly desk: DeskActions }) {
  const { view, controller, overlay, closeOverlay } = desk;
  const sheet = openSheet(view.desk);
  const row = focusedRow(sheet);
  if (!sheet) return null;
  const { product } = sheet;
  switch (overlay?.kind) {
    case 'guideline':
      return row ? <GuidelinePanel row={row} onClose={closeOverlay} /> : null;
    case 'comment':
      return (
        <CommentsPanel key={product.productId} product={product} row={row} onClose={closeOverlay} />
      );
    case 'history':
      return row ? (
        <StoryPanel
          product={product}
          row={row}
          isWaiting={isUnsent(view, product.productId)}
          onRestore={(restored) => {
            closeOverlay();
            controller.restore({ ...restored, values: [...restored.values] });
          }}
          onClose={closeOverlay}
        />
      ) : null;
    default:
      return null;
  }
}
