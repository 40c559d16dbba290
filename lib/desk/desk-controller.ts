import { ProblemError } from '../browser/fetch-json';
import type { Outbox, OutboxView } from '../browser/outbox';
import type { AttributeValue, Evidence } from '../values/contract';
import { normaliseSeveral } from '../values/normalise';
import { candidatesOf } from './candidates';
import type {
  DecisionInput,
  Lease,
  RenewResult,
  ReviewProduct,
  ReviewRow,
} from '../curation/contract';
import type { ClaimInput, ClaimResult } from './contract';
import type { Absence } from '../values/decision';
import {
  channelOf,
  readRefusal,
  dropMine,
  keepMine,
  queuedDecisions,
  underLease,
  type DeskMessage,
  type DeskRefusal,
} from './desk-messages';
import {
  emptyDesk,
  findRest,
  neighbour,
  nextPending,
  openSheet,
  planAbsent,
  planAccept,
  planRedo,
  planReject,
  planRest,
  planUndo,
  planValues,
  reduceDesk,
  tally,
  type Attempt,
  type Desk,
  type DeskAction,
  type ElsewhereStep,
  type Plan,
  type Refusal,
  type RowDecision,
  type Sheet,
} from './desk-state';
import { maximumHeldProducts } from '../curation/limits';
import { SeenRows } from './seen-rows';
import { findValueFault } from '../curation/values';

/** What the desk works through. */
export type DeskScope =
  | {
      readonly kind: 'queue';
      readonly queueId: string | null;
      /** The time that the person has: the most errors per second come first. */
      readonly minutes: number | null;
    }
  | { readonly kind: 'product'; readonly productId: number };

type Claim = Partial<ClaimInput>;

/** The calls that the desk waits for; everything else goes through the outbox. */
export interface DeskApi {
  claim(body: Claim): Promise<ClaimResult>;
  readProduct(productId: number): Promise<ReviewProduct>;
  sendUnsubmit(productId: number, commitId: string): Promise<Lease>;
  renewLeases(tokens: readonly string[]): Promise<RenewResult>;
  releaseLeases(tokens: readonly string[]): Promise<void>;
  undoSweep(id: string): Promise<unknown>;
  withdrawSynonym(id: string): Promise<unknown>;
}

/** A short word about what a key did or could not do. */
export type NoticeBody =
  | { readonly kind: 'decided'; readonly row: ReviewRow; readonly decision: RowDecision }
  | { readonly kind: 'rest'; readonly count: number; readonly unseen: number }
  | { readonly kind: 'pending'; readonly count: number }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'no-candidate'; readonly place: number }
  | { readonly kind: 'unreadable-selection'; readonly row: ReviewRow; readonly text: string }
  | { readonly kind: 'no-selection' | 'nothing-to-undo' | 'nothing-to-redo' | 'one-unit' }
  | { readonly kind: 'undone' | 'redone'; readonly count: number }
  | { readonly kind: 'unsubmitted' | 'grace-over' | 'unreachable' | 'still-held' }
  | { readonly kind: 'skipped' | 'opened'; readonly title: string }
  | { readonly kind: 'swept'; readonly count: number; readonly leased: number }
  | { readonly kind: 'synonym-applied' | 'synonym-proposed'; readonly spelling: string }
  | { readonly kind: 'sweep-undone' | 'synonym-undone' | 'no-correction' | 'no-image' };
/** `id` grows, so that the same word twice is two notices. */
export type Notice = NoticeBody & { readonly id: number };

export type DeskPhase =
  | { readonly kind: 'loading' }
  | { readonly kind: 'working' }
  /** Nothing is free; `product` is the one that was asked for by name. */
  | { readonly kind: 'empty'; readonly product: ReviewProduct | null }
  /** `detail` is the server's word; empty when it was not reached. */
  | { readonly kind: 'failed'; readonly detail: string };

/** A message that the server refused and that a person has to settle. */
export interface DeskTrouble {
  readonly productId: number;
  readonly title: string;
  readonly message: DeskMessage;
  readonly refusal: DeskRefusal;
}

/** A decision that says something else than the model. */
export interface Correction {
  readonly decisionId: string;
  readonly productId: number;
}

export interface DeskView {
  readonly desk: Desk;
  readonly phase: DeskPhase;
  readonly notice: Notice | null;
  readonly outbox: OutboxView<DeskMessage>;
  /** Rows of the open product that were on the screen. */
  readonly seen: SeenRows;
  readonly troubles: readonly DeskTrouble[];
  /** The last correction, while it stands. */
  readonly correction: Correction | null;
  readonly beganAt: number;
}

export interface DeskOptions {
  readonly scope: DeskScope;
  readonly api: DeskApi;
  readonly outbox: Outbox<DeskMessage>;
  now(): number;
  newId(): string;
  /** Products that this tab held before a reload. */
  recall(): readonly number[];
  remember(productIds: readonly number[]): void;
}

export type DeskController = ReturnType<typeof createDeskController>;

/** Further products are claimed when no more than this many wait in the browser. */
const refillAt = 2;

/** The desk without its screen: claims, decides, submits and undoes; every view reads `view()`. */
export function createDeskController(options: DeskOptions) {
  const { scope, api, outbox, now } = options;
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
  let claiming: Promise<void> | null = null;
  let isUndoing = false;
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
      durationMs: Math.min(now() - attention.since, 86_400_000),
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

  // ---------- claiming

  async function load(): Promise<void> {
    update({ phase: { kind: 'loading' } });
    const recalled = options.recall().slice(0, maximumHeldProducts);
    const productIds = scope.kind === 'product' ? [scope.productId] : recalled;
    try {
      if (productIds.length > 0)
        await take({ productIds: [...productIds], count: productIds.length });
      if (view.desk.openId === null && scope.kind === 'queue') await take({ count: 1 });
      if (view.desk.openId === null) await showEmpty();
    } catch (error) {
      const detail = error instanceof ProblemError ? error.detail : '';
      if (view.desk.openId === null) update({ phase: { kind: 'failed', detail } });
    }
    void refill();
  }

  async function take(wish: Claim): Promise<void> {
    const queueId = scope.kind === 'queue' ? (scope.queueId ?? undefined) : undefined;
    const isTimed = scope.kind === 'queue' && scope.minutes !== null;
    const isInQueue = queueId !== undefined && wish.productIds === undefined;
    const result = await api.claim({
      ...wish,
      ...(isInQueue ? { queueId } : {}),
      ...(isTimed ? { order: 'errors-per-second' as const } : {}),
      holding: heldIds(view.desk),
    });
    const queued = await queuedOf(result.products);
    dispatch({ type: 'claimed', ...result, queued });
  }

  async function queuedOf(
    products: readonly ReviewProduct[],
  ): Promise<ReadonlyMap<number, readonly DecisionInput[]>> {
    const entries = products.map(
      async ({ productId }) => [productId, await queuedDecisionsOf(productId)] as const,
    );
    return new Map(await Promise.all(entries));
  }

  async function queuedDecisionsOf(productId: number): Promise<DecisionInput[]> {
    const waiting = await outbox.waiting(channelOf(productId));
    return queuedDecisions(waiting.map(({ payload }) => payload));
  }

  async function showEmpty(): Promise<void> {
    const product = scope.kind === 'product' ? await api.readProduct(scope.productId) : null;
    update({ phase: { kind: 'empty', product } });
  }

  /** Keeps the next products leased; a failure is tried again with the next product. */
  function refill(): Promise<void> {
    if (scope.kind === 'product' || view.desk.upcoming.length > refillAt) return Promise.resolve();
    claiming ??= (async () => {
      try {
        await take({ count: maximumHeldProducts });
        if (view.desk.openId === null) await showEmpty();
      } catch (error) {
        const detail = error instanceof ProblemError ? error.detail : '';
        if (view.desk.openId === null) update({ phase: { kind: 'failed', detail } });
      } finally {
        claiming = null;
      }
    })();
    return claiming;
  }

  /** After a product went: the next one is open already, or there is none. */
  function afterDeparture(): void {
    if (scope.kind === 'product' && view.desk.openId === null) {
      update({ phase: { kind: 'empty', product: null } });
    }
    void refill();
  }

  // ---------- deciding

  function enqueue(
    sheet: Sheet,
    message: DistributedOmit<DeskMessage, 'productId' | 'title'>,
  ): void {
    const { productId, title } = sheet.product;
    const id = 'commitId' in message ? message.commitId : options.newId();
    void outbox.add(id, channelOf(productId), { ...message, productId, title });
  }

  function carryOut(
    sheet: Sheet,
    plan: Plan | Refusal,
    via: 'key' | 'undo' | 'redo',
    said: NoticeBody | null,
  ): boolean {
    if (typeof plan === 'string') {
      say({ kind: 'refused', refusal: plan });
      return false;
    }
    const leaseToken = sheet.product.lease?.token ?? '';
    dispatch({ type: 'decided', plan, via }, said);
    enqueue(sheet, { kind: 'decide', leaseToken, decisions: [...plan.decisions] });
    return true;
  }

  function onFocused(plan: (sheet: Sheet, proposalId: number) => Plan | Refusal): boolean {
    const sheet = workingSheet();
    const proposalId = sheet?.focusedId ?? null;
    if (sheet === null || proposalId === null) return false;
    const planned = plan(sheet, proposalId);
    const row = sheet.rows.get(proposalId);
    const decision = typeof planned === 'string' ? null : planned.step.changes[0]?.after;
    const said: NoticeBody | null = row && decision ? { kind: 'decided', row, decision } : null;
    const isDone = carryOut(sheet, planned, 'key', said);
    if (isDone && row && decision && isCorrection(row, decision)) {
      const { productId } = sheet.product;
      update({ correction: { decisionId: decision.id, productId } });
    }
    return isDone;
  }

  function setValues(given: {
    readonly values: readonly AttributeValue[];
    readonly surface?: string | null;
    readonly evidence?: Evidence | null;
  }): boolean {
    return onFocused((sheet, id) => planValues(sheet, id, given, attempt()));
  }

  function submit(sheet: Sheet, via: 'key' | 'redo'): void {
    const commitId = options.newId();
    const leaseToken = sheet.product.lease?.token ?? '';
    update({ notice: null });
    dispatch({ type: 'submitted', commitId, at: now(), via });
    enqueue(sheet, { kind: 'submit', leaseToken, commitId });
    afterDeparture();
  }

  // ---------- undo over products

  async function undo(): Promise<void> {
    const step = view.desk.undo.at(-1);
    if (!step) return say({ kind: 'nothing-to-undo' });
    if (step.kind === 'submit') return unsubmit(step.productId, step.commitId);
    if (step.kind === 'elsewhere') return undoElsewhere(step);
    // Z goes back to where the step was made, were it another product of the desk.
    dispatch({ type: 'brought', productId: step.productId, proposalId: null });
    const sheet = view.desk.sheets.get(step.productId);
    if (!sheet || sheet.isLeaseLost || view.desk.openId !== step.productId) return;
    forgetCorrection(step.changes.flatMap(({ after }) => after?.id ?? []));
    const plan = planUndo(sheet, step, unmeasured());
    carryOut(sheet, plan, 'undo', { kind: 'undone', count: step.changes.length });
  }

  async function undoElsewhere({ what, id }: ElsewhereStep): Promise<void> {
    if (isUndoing) return;
    isUndoing = true;
    try {
      if (what === 'sweep') await api.undoSweep(id);
      else await api.withdrawSynonym(id);
      dispatch({ type: 'undid-elsewhere', id }, { kind: `${what}-undone` });
    } catch (error) {
      // Settled by somebody else meanwhile: Z goes on to the step before.
      if (error instanceof ProblemError) dispatch({ type: 'undid-elsewhere', id });
      say({ kind: error instanceof ProblemError ? 'nothing-to-undo' : 'unreachable' });
    } finally {
      isUndoing = false;
    }
  }

  function forgetCorrection(decisionIds: readonly string[]): void {
    const { correction } = view;
    if (correction && decisionIds.includes(correction.decisionId)) update({ correction: null });
  }

  async function unsubmit(productId: number, commitId: string): Promise<void> {
    if (isUndoing) return;
    isUndoing = true;
    try {
      const wasWaiting = await outbox.cancel(commitId);
      const lease = wasWaiting ? null : await api.sendUnsubmit(productId, commitId);
      dispatch({ type: 'unsubmitted', productId, lease }, { kind: 'unsubmitted' });
    } catch (error) {
      say({ kind: error instanceof ProblemError ? 'grace-over' : 'unreachable' });
    } finally {
      isUndoing = false;
    }
  }

  function redo(): void {
    const step = view.desk.redo.at(-1);
    if (!step || step.kind === 'elsewhere') return say({ kind: 'nothing-to-redo' });
    dispatch({ type: 'brought', productId: step.productId, proposalId: null });
    const sheet = workingSheet();
    if (!sheet || sheet.product.productId !== step.productId) {
      return say({ kind: 'nothing-to-redo' });
    }
    if (step.kind === 'submit') return submit(sheet, 'redo');
    const plan = planRedo(sheet, step, unmeasured());
    carryOut(sheet, plan, 'redo', { kind: 'redone', count: step.changes.length });
  }

  // ---------- leases

  function heldTokens(desk: Desk): string[] {
    return heldIds(desk).flatMap((id) => desk.sheets.get(id)?.product.lease?.token ?? []);
  }

  async function renew(): Promise<void> {
    const tokens = heldTokens(view.desk);
    if (tokens.length === 0) return;
    try {
      const result = await api.renewLeases(tokens);
      dispatch({ type: 'renewed', ...result });
    } catch {
      // The next heartbeat tries again; the header shows how long the lease still runs.
      return;
    }
    for (const productId of view.desk.upcoming) {
      if (view.desk.sheets.get(productId)?.isLeaseLost) dispatch({ type: 'left', productId });
    }
    void refill();
  }

  /** Gives back what is held, but for products with decisions that still have to be sent. */
  async function release(): Promise<void> {
    const { desk } = view;
    const tokens = heldIds(desk)
      .filter((id) => !view.outbox.channels.has(channelOf(id)))
      .flatMap((id) => desk.sheets.get(id)?.product.lease?.token ?? []);
    if (tokens.length > 0) await api.releaseLeases(tokens).catch(() => undefined);
  }

  // ---------- what the server refused

  function readOutbox(): void {
    const outboxView = outbox.view();
    const troubles = outboxView.refused.map(({ payload, refusal }): DeskTrouble => {
      const { productId, title } = payload;
      const read = readRefusal(refusal);
      return { productId, title, message: payload, refusal: read };
    });
    update({ outbox: outboxView, troubles });
    for (const { productId, refusal } of troubles) {
      const sheet = view.desk.sheets.get(productId);
      if (refusal.kind === 'lease-lost' && sheet && !sheet.isLeaseLost) {
        dispatch({ type: 'lease-lost', productId });
        // The answer says who took it over.
        void renew();
      }
    }
  }

  async function settleConflict(trouble: DeskTrouble, whose: 'mine' | 'theirs'): Promise<void> {
    const { productId, refusal } = trouble;
    if (refusal.kind !== 'conflicts') return;
    const { conflicts } = refusal;
    const channel = channelOf(productId);
    if (whose === 'mine') {
      return outbox.rewrite(channel, (message) => keepMine(message, conflicts));
    }
    const proposalIds = new Set(conflicts.map(({ proposalId }) => proposalId));
    for (const { proposalId, headId, decision } of conflicts) {
      dispatch({ type: 'overruled', productId, proposalId, headId, decision });
    }
    await outbox.rewrite(channel, (message) => dropMine(message, proposalIds));
  }

  /** Holds the product again: its waiting messages go on under the new lease. */
  async function retake(productId: number): Promise<void> {
    try {
      const { products } = await api.claim({ productIds: [productId], count: 1, holding: [] });
      const [product] = products;
      if (!product?.lease) return say({ kind: 'still-held' });
      const { token } = product.lease;
      const isOnDesk = view.desk.sheets.has(productId);
      const wasClosed = view.desk.openId !== productId && isOnDesk;
      const queued = await queuedDecisionsOf(productId);
      if (wasClosed) dispatch({ type: 'unsubmitted', productId, lease: product.lease });
      if (isOnDesk) dispatch({ type: 'retaken', product, queued });
      else {
        const { remaining } = view.desk;
        dispatch({
          type: 'claimed',
          products: [product],
          queued: new Map([[productId, queued]]),
          remaining: remaining ?? 0,
        });
      }
      await outbox.rewrite(channelOf(productId), (message) =>
        message.kind === 'submit' ? null : underLease(message, token),
      );
    } catch (error) {
      say({ kind: error instanceof ProblemError ? 'still-held' : 'unreachable' });
    }
  }

  /** Holds a product beside the queue and opens it; the one that was open comes next. */
  async function visit(productId: number, proposalId: number): Promise<void> {
    try {
      if (!view.desk.sheets.has(productId)) {
        const { products } = await api.claim({ productIds: [productId], count: 1, holding: [] });
        if (products.length === 0) return say({ kind: 'still-held' });
        const queued = await queuedOf(products);
        const remaining = view.desk.remaining ?? 0;
        dispatch({ type: 'claimed', products, queued, remaining });
      }
      const title = view.desk.sheets.get(productId)?.product.title ?? '';
      dispatch({ type: 'brought', productId, proposalId }, { kind: 'opened', title });
    } catch (error) {
      say({ kind: error instanceof ProblemError ? 'still-held' : 'unreachable' });
    }
  }

  /** Forgets what the server would not store and shows what it holds. */
  async function reread(productId: number): Promise<void> {
    await outbox.rewrite(channelOf(productId), () => null);
    await retake(productId);
  }

  /** Forgets what was not stored and goes on with the next product. */
  async function giveUp(productId: number): Promise<void> {
    await outbox.rewrite(channelOf(productId), () => null);
    dispatch({ type: 'left', productId });
    afterDeparture();
  }

  return {
    view: () => view,
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    /** Starts or goes on; the function that it answers stops it. */
    start(): () => void {
      const stop = outbox.subscribe(readOutbox);
      void outbox.refresh().then(() => outbox.wake());
      if (view.desk.openId === null) void load();
      return stop;
    },
    load,
    /** Looks for work again when the queue was empty. */
    async lookAgain(): Promise<void> {
      if (view.phase.kind === 'empty' && scope.kind === 'queue') await refill();
    },
    submitted: (commitId: string, landsAt: string) =>
      dispatch({ type: 'acknowledged', commitId, landsAt }),

    /** Every key on the desk, for the cost of a decision and for the idle lease. */
    countKey(): void {
      attention.keystrokes += 1;
      lastActivityAt = now();
    },
    touched(): void {
      lastActivityAt = now();
    },
    idleMs: () => now() - lastActivityAt,

    focus: (proposalId: number) => dispatch({ type: 'focused', proposalId }),
    /** False at the edge, where the key belongs to the browser. */
    move(direction: 'next' | 'previous'): boolean {
      const sheet = openSheet(view.desk);
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
      const sheet = openSheet(view.desk);
      const target = sheet && nextPending(sheet, 'previous');
      if (target !== null) dispatch({ type: 'focused', proposalId: target });
    },
    beginEdit: () => dispatch({ type: 'edit-began' }),
    endEdit: () => dispatch({ type: 'edit-ended' }),
    toggleAbsent: () => dispatch({ type: 'absent-toggled' }),

    accept: () => onFocused((sheet, id) => planAccept(sheet, id, attempt())),
    absent: (absence: Absence) =>
      onFocused((sheet, id) => planAbsent(sheet, id, absence, attempt())),
    reject: () => onFocused((sheet, id) => planReject(sheet, id, attempt())),
    setValues,
    /** `place` counts from 1. */
    choose(place: number): boolean {
      const sheet = workingSheet();
      const row = sheet?.rows.get(sheet.focusedId ?? -1);
      const candidate = row && candidatesOf(row)[place - 1];
      if (!candidate) {
        say({ kind: 'no-candidate', place });
        return false;
      }
      return setValues(candidate);
    },
    /** Point-to-fill: the selected source text as the value of the focused row, with its evidence. */
    setFromSelection(
      selection: { readonly text: string; readonly evidence: Evidence } | null,
    ): void {
      const sheet = workingSheet();
      const row = sheet?.rows.get(sheet.focusedId ?? -1);
      if (!row) return;
      if (!selection) return say({ kind: 'no-selection' });
      const { text, evidence } = selection;
      const { values } = normaliseSeveral([text], row.attribute);
      const isFit = values.length > 0 && findValueFault(row.attribute, values) === null;
      if (!isFit) return say({ kind: 'unreadable-selection', row, text });
      setValues({ values, surface: text, evidence });
    },
    acceptRest(): void {
      const sheet = workingSheet();
      if (!sheet) return;
      const shown = view.seen.at(now());
      const { taken, unseen } = findRest(sheet, shown);
      const plan = planRest(sheet, shown, { ...unmeasured(), keystrokes: 1 });
      const said: NoticeBody = { kind: 'rest', count: taken.length, unseen: unseen.length };
      const isDone = carryOut(sheet, plan, 'key', said);
      const [next] = unseen;
      if (isDone && next !== undefined) dispatch({ type: 'focused', proposalId: next });
    },
    skip(reason: string): void {
      const sheet = workingSheet();
      if (!sheet) return;
      const { productId, title, lease } = sheet.product;
      enqueue(sheet, { kind: 'skip', leaseToken: lease?.token ?? '', reason });
      dispatch({ type: 'left', productId }, { kind: 'skipped', title });
      afterDeparture();
    },
    undo,
    redo,
    say,
    visit,
    /** Puts what was done from the desk to other products, or to the schema, behind Z. */
    didElsewhere: (step: Omit<ElsewhereStep, 'kind'>, said: NoticeBody) =>
      dispatch({ type: 'did-elsewhere', step: { kind: 'elsewhere', ...step } }, said),
    /** An earlier state of the focused value as a decision of now. */
    restore({ values, absence }: Pick<RowDecision, 'values' | 'absence'>): boolean {
      if (values.length > 0) return setValues({ values });
      return onFocused((sheet, id) =>
        absence ? planAbsent(sheet, id, absence, attempt()) : planReject(sheet, id, attempt()),
      );
    },

    renew,
    release,
    settleConflict,
    retake,
    reread,
    giveUp,
  };
}

/** Another answer than the model's, its silence included. */
function isCorrection({ proposal }: ReviewRow, { kind }: RowDecision): boolean {
  switch (kind) {
    case 'accept':
      return false;
    case 'correct':
    case 'added':
      return true;
    case 'absent':
    case 'reject':
      return proposal.values.length > 0;
  }
}

type DistributedOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

function heldIds(desk: Desk): number[] {
  return [...(desk.openId === null ? [] : [desk.openId]), ...desk.upcoming];
}
