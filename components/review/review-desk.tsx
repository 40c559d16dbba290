'use client';

import { isUnsent, type DeskScope } from '@/lib/desk/desk-view';
import { classNames } from '@/components/ui/class-names';
import { openSheet, type Sheet } from '@/lib/desk/desk-state';
import { useDesk, useKeyMap } from '@/lib/desk/hooks';
import { keyCap, type KeyId } from '@/lib/desk/key-registry';
import { useTranslations } from 'next-intl';
import { useDeferredValue, useEffect } from 'react';
import { DeskFooter } from './desk-footer';
import { DeskHeader } from './desk-header';
import { DeskLayers } from './desk-layers';
import { DeskSidePanel, isBeside } from './desk-side-panel';
import { DeskNotices } from './desk-notices';
import { DeskSkeleton } from './desk-skeleton';
import { DeskLesson, EmptyDesk } from './empty-desk';
import { EvidencePane } from './evidence-pane';
import { DeskStatus } from './desk-status';
import {
  CorrectionOffer,
  DayProgress,
  InboxBell,
  OpenThreads,
  RowThreads,
  SignedOutBanner,
  TroubleBanner,
  useOverlays,
} from './lazy-overlays';
import { RowGrid } from './row-grid';
import { useDeskActions, type DeskActions } from './use-desk-actions';
import { useDeskKeys } from './use-desk-keys';

export interface ReviewDeskProps {
  readonly scope: DeskScope;
  readonly userId: string;
  readonly queueName: string | null;
  /** Leads teach the schema at once; others propose to them. */
  readonly isLead: boolean;
}

interface PartProps {
  readonly desk: DeskActions;
  /** Comments of the open product are shown. */
  readonly hasNotes: boolean;
  keyLabel(id: KeyId): string;
}

/** The review screen: one product, its evidence beside its rows, worked by keys. */
export default function ReviewDesk({ scope, userId, queueName, isLead }: ReviewDeskProps) {
  const { view, controller } = useDesk(scope, userId);
  const keys = useKeyMap();
  const desk = useDeskActions(view, controller);
  const sheet = openSheet(view.desk);
  const conflict = view.troubles.find(({ refusal }) => refusal.kind === 'conflicts') ?? null;
  const isBesideRows = isBeside(desk.overlay);
  const isCovered = (desk.overlay !== null && !isBesideRows) || conflict !== null;
  usePrefetchedImages(view.desk.upcoming.map((id) => view.desk.sheets.get(id)));
  const hasOverlays = useOverlays(view.phase.kind !== 'loading');
  const notedId = useDeferredValue(sheet?.product.productId);
  /** Comments of a product come with the frame after its own. */
  const hasNotes = hasOverlays && notedId === sheet?.product.productId;
  const keyLabel = (id: KeyId) => keyCap(keys.bindings, id);
  const part: PartProps = { desk, hasNotes, keyLabel };

  useDeskKeys({
    bindings: keys.bindings,
    preferences: keys.preferences,
    isOff: isCovered,
    isEditing: sheet?.isEditing ?? false,
    act: desk.act,
    onKey: controller.countKey,
    onEscape: sheet?.isEditing ? controller.endEdit : desk.closeOverlay,
  });

  return (
    <div className="grid h-dvh min-h-[360px] grid-rows-[48px_minmax(0,1fr)_auto] bg-bg">
      <DeskHeader
        view={view}
        sheet={sheet}
        queueName={queueName}
        minutes={scope.kind === 'queue' ? scope.minutes : null}
        notes={hasOverlays ? <HeaderNotes {...part} /> : null}
      />
      <main className="relative min-h-0">
        {/* What works with the browser's focus keeps it: the row in focus does not take it. */}
        <DeskBody
          {...part}
          isCovered={
            isCovered || desk.overlay?.kind === 'comment' || desk.overlay?.kind === 'history'
          }
        />
      </main>
      <DeskFooter
        trouble={<Trouble desk={desk} />}
        status={
          <DeskStatus
            view={view}
            hasPace={scope.kind !== 'queue' || scope.minutes === null}
            day={
              hasOverlays && scope.kind === 'queue' ? <DayProgress queueId={scope.queueId} /> : null
            }
          >
            <Notices {...part} />
          </DeskStatus>
        }
        sheet={sheet}
        isSkipping={desk.overlay?.kind === 'skip'}
        keyLabel={keyLabel}
        act={desk.act}
        onSkip={(why) => {
          desk.closeOverlay();
          controller.skip(why);
        }}
        onSkipEnd={desk.closeOverlay}
      />
      <DeskLayers desk={desk} keys={keys} conflict={conflict} isLead={isLead} />
    </div>
  );
}

function HeaderNotes({ desk, hasNotes, keyLabel }: PartProps) {
  const sheet = openSheet(desk.view.desk);
  return (
    <>
      {sheet && hasNotes ? (
        <OpenThreads
          productId={sheet.product.productId}
          commentKey={keyLabel('comment')}
          onOpen={() => desk.setOverlay({ kind: 'comment' })}
        />
      ) : null}
      <InboxBell />
    </>
  );
}

/** The open product, or why there is none. */
function DeskBody(props: PartProps & { readonly isCovered: boolean }) {
  const t = useTranslations('review');
  const { view, controller } = props.desk;
  const { phase } = view;
  const sheet = openSheet(view.desk);
  if (sheet) return <OpenProduct {...props} sheet={sheet} />;
  if (phase.kind === 'empty' || phase.kind === 'failed') {
    return (
      <div className="mx-auto max-w-2xl px-6 pt-[14vh]">
        <EmptyDesk phase={phase} onRetry={() => void controller.load()} />
        {phase.kind === 'empty' ? <DeskLesson /> : null}
      </div>
    );
  }
  return (
    <>
      <h1 className="sr-only">{t('title')}</h1>
      <DeskSkeleton />
    </>
  );
}

function OpenProduct(props: PartProps & { readonly isCovered: boolean; readonly sheet: Sheet }) {
  const { desk, sheet, hasNotes, keyLabel } = props;
  const { view, controller } = desk;
  const { productId } = sheet.product;
  return (
    <div
      className={classNames(
        'grid h-full max-lg:grid-cols-1 max-lg:grid-rows-[minmax(0,2fr)_minmax(0,3fr)]',
        isBeside(desk.overlay)
          ? 'grid-cols-[minmax(0,1fr)_minmax(320px,26%)_45%]'
          : 'grid-cols-[minmax(0,55fr)_minmax(0,45fr)]',
      )}
    >
      <EvidencePane
        sheet={sheet}
        onPick={controller.focus}
        onZoom={(place) => desk.setOverlay({ kind: 'zoom', place })}
      />
      {isBeside(desk.overlay) ? (
        <div className="min-h-0 max-lg:absolute max-lg:inset-x-0 max-lg:top-0 max-lg:z-20 max-lg:h-2/5">
          <DeskSidePanel desk={desk} />
        </div>
      ) : null}
      <RowGrid
        key={productId}
        sheet={sheet}
        units={desk.units}
        restKey={keyLabel('accept-rest')}
        isCovered={props.isCovered}
        seen={view.seen}
        markOf={(attributeKey) =>
          hasNotes ? <RowThreads productId={productId} attributeKey={attributeKey} /> : null
        }
        actions={{
          focus: controller.focus,
          choose: (place) => void controller.choose(place),
          beginEdit: controller.beginEdit,
          endEdit: controller.endEdit,
          absent: (absence) => void controller.absent(absence),
          save: (values) => void controller.setValues({ values }),
          cycleUnit: desk.cycleUnit,
          keyLabel,
          toggleAbsent: controller.toggleAbsent,
          acceptRest: controller.acceptRest,
        }}
      />
    </div>
  );
}

/** The last word of the desk, and the offer to correct what reads the same. */
function Notices({ desk, keyLabel }: PartProps) {
  const { view, controller } = desk;
  return (
    <DeskNotices
      view={view}
      undoKey={keyLabel('undo')}
      onUndo={() => void controller.undo()}
      offer={
        view.correction ? (
          <CorrectionOffer
            decisionId={view.correction.decisionId}
            isWaiting={isUnsent(view, view.correction.productId)}
            openKey={keyLabel('correct-once')}
            onOpen={desk.openCorrection}
          />
        ) : null
      }
    />
  );
}

function Trouble({ desk: { view, controller } }: { readonly desk: DeskActions }) {
  const sheet = openSheet(view.desk);
  if (view.outbox.trouble === 'signed-out') return <SignedOutBanner onBack={controller.resend} />;
  const trouble = view.troubles.find(({ refusal }) => refusal.kind !== 'conflicts') ?? null;
  const lostProduct = sheet?.isLeaseLost ? sheet.product : null;
  if (trouble === null && lostProduct === null) return null;
  return (
    <TroubleBanner
      trouble={trouble}
      lostProduct={lostProduct}
      takenBy={sheet?.takenBy ?? null}
      onRetake={(productId) => void controller.retake(productId)}
      onReread={(productId) => void controller.reread(productId)}
      onGiveUp={(productId) => void controller.giveUp(productId)}
    />
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
