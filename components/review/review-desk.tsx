'use client';

import { whenIdle } from '@/lib/browser/when-idle';
import { unitsFor } from '@/lib/values/display';
import type { DeskScope } from '@/lib/desk/desk-controller';
import { channelOf } from '@/lib/desk/desk-messages';
import { openSheet, type Sheet } from '@/lib/desk/desk-state';
import { useDesk, useKeyMap } from '@/lib/desk/hooks';
import { keyCap, type KeyId } from '@/lib/desk/key-registry';
import { sweepPathOf } from '@/lib/sweeps/sweep-address';
import { useTranslations } from 'next-intl';
import dynamic from 'next/dynamic';
import { useDeferredValue, useEffect, useState } from 'react';
import { DeskFooter } from './desk-footer';
import { DeskHeader } from './desk-header';
import { DeskNotices } from './desk-notices';
import { DeskSkeleton } from './desk-skeleton';
import { DeskLesson, EmptyDesk } from './empty-desk';
import { EvidencePane } from './evidence-pane';
import { readSelection } from './evidence-text';
import { RowGrid } from './row-grid';
import { TroubleBanner } from './trouble-banner';
import { useDeskKeys } from './use-desk-keys';

const loadOverlays = () => import('./desk-overlays');

/**
 * Without `ssr: false` it would have no boundary of its own: while it loads, the whole desk would be
 * hidden and lose the focus.
 */
function overlay<Props>(
  pick: (all: Awaited<ReturnType<typeof loadOverlays>>) => React.ComponentType<Props>,
) {
  return dynamic(async () => pick(await loadOverlays()), { ssr: false });
}

const CommandPalette = overlay((all) => all.CommandPalette);
const ConflictDialog = overlay((all) => all.ConflictDialog);
const DayProgress = overlay((all) => all.DayProgress);
const GuidelinePanel = overlay((all) => all.GuidelinePanel);
const CommentsPanel = overlay((all) => all.CommentsPanel);
const CorrectionOffer = overlay((all) => all.CorrectionOffer);
const CorrectionPanel = overlay((all) => all.CorrectionPanel);
const InboxBell = overlay((all) => all.InboxBell);
const OpenThreads = overlay((all) => all.OpenThreads);
const RowThreads = overlay((all) => all.RowThreads);
const StoryPanel = overlay((all) => all.StoryPanel);
const ImageZoom = overlay((all) => all.ImageZoom);
const KeySheet = overlay((all) => all.KeySheet);

/** No proposal has this number. */
const noRow = -1;

type Overlay =
  | { readonly kind: 'guideline' | 'key-sheet' | 'commands' | 'skip' | 'comment' | 'history' }
  | { readonly kind: 'correct-once'; readonly decisionId: string }
  | { readonly kind: 'zoom'; readonly place: number };

export interface ReviewDeskProps {
  readonly scope: DeskScope;
  readonly userId: string;
  readonly queueName: string | null;
  /** Leads teach the schema at once; others propose to them. */
  readonly isLead: boolean;
}

/** The review screen: one product, its evidence beside its rows, worked by keys. */
export default function ReviewDesk({ scope, userId, queueName, isLead }: ReviewDeskProps) {
  const t = useTranslations('review');
  const { view, controller } = useDesk(scope, userId);
  const keys = useKeyMap();
  const [overlay, setOverlay] = useState<Overlay | null>(null);
  const [units, setUnits] = useState<ReadonlyMap<string, string>>(new Map());
  const { desk, phase, troubles } = view;
  const sheet = openSheet(desk);
  const row = sheet?.rows.get(sheet.focusedId ?? noRow);
  const conflict = troubles.find(({ refusal }) => refusal.kind === 'conflicts') ?? null;
  usePrefetchedImages(desk.upcoming.map((id) => desk.sheets.get(id)));
  const hasOverlays = useOverlays(phase.kind !== 'loading');
  const notedId = useDeferredValue(sheet?.product.productId);
  /** Comments of a product come with the frame after its own. */
  const hasNotes = hasOverlays && notedId === sheet?.product.productId;

  const keyLabel = (id: KeyId) => keyCap(keys.bindings, id);

  const cycleUnit = () => {
    if (!row) return;
    const symbols = unitsFor(row.attribute);
    if (symbols.length < 2) return controller.say({ kind: 'one-unit' });
    const shown = units.get(row.attribute.key) ?? row.attribute.unit ?? '';
    const next = symbols[(symbols.indexOf(shown) + 1) % symbols.length] ?? shown;
    setUnits(new Map(units).set(row.attribute.key, next));
  };

  const setFromSelection = () => {
    const selection = readSelection();
    if (!selection) return controller.setFromSelection(null);
    const { text, ...evidence } = selection;
    controller.setFromSelection({ text, evidence });
    window.getSelection()?.removeAllRanges();
  };

  const accept = () => {
    if (row && !controller.accept()) controller.beginEdit();
  };

  /** Beside the desk, which keeps its products; the sweep leaves out what is held. */
  const sweepRow = (): boolean => {
    const path = sheet && row ? sweepPathOf(sheet.product, row) : null;
    if (path !== null) window.open(path, '_blank', 'noopener');
    return path !== null;
  };

  const openCorrection = () => {
    if (view.correction === null) controller.say({ kind: 'no-correction' });
    else setOverlay({ kind: 'correct-once', decisionId: view.correction.decisionId });
  };
  const isUnsent = (productId: number) => view.outbox.channels.has(channelOf(productId));

  /** False when the key stays the browser's. */
  const act = (id: KeyId): boolean => {
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
        accept();
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
        cycleUnit();
        return true;
      case 'set-from-selection':
        setFromSelection();
        return true;
      case 'undo':
        void controller.undo();
        return true;
      case 'redo':
        controller.redo();
        return true;
      case 'skip':
        if (sheet) setOverlay({ kind: 'skip' });
        return true;
      case 'guideline':
      case 'history':
        if (row) setOverlay({ kind: id });
        return true;
      case 'comment':
        if (sheet) setOverlay({ kind: id });
        return true;
      case 'correct-once':
        openCorrection();
        return true;
      case 'image':
        if (!sheet) return false;
        if (sheet.product.imageUrls.length === 0) controller.say({ kind: 'no-image' });
        else setOverlay({ kind: 'zoom', place: 0 });
        return true;
      case 'key-sheet':
      case 'commands':
        setOverlay({ kind: id });
        return true;
      case 'sweep':
        return sweepRow();
    }
  };

  useDeskKeys({
    bindings: keys.bindings,
    preferences: keys.preferences,
    isOff: overlay !== null || conflict !== null,
    isEditing: sheet?.isEditing ?? false,
    act,
    onKey: controller.countKey,
    onEscape: controller.endEdit,
  });

  const close = () => setOverlay(null);
  const lostProduct = sheet?.isLeaseLost ? sheet.product : null;

  return (
    <div className="grid h-dvh min-h-[360px] grid-rows-[48px_minmax(0,1fr)_auto] bg-bg">
      <DeskHeader
        view={view}
        sheet={sheet}
        queueName={queueName}
        minutes={scope.kind === 'queue' ? scope.minutes : null}
        day={hasOverlays && scope.kind === 'queue' ? <DayProgress queueId={scope.queueId} /> : null}
        notes={
          hasOverlays ? (
            <>
              {sheet && hasNotes ? (
                <OpenThreads
                  productId={sheet.product.productId}
                  commentKey={keyLabel('comment')}
                  onOpen={() => setOverlay({ kind: 'comment' })}
                />
              ) : null}
              <InboxBell />
            </>
          ) : null
        }
      />
      <main className="relative min-h-0">
        {sheet ? (
          <div className="grid h-full grid-cols-[55fr_45fr] max-lg:grid-cols-1 max-lg:grid-rows-[minmax(0,2fr)_minmax(0,3fr)]">
            <EvidencePane
              sheet={sheet}
              onPick={controller.focus}
              onZoom={(place) => setOverlay({ kind: 'zoom', place })}
            />
            <RowGrid
              key={sheet.product.productId}
              sheet={sheet}
              units={units}
              restKey={keyLabel('accept-rest')}
              isCovered={overlay !== null || conflict !== null}
              seen={view.seen}
              markOf={(attributeKey) =>
                hasNotes ? (
                  <RowThreads productId={sheet.product.productId} attributeKey={attributeKey} />
                ) : null
              }
              actions={{
                focus: controller.focus,
                choose: (place) => void controller.choose(place),
                beginEdit: controller.beginEdit,
                endEdit: controller.endEdit,
                absent: (absence) => void controller.absent(absence),
                save: (values) => void controller.setValues({ values }),
                cycleUnit,
                keyLabel,
                toggleAbsent: controller.toggleAbsent,
                acceptRest: controller.acceptRest,
              }}
            />
          </div>
        ) : phase.kind === 'empty' || phase.kind === 'failed' ? (
          <div className="mx-auto max-w-2xl px-6 pt-[14vh]">
            <EmptyDesk phase={phase} onRetry={() => void controller.load()} />
            {phase.kind === 'empty' ? <DeskLesson /> : null}
          </div>
        ) : (
          <>
            <h1 className="sr-only">{t('title')}</h1>
            <DeskSkeleton />
          </>
        )}
        <DeskNotices
          view={view}
          undoKey={keyLabel('undo')}
          onUndo={() => void controller.undo()}
          offer={
            view.correction ? (
              <CorrectionOffer
                decisionId={view.correction.decisionId}
                isWaiting={isUnsent(view.correction.productId)}
                openKey={keyLabel('correct-once')}
                onOpen={openCorrection}
              />
            ) : null
          }
        />
        <TroubleBanner
          trouble={troubles.find(({ refusal }) => refusal.kind !== 'conflicts') ?? null}
          lostProduct={lostProduct}
          takenBy={sheet?.takenBy ?? null}
          onRetake={(productId) => void controller.retake(productId)}
          onReread={(productId) => void controller.reread(productId)}
          onGiveUp={(productId) => void controller.giveUp(productId)}
        />
      </main>
      <DeskFooter
        sheet={sheet}
        isSkipping={overlay?.kind === 'skip'}
        keyLabel={keyLabel}
        act={act}
        onSkip={(reason) => {
          close();
          controller.skip(reason);
        }}
        onSkipEnd={close}
      />
      {overlay?.kind === 'guideline' && row ? <GuidelinePanel row={row} onClose={close} /> : null}
      {overlay?.kind === 'history' && sheet && row ? (
        <StoryPanel
          product={sheet.product}
          row={row}
          isWaiting={isUnsent(sheet.product.productId)}
          onRestore={(restored) => {
            close();
            controller.restore({ ...restored, values: [...restored.values] });
          }}
          onClose={close}
        />
      ) : null}
      {overlay?.kind === 'comment' && sheet ? (
        <CommentsPanel product={sheet.product} row={row ?? null} onClose={close} />
      ) : null}
      {overlay?.kind === 'correct-once' ? (
        <CorrectionPanel
          decisionId={overlay.decisionId}
          isLead={isLead}
          onApplied={({ id, decided, leased }) => {
            close();
            controller.didElsewhere(
              { what: 'sweep', id },
              { kind: 'swept', count: decided, leased },
            );
          }}
          onSynonym={({ id, state, spelling }) => {
            const kind = state === 'applied' ? 'synonym-applied' : 'synonym-proposed';
            close();
            controller.didElsewhere({ what: 'synonym', id }, { kind, spelling });
          }}
          onVisit={(productId, proposalId) => {
            close();
            void controller.visit(productId, proposalId);
          }}
          onClose={close}
        />
      ) : null}
      {overlay?.kind === 'zoom' && sheet ? (
        <ImageZoom urls={sheet.product.imageUrls} place={overlay.place} onClose={close} />
      ) : null}
      {overlay?.kind === 'key-sheet' ? (
        <KeySheet
          bindings={keys.bindings}
          preferences={keys.preferences}
          onSave={keys.save}
          onClose={close}
        />
      ) : null}
      {overlay?.kind === 'commands' ? (
        <CommandPalette
          bindings={keys.bindings}
          sheet={sheet}
          onAct={(id) => void act(id)}
          onFocus={controller.focus}
          onClose={close}
        />
      ) : null}
      {conflict ? (
        <ConflictDialog
          trouble={conflict}
          sheet={desk.sheets.get(conflict.productId) ?? null}
          onSettle={(whose) => void controller.settleConflict(conflict, whose)}
        />
      ) : null}
    </div>
  );
}

/** Decodes the pictures of the next products, so that they paint with their product. */
function usePrefetchedImages(sheets: readonly (Sheet | undefined)[]) {
  const urls = sheets.flatMap((sheet) => sheet?.product.imageUrls ?? []).join('\n');
  useEffect(() => {
    if (urls === '') return;
    for (const url of urls.split('\n')) {
      const image = new Image();
      image.src = url;
      // A picture that cannot be had is shown as missing when its product is open.
      image.decode().catch(() => undefined);
    }
  }, [urls]);
}

/** Dialogs are a download of their own, which must be there when the network is not. */
function useOverlays(isPainted: boolean): boolean {
  const [areThere, setThere] = useState(false);
  useEffect(() => {
    if (!isPainted) return;
    const load = async () => {
      await loadOverlays();
      setThere(true);
    };
    // Without the network they are fetched when they are wanted.
    return whenIdle(() => void load().catch(() => undefined));
  }, [isPainted]);
  return areThere;
}
