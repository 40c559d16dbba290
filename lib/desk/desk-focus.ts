import type { DeskCore } from './desk-core';
import type { Deciding } from './desk-deciding';
import { neighbour, nextPending, openSheet, tally } from './desk-state';

/** Where the keys go: from row to row, into a row's editor, and on to the next product. */
export function createFocus(core: DeskCore, { submit }: Pick<Deciding, 'submit'>) {
  const { view, dispatch, workingSheet } = core;
  return {
    focus: (proposalId: number) => dispatch({ type: 'focused', proposalId }),
    /** False at the edge, where the key belongs to the browser. */
    move(direction: 'next' | 'previous'): boolean {
      const sheet = openSheet(view().desk);
      const target = sheet && neighbour(sheet, direction);
      if (target === null) return false;
      dispatch({ type: 'focused', proposalId: target });
      return true;
    },
    /** Enter: to the next row that needs the MD, or on to the next product. */
    advance(): void {
      const sheet = workingSheet();
      if (!sheet) return;
      const target = nextPending(sheet);
      if (target === null) return submit(sheet, 'key');
      const { needs, right } = tally(sheet);
      dispatch(
        { type: 'focused', proposalId: target },
        needs === 0 ? { kind: 'pending', count: right } : null,
      );
    },
    goBack(): void {
      const sheet = openSheet(view().desk);
      const target = sheet && nextPending(sheet, 'previous');
      if (target !== null) dispatch({ type: 'focused', proposalId: target });
    },
    beginEdit: () => dispatch({ type: 'edit-began' }),
    endEdit: () => dispatch({ type: 'edit-ended' }),
    toggleAbsent: () => dispatch({ type: 'absent-toggled' }),
  };
}
