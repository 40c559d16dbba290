import { focusedRow, openSheet } from '@/lib/desk/desk-state';
import { isUnsent, type DeskTrouble } from '@/lib/desk/desk-view';
import type { useKeyMap } from '@/lib/desk/hooks';
import {
  CommandPalette,
  CommentsPanel,
  ConflictDialog,
  CorrectionPanel,
  GuidelinePanel,
  ImageZoom,
  KeySheet,
  StoryPanel,
} from './lazy-overlays';
import type { DeskActions } from './use-desk-actions';

interface LayerProps {
  readonly desk: DeskActions;
  readonly keys: ReturnType<typeof useKeyMap>;
  readonly conflict: DeskTrouble | null;
  /** Leads teach the schema at once; others propose to them. */
  readonly isLead: boolean;
}

/** The dialogs and panels over the desk: the one that a person opened, and a conflict. */
export function DeskLayers({ desk, keys, conflict, isLead }: LayerProps) {
  const { view, controller } = desk;
  return (
    <>
      <Layer desk={desk} keys={keys} isLead={isLead} />
      {conflict ? (
        <ConflictDialog
          trouble={conflict}
          sheet={view.desk.sheets.get(conflict.productId) ?? null}
          onSettle={(whose) => void controller.settleConflict(conflict, whose)}
        />
      ) : null}
    </>
  );
}

function Layer({ desk, keys, isLead }: Omit<LayerProps, 'conflict'>) {
  const { view, controller, overlay, closeOverlay: close } = desk;
  const sheet = openSheet(view.desk);
  const row = focusedRow(sheet);
  switch (overlay?.kind) {
    // Skipping is asked for in the footer.
    case 'skip':
    case undefined:
      return null;
    case 'guideline':
      return row ? <GuidelinePanel row={row} onClose={close} /> : null;
    case 'history':
      return <Story desk={desk} />;
    case 'comment':
      return sheet ? <CommentsPanel product={sheet.product} row={row} onClose={close} /> : null;
    case 'correct-once':
      return <Correction desk={desk} decisionId={overlay.decisionId} isLead={isLead} />;
    case 'zoom':
      return sheet ? (
        <ImageZoom urls={sheet.product.imageUrls} place={overlay.place} onClose={close} />
      ) : null;
    case 'key-sheet':
      return (
        <KeySheet
          bindings={keys.bindings}
          preferences={keys.preferences}
          onSave={keys.save}
          onClose={close}
        />
      );
    case 'commands':
      return (
        <CommandPalette
          bindings={keys.bindings}
          sheet={sheet}
          onAct={(id) => void desk.act(id)}
          onFocus={controller.focus}
          onClose={close}
        />
      );
  }
}

function Story({ desk }: { readonly desk: DeskActions }) {
  const { view, controller, closeOverlay } = desk;
  const sheet = openSheet(view.desk);
  const row = focusedRow(sheet);
  if (!sheet || !row) return null;
  return (
    <StoryPanel
      product={sheet.product}
      row={row}
      isWaiting={isUnsent(view, sheet.product.productId)}
      onRestore={(restored) => {
        closeOverlay();
        controller.restore({ ...restored, values: [...restored.values] });
      }}
      onClose={closeOverlay}
    />
  );
}

function Correction(props: {
  readonly desk: DeskActions;
  readonly decisionId: string;
  readonly isLead: boolean;
}) {
  const { controller, closeOverlay } = props.desk;
  return (
    <CorrectionPanel
      decisionId={props.decisionId}
      isLead={props.isLead}
      onApplied={({ id, decided, leased }) => {
        closeOverlay();
        controller.didElsewhere({ what: 'sweep', id }, { kind: 'swept', count: decided, leased });
      }}
      onSynonym={({ id, state, spelling }) => {
        const kind = state === 'applied' ? 'synonym-applied' : 'synonym-proposed';
        closeOverlay();
        controller.didElsewhere({ what: 'synonym', id }, { kind, spelling });
      }}
      onVisit={(productId, proposalId) => {
        closeOverlay();
        void controller.visit(productId, proposalId);
      }}
      onClose={closeOverlay}
    />
  );
}
