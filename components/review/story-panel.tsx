'use client';

import { HeldValueText } from '@/components/curation/held-value';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Loaded } from '@/components/ui/loaded';
import { SidePanel } from '@/components/ui/side-panel';
import { isPress } from '@/lib/browser/keyboard';
import type { AttributeDefinition, AttributeValue } from '@/lib/values/contract';
import type { ReviewProduct, ReviewRow } from '@/lib/curation/contract';
import type { Absence } from '@/lib/values/decision';
import { storyQuery } from '@/lib/discussion/queries';
import type { StoryEvent } from '@/lib/discussion/story-contract';
import { useQuery } from '@tanstack/react-query';
import { Check, Database, Sparkles, Undo2, type LucideIcon } from 'lucide-react';
import { useFormatter, useLocale, useTranslations } from 'next-intl';
import { useRef, type ReactNode } from 'react';
import { moveFocus, useFirstItem } from './move-focus';
import { nameOf, valuesText } from './value-text';

/** An earlier state of a value, to be decided anew. */
export interface Restored {
  readonly values: readonly AttributeValue[];
  readonly absence: Absence | null;
}

/** Everything that happened to the focused value; each earlier state can be decided again. */
export function StoryPanel(props: {
  readonly product: ReviewProduct;
  readonly row: ReviewRow;
  /** Decisions that the server does not have yet are not told. */
  readonly isWaiting: boolean;
  onRestore(restored: Restored): void;
  onClose(): void;
}) {
  const t = useTranslations('review.story');
  const locale = useLocale();
  const panel = useRef<HTMLOListElement>(null);
  const { attribute } = props.row;
  const story = useQuery({
    ...storyQuery(props.product.productId, attribute.key),
    enabled: !props.isWaiting,
  });
  useFirstItem(panel, story.data !== undefined);
  return (
    <SidePanel
      ownsKeys
      title={t('title', { name: nameOf(attribute, locale) })}
      description={t('lead')}
      onClose={props.onClose}
    >
      <Loaded query={story} skeleton="h-40" />
      <ol
        ref={panel}
        aria-label={t('list')}
        className="flex flex-col gap-3"
        onKeyDown={(event) => {
          if (!panel.current || !isPress(event.nativeEvent)) return;
          if (moveFocus(panel.current, event.code)) event.preventDefault();
        }}
      >
        {story.data?.events.map((event) => (
          <Entry
            key={keyOf(event)}
            event={event}
            attribute={attribute}
            onRestore={props.onRestore}
          />
        ))}
      </ol>
    </SidePanel>
  );
}

function keyOf(event: StoryEvent): string {
  switch (event.kind) {
    case 'proposed':
      return `proposed ${event.at} ${event.modelVersion}`;
    case 'decided':
      return event.id;
    case 'committed':
      return event.commitId;
  }
}

const icons: Readonly<Record<StoryEvent['kind'] | 'undo', LucideIcon>> = {
  proposed: Sparkles,
  decided: Check,
  undo: Undo2,
  committed: Database,
};

function Entry(props: {
  readonly event: StoryEvent;
  readonly attribute: AttributeDefinition;
  onRestore(restored: Restored): void;
}) {
  const { event, attribute } = props;
  const t = useTranslations('review');
  const format = useFormatter();
  const restored = restorable(event);
  const isUndo = event.kind === 'decided' && event.decision === 'undo';
  const Icon = icons[isUndo ? 'undo' : event.kind];
  const when = format.dateTime(new Date(event.at), { dateStyle: 'medium', timeStyle: 'medium' });
  return (
    <li className="grid grid-cols-[20px_1fr] gap-2.5">
      <Icon aria-hidden className="mt-0.5 size-4 text-muted" />
      <div
        className="min-w-0 rounded-md border-b border-line pb-2.5"
        data-item={restored ? undefined : true}
        tabIndex={restored ? undefined : -1}
      >
        <div className="flex flex-wrap items-center gap-2">
          <What event={event} attribute={attribute} />
          {event.kind !== 'committed' && event.isInForce ? (
            <Badge tone="ok">{t('story.in-force')}</Badge>
          ) : null}
        </div>
        <div className="mt-0.5 text-label text-faint">{[when, ...facts(event, t)].join(' · ')}</div>
        {restored ? (
          <Button
            size="small"
            tone="quiet"
            data-item
            className="mt-1 -ml-2"
            onClick={() => props.onRestore(restored)}
          >
            {t('story.restore')}
          </Button>
        ) : null}
      </div>
    </li>
  );
}

type Words = ReturnType<typeof useTranslations<'review'>>;

function facts(event: StoryEvent, t: Words): string[] {
  switch (event.kind) {
    case 'proposed':
      return [
        t('story.model', { name: event.modelVersion }),
        `${Math.round(event.confidence * 100)}%`,
        ...(event.surface === null ? [] : [`‘${event.surface}’`]),
      ];
    case 'decided':
      return [
        event.by,
        t(`story.mode.${event.mode}`),
        ...(event.errorKind ? [t(`error-kind.${event.errorKind}`)] : []),
      ];
    case 'committed':
      return [event.by];
  }
}

function What(props: { readonly event: StoryEvent; readonly attribute: AttributeDefinition }) {
  const { event, attribute } = props;
  const t = useTranslations('review');
  const locale = useLocale();
  const shown = (values: readonly AttributeValue[], empty: string): ReactNode =>
    values.length > 0 ? (
      <b className="font-semibold">{valuesText(values, attribute, locale)}</b>
    ) : (
      <span className="text-faint">{empty}</span>
    );
  switch (event.kind) {
    case 'proposed':
      return (
        <>
          {t('story.proposed')} {shown(event.values, event.surface ?? t('decided.nothing'))}
        </>
      );
    case 'decided':
      if (event.decision === 'undo') {
        return (
          <>
            {t('story.undo')} {shown(event.values, t('status.open'))}
          </>
        );
      }
      return (
        <>
          {t(
            `status.${event.absence ?? (event.decision === 'absent' ? 'not-stated' : event.decision)}`,
          )}{' '}
          {event.values.length > 0 ? shown(event.values, '') : null}
        </>
      );
    case 'committed':
      return (
        <>
          {event.isRevert ? t('story.reverted') : t('story.committed')}{' '}
          <HeldValueText held={event.before} attribute={attribute} />
          <span aria-label="→">→</span>
          <HeldValueText held={event.after} attribute={attribute} />
        </>
      );
  }
}

/** What deciding an event again would give; null where there is nothing to give. */
function restorable(event: StoryEvent): Restored | null {
  switch (event.kind) {
    case 'proposed':
      return event.values.length > 0 ? { values: event.values, absence: null } : null;
    case 'decided':
      if (event.isInForce || event.decision === 'undo') return null;
      return { values: event.values, absence: event.absence };
    case 'committed':
      return event.after ? { values: event.after.values, absence: event.after.absence } : null;
  }
}
