import type { DeskMessage } from './desk-messages';
import { channelOf } from './desk-messages';
import {
  emptyDesk,
  openSheet,
  reduceDesk,
  type Attempt,
  type Desk,
  type DeskAction,
  type Sheet,
} from './desk-state';
import type { DeskOptions, DeskPhase, DeskView, NoticeBody } from './desk-view';
import { SeenRows } from './seen-rows';

/** A message without the product that it is about. */
type Unaddressed<T> = T extends unknown ? Omit<T, 'productId' | 'title'> : never;

export type DeskCore = ReturnType<typeof createDeskCore>;

const longestDurationMs = 86_400_000;

/** What every part of the desk stands on: the one view, how it changes and how messages leave. */
export function createDeskCore(options: DeskOptions) {
  const { outbox, now } = options;
  const listeners = new Set<() => void>();
  let view: DeskView = {
    desk: emptyDesk,
    phase: { kind: 'loading' },
    notice: null,
    outbox: outbox.view(),
    seen: new SeenRows(),
    troubles: [],
    correction: null,
    beganAt: now(),
  };
  let attention = { proposalId: -1, since: now(), keystrokes: 0 };
  let lastActivityAt = now();
  let noticeCount = 0;

  function update(change: Partial<DeskView>): void {
    view = { ...view, ...change };
    for (const listener of listeners) listener();
  }

  function dispatch(action: DeskAction, said: NoticeBody | null = null): void {
    const before = view.desk;
    const desk = reduceDesk(before, action);
    const notice = said ? { ...said, id: (noticeCount += 1) } : view.notice;
    if (desk === before && notice === view.notice) return;
    const seen = desk.openId === before.openId ? view.seen : new SeenRows();
    const focusedId = openSheet(desk)?.focusedId ?? -1;
    if (desk.openId !== before.openId || focusedId !== attention.proposalId) {
      attention = { proposalId: focusedId, since: now(), keystrokes: 0 };
    }
    if (desk.openId !== before.openId || desk.upcoming !== before.upcoming) {
      options.remember(heldIds(desk));
    }
    update({ desk, notice, seen, phase: phaseAfter(desk) });
  }

  function phaseAfter(desk: Desk): DeskPhase {
    if (desk.openId !== null) return { kind: 'working' };
    return view.phase.kind === 'working' ? { kind: 'loading' } : view.phase;
  }

  function say(notice: NoticeBody): void {
    update({ notice: { ...notice, id: (noticeCount += 1) } });
  }

  function attempt(): Attempt {
    return {
      newId: () => options.newId(),
      now: new Date(now()).toISOString(),
      durationMs: Math.min(now() - attention.since, longestDurationMs),
      keystrokes: attention.keystrokes,
    };
  }

  /** Work that belongs to no single row: how long it took says nothing. */
  const unmeasured = (): Attempt => ({ ...attempt(), durationMs: null, keystrokes: null });

  /** The open product, unless somebody else may hold it. */
  function workingSheet(): Sheet | null {
    const sheet = openSheet(view.desk);
    return sheet === null || sheet.isLeaseLost ? null : sheet;
  }

  /** Puts a message about the product into the outbox; a submission keeps its commit's id. */
  function enqueue(sheet: Sheet, message: Unaddressed<DeskMessage>): void {
    const { productId, title } = sheet.product;
    const id = 'commitId' in message ? message.commitId : options.newId();
    void outbox.add(id, channelOf(productId), { ...message, productId, title });
  }

  return {
    ...options,
    view: () => view,
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    update,
    dispatch,
    say,
    attempt,
    unmeasured,
    workingSheet,
    enqueue,
    /** Every key on the desk, for the cost of a decision and for the idle lease. */
    countKey(): void {
      attention.keystrokes += 1;
      lastActivityAt = now();
    },
    touched(): void {
      lastActivityAt = now();
    },
    idleMs: () => now() - lastActivityAt,
  };
}

/** The products that this desk holds, the open one first. */
export function heldIds(desk: Desk): number[] {
  return [...(desk.openId === null ? [] : [desk.openId]), ...desk.upcoming];
}
