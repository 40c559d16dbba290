import { unitsFor } from '@/lib/values/display';
import type { ReviewRow } from '@/lib/curation/contract';
import type { DeskController } from '@/lib/desk/desk-controller';
import { focusedRow, openSheet, type Sheet } from '@/lib/desk/desk-state';
import type { DeskView } from '@/lib/desk/desk-view';
import type { KeyId } from '@/lib/desk/key-registry';
import { fromDesk, sweepPathOf } from '@/lib/sweeps/sweep-address';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { readSelection } from './evidence-text';

/** The one dialog or panel that lies over the desk or stands beside its rows. */
export type DeskOverlay =
  | { readonly kind: 'guideline' | 'key-sheet' | 'commands' | 'skip' | 'comment' | 'history' }
  | { readonly kind: 'correct-once'; readonly decisionId: string }
  | { readonly kind: 'zoom'; readonly place: number };

interface KeyedDesk {
  readonly view: DeskView;
  readonly controller: DeskController;
  setOverlay(overlay: DeskOverlay): void;
  cycleUnit(): void;
  openCorrection(): void;
  goTo(path: string): void;
}

export interface DeskActions extends KeyedDesk {
  /** The unit that numbers are shown in, by attribute key, where it is not the attribute's own. */
  readonly units: ReadonlyMap<string, string>;
  readonly overlay: DeskOverlay | null;
  closeOverlay(): void;
  /** False when the key stays the browser's. */
  act(id: KeyId): boolean;
}

/** What the keys and the buttons of the desk do, with what of it only the screen knows. */
export function useDeskActions(view: DeskView, controller: DeskController): DeskActions {
  const [overlay, setOverlay] = useState<DeskOverlay | null>(null);
  const { units, cycleUnit } = useShownUnits(view, controller);
  const openCorrection = () => {
    if (view.correction === null) controller.say({ kind: 'no-correction' });
    else setOverlay({ kind: 'correct-once', decisionId: view.correction.decisionId });
  };
  /** The key that opened a panel closes it as well. */
  const toggleOverlay = (next: DeskOverlay) =>
    setOverlay((open) => (open?.kind === next.kind ? null : next));
  const router = useRouter();
  const keyed: KeyedDesk = {
    view,
    controller,
    setOverlay: toggleOverlay,
    cycleUnit,
    openCorrection,
    goTo: (path) => router.push(path),
  };
  return {
    ...keyed,
    units,
    overlay,
    closeOverlay: () => setOverlay(null),
    act: (id) => actOnKey(id, keyed),
  };
}

function useShownUnits(view: DeskView, controller: DeskController) {
  const [units, setUnits] = useState<ReadonlyMap<string, string>>(new Map());
  const cycleUnit = () => {
    const row = focusedRow(openSheet(view.desk));
    if (!row) return;
    const symbols = unitsFor(row.attribute);
    if (symbols.length < 2) return controller.say({ kind: 'one-unit' });
    const shown = units.get(row.attribute.key) ?? row.attribute.unit ?? '';
    const next = symbols[(symbols.indexOf(shown) + 1) % symbols.length] ?? shown;
    setUnits(new Map(units).set(row.attribute.key, next));
  };
  return { units, cycleUnit };
}

function actOnKey(id: KeyId, desk: KeyedDesk): boolean {
  const { controller } = desk;
  const sheet = openSheet(desk.view.desk);
  const row = focusedRow(sheet);
  switch (id) {
    case 'next-row':
      return controller.move('next');
    case 'previous-row':
      return controller.move('previous');
    case 'next-needed':
      controller.advance();
      return true;
    case 'previous-needed':
      controller.goBack();
      return true;
    case 'accept':
      controller.accept();
      return true;
    case 'accept-rest':
      controller.acceptRest();
      return true;
    case 'candidate-1':
    case 'candidate-2':
    case 'candidate-3':
      controller.choose(Number(id.slice(-1)));
      return true;
    case 'edit':
      controller.beginEdit();
      return true;
    case 'not-stated':
    case 'not-applicable':
    case 'conflict':
      controller.absent(id);
      return true;
    case 'reject':
      controller.reject();
      return true;
    case 'cycle-unit':
      desk.cycleUnit();
      return true;
    case 'set-from-selection':
      setFromSelection(controller);
      return true;
    case 'keep-current':
      controller.keepCurrent();
      return true;
    case 'undo':
      void controller.undo();
      return true;
    case 'redo':
      controller.redo();
      return true;
    case 'skip':
      if (sheet) desk.setOverlay({ kind: 'skip' });
      return true;
    case 'guideline':
    case 'history':
      if (row) desk.setOverlay({ kind: id });
      return true;
    case 'comment':
      if (sheet) desk.setOverlay({ kind: id });
      return true;
    case 'correct-once':
      desk.openCorrection();
      return true;
    case 'image':
      if (!sheet) return false;
      if (sheet.product.imageUrls.length === 0) controller.say({ kind: 'no-image' });
      else desk.setOverlay({ kind: 'zoom', place: 0 });
      return true;
    case 'key-sheet':
    case 'commands':
      desk.setOverlay({ kind: id });
      return true;
    case 'sweep':
      return openSweep(sheet, row, desk.goTo);
  }
}

function setFromSelection(controller: DeskController): void {
  const selection = readSelection();
  if (!selection) return controller.setFromSelection(null);
  const { text, ...evidence } = selection;
  controller.setFromSelection({ text, evidence });
  window.getSelection()?.removeAllRanges();
}

/** In this window: Esc comes back to the same product, which the sweep meanwhile takes in. */
function openSweep(
  sheet: Sheet | null,
  row: ReviewRow | null,
  goTo: (path: string) => void,
): boolean {
  const path = sheet && row ? sweepPathOf(sheet.product, row) : null;
  if (path !== null) goTo(fromDesk(path));
  return path !== null;
}
