import { openSheet } from '@/lib/desk/desk-state';
import type { DeskTrouble } from '@/lib/desk/desk-view';
import type { useKeyMap } from '@/lib/desk/hooks';
import {
  CommandPalette,
  ConflictDialog,
  CorrectionPanel,
  ImageZoom,
  KeySheet,
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
  switch (overlay?.kind) {
    // Skipping is asked for in the footer, and these stand beside the rows.
    case 'skip':
    case 'guideline':
    case 'comment':
    case 'history':
    case undefined:
      return null;
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
