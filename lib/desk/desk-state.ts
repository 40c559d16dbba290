import type { AttributeValue, Evidence } from '../values/contract';
import { areSameValues } from '../values/same-value';
import { candidatesOf } from './candidates';
import type {
  DecisionInForce,
  DecisionInput,
  Lease,
  ReviewProduct,
  ReviewRow,
  RowGroup,
} from '../curation/contract';
import type { Absence } from '../values/decision';
import { findValueFault, proposedValues } from '../curation/values';

/** The decision in force on a row, as far as the desk shows it. */
export type RowDecision = Pick<
  DecisionInForce,
  'id' | 'kind' | 'absence' | 'values' | 'mode' | 'evidence'
>;

/** What the desk knows of a row's decisions: shown at once, sent in the background. */
export interface Mark {
  /** What the next decision supersedes. */
  readonly headId: string | null;
  readonly decision: RowDecision | null;
}

/** One product on the desk. Rows keep their group and place however they are decided. */
export interface Sheet {
  readonly product: ReviewProduct;
  readonly rows: ReadonlyMap<number, ReviewRow>;
  /** Proposal ids from top to bottom. */
  readonly order: readonly number[];
  readonly marks: ReadonlyMap<number, Mark>;
  readonly focusedId: number | null;
  readonly isEditing: boolean;
  readonly isAbsentOpen: boolean;
  /** True once somebody else may hold the product; nothing more is decided here then. */
  readonly isLeaseLost: boolean;
  /** Who took the product over, once that is known. */
  readonly takenBy: string | null;
  readonly submission: Submission | null;
}

export interface Submission {
  readonly commitId: string;
  /** End of the grace time; null until the server has the submit. */
  readonly landsAt: string | null;
}

export interface RowChange {
  readonly proposalId: number;
  readonly before: RowDecision | null;
  readonly after: RowDecision | null;
}
export interface DecideStep {
  readonly kind: 'decide';
  readonly productId: number;
  readonly changes: readonly RowChange[];
}
export interface SubmitStep {
  readonly kind: 'submit';
  readonly productId: number;
  readonly commitId: string;
}
/** Done from the desk to other products or to the schema; the server takes it back as a whole. */
export interface ElsewhereStep {
  readonly kind: 'elsewhere';
  readonly what: 'sweep' | 'synonym';
  readonly id: string;
}
/** What Z takes back in one go. */
export type Step = DecideStep | SubmitStep | ElsewhereStep;

export interface Desk {
  readonly sheets: ReadonlyMap<number, Sheet>;
  readonly openId: number | null;
  /** Leased products that come next, in order. */
  readonly upcoming: readonly number[];
  /** Free products of the queue; null before the first answer. */
  readonly remaining: number | null;
  readonly undo: readonly Step[];
  readonly redo: readonly Step[];
  /** When products were submitted, in epoch milliseconds, for the pace. */
  readonly submittedAt: readonly number[];
  /** Rows of each of them on which the model was wrong. */
  readonly found: readonly number[];
}

export const emptyDesk: Desk = {
  sheets: new Map(),
  openId: null,
  upcoming: [],
  remaining: null,
  undo: [],
  redo: [],
  submittedAt: [],
  found: [],
};

const groupOrder: Record<RowGroup, number> = { needs: 0, right: 1, absent: 2 };

/** A product as it lies on the desk when it is opened; `queued` decisions are not at the server yet. */
export function makeSheet(product: ReviewProduct, queued: readonly DecisionInput[] = []): Sheet {
  const rows = product.rows.toSorted((a, b) => groupOrder[a.group] - groupOrder[b.group]);
  const sheet: Sheet = {
    product,
    rows: new Map(rows.map((row) => [row.proposalId, row])),
    order: rows.map(({ proposalId }) => proposalId),
    marks: replay(product.rows, queued),
    focusedId: null,
    isEditing: false,
    isAbsentOpen: false,
    isLeaseLost: false,
    takenBy: null,
    submission: null,
  };
  return { ...sheet, focusedId: firstFocus(sheet) };
}

function replay(
  rows: readonly ReviewRow[],
  queued: readonly DecisionInput[],
): ReadonlyMap<number, Mark> {
  const marks = new Map<number, Mark>(
    rows.map(({ proposalId, headId, decision }) => [proposalId, { headId, decision }]),
  );
  const past = new Map<string, RowDecision>(
    rows.flatMap(({ decision }) => (decision ? [[decision.id, decision]] : [])),
  );
  for (const wish of queued) {
    if (!marks.has(wish.proposalId)) continue;
    const decision = decisionOf(wish, past);
    if (decision) past.set(decision.id, decision);
    marks.set(wish.proposalId, { headId: wish.id, decision });
  }
  return marks;
}

function decisionOf(
  wish: DecisionInput,
  past: ReadonlyMap<string, RowDecision>,
): RowDecision | null {
  if (wish.kind === 'undo') return past.get(wish.restoresId ?? '') ?? null;
  const { id, kind, absence = null, values, mode = 'single', evidence = null } = wish;
  return { id, kind, absence, values, mode, evidence };
}

// ---------- what is left

export interface Tally {
  readonly total: number;
  /** Undecided rows of "Needs you". */
  readonly needs: number;
  /** Undecided rows of "Looks right". */
  readonly right: number;
  readonly decided: number;
}

export function tally({ rows, marks }: Pick<Sheet, 'rows' | 'marks'>): Tally {
  const count = { total: rows.size, needs: 0, right: 0, decided: 0 };
  for (const [id, row] of rows) {
    if (marks.get(id)?.decision) count.decided += 1;
    else if (row.group !== 'absent') count[row.group] += 1;
  }
  return count;
}

/** Rows on the screen from top to bottom: those of the collapsed group are not. */
export function visibleOrder(sheet: Sheet): readonly number[] {
  if (sheet.isAbsentOpen) return sheet.order;
  return sheet.order.filter((id) => sheet.rows.get(id)?.group !== 'absent');
}

export function isDecided(sheet: Sheet, proposalId: number): boolean {
  return Boolean(sheet.marks.get(proposalId)?.decision);
}

function undecidedIn(sheet: Sheet, group: RowGroup): readonly number[] {
  return visibleOrder(sheet).filter(
    (id) => sheet.rows.get(id)?.group === group && !isDecided(sheet, id),
  );
}

function firstFocus(sheet: Sheet): number | null {
  return (
    undecidedIn(sheet, 'needs')[0] ??
    undecidedIn(sheet, 'right')[0] ??
    visibleOrder(sheet)[0] ??
    null
  );
}

/** The row above or below on the screen; null at the edge. */
export function neighbour(sheet: Sheet, direction: 'next' | 'previous'): number | null {
  const order = visibleOrder(sheet);
  if (sheet.focusedId === null) return order[0] ?? null;
  const at = order.indexOf(sheet.focusedId);
  return order[at + (direction === 'next' ? 1 : -1)] ?? null;
}

/**
 * Where Enter leads: the next undecided row of "Needs you", round the corner if need be; then the
 * first undecided row of "Looks right"; null when nothing is pending and the product may go.
 */
export function nextPending(sheet: Sheet, direction: 'next' | 'previous' = 'next'): number | null {
  const needs = undecidedIn(sheet, 'needs').filter((id) => id !== sheet.focusedId);
  const at = sheet.focusedId === null ? -1 : sheet.order.indexOf(sheet.focusedId);
  const isAhead = (id: number) => sheet.order.indexOf(id) > at;
  const chosen =
    direction === 'next'
      ? (needs.find(isAhead) ?? needs[0])
      : (needs.findLast((id) => !isAhead(id)) ?? needs.at(-1));
  if (chosen !== undefined) return chosen;
  if (sheet.focusedId !== null && undecidedIn(sheet, 'needs').includes(sheet.focusedId)) {
    return sheet.focusedId;
  }
  return undecidedIn(sheet, 'right')[0] ?? null;
}

/** Where the focus goes once `fromId` is decided: on within its group, then to what is pending. */
function focusAfter(sheet: Sheet, fromId: number): number {
  const group = sheet.rows.get(fromId)?.group ?? 'right';
  const at = sheet.order.indexOf(fromId);
  const open = undecidedIn(sheet, group);
  const ahead = open.find((id) => sheet.order.indexOf(id) > at);
  return ahead ?? nextPending({ ...sheet, focusedId: fromId }) ?? fromId;
}

// ---------- decisions

/** What the pure plans take from outside. */
export interface Attempt {
  newId(): string;
  /** ISO 8601 */
  readonly now: string;
  /** Since the row got the focus; null where it says nothing (accept the rest, undo). */
  readonly durationMs: number | null;
  readonly keystrokes: number | null;
}

/** Decisions to send and the step that shows them. */
export interface Plan {
  readonly step: DecideStep;
  readonly decisions: readonly DecisionInput[];
}

/** Why a key did nothing. */
export type Refusal =
  'unreadable' | 'nothing-proposed' | 'nothing-seen' | 'nothing-left' | 'unknown-row';

/** How a person decides at the desk: a row, or what is left. */
type DeskMode = NonNullable<DecisionInput['mode']>;

interface Wish {
  readonly kind: RowDecision['kind'];
  readonly absence?: Absence;
  readonly values?: readonly AttributeValue[];
  readonly surface?: string | null;
  readonly evidence?: Evidence | null;
}

function decide(
  sheet: Sheet,
  proposalId: number,
  wish: Wish,
  mode: DeskMode,
  attempt: Attempt,
): { change: RowChange; decision: DecisionInput } {
  const mark = sheet.marks.get(proposalId) ?? { headId: null, decision: null };
  const { kind, absence = null, values = [], surface = null, evidence = null } = wish;
  const id = attempt.newId();
  const after: RowDecision = { id, kind, absence, values: [...values], mode, evidence };
  return {
    change: { proposalId, before: mark.decision, after },
    decision: {
      ...after,
      mode,
      proposalId,
      supersedesId: mark.headId,
      evidence,
      surface,
      durationMs: attempt.durationMs,
      keystrokes: attempt.keystrokes,
      decidedAt: attempt.now,
    },
  };
}

function planOne(sheet: Sheet, proposalId: number, wish: Wish, attempt: Attempt): Plan {
  const { change, decision } = decide(sheet, proposalId, wish, 'single', attempt);
  const productId = sheet.product.productId;
  return { step: { kind: 'decide', productId, changes: [change] }, decisions: [decision] };
}

/** True when there is a proposal, every value of it could be read and fits the schema. */
export function isAcceptable(row: ReviewRow): boolean {
  const { values } = row.proposal;
  const isRead = values.length > 0 && values.every(({ value }) => value !== null);
  return isRead && findValueFault(row.attribute, proposedValues(row.proposal)) === null;
}

/**
 * Takes the proposal. Where nothing is proposed, the first candidate that has evidence: that there is
 * no value is an answer of its own, and never what accepting means.
 */
export function planAccept(sheet: Sheet, proposalId: number, attempt: Attempt): Plan | Refusal {
  const row = sheet.rows.get(proposalId);
  if (!row) return 'unknown-row';
  if (row.proposal.values.length === 0) {
    const candidate = candidatesOf(row).find(({ evidence }) => evidence !== null);
    return candidate ? planValues(sheet, proposalId, candidate, attempt) : 'nothing-proposed';
  }
  if (!isAcceptable(row)) return 'unreadable';
  const values = proposedValues(row.proposal);
  return planOne(sheet, proposalId, { kind: 'accept', values }, attempt);
}

/** Values that a person gave: a correction, an addition, or the proposal itself. */
export function planValues(
  sheet: Sheet,
  proposalId: number,
  given: {
    readonly values: readonly AttributeValue[];
    readonly surface?: string | null;
    readonly evidence?: Evidence | null;
  },
  attempt: Attempt,
): Plan | Refusal {
  const row = sheet.rows.get(proposalId);
  if (!row) return 'unknown-row';
  if (given.values.length === 0) return 'unreadable';
  if (row.proposal.values.length === 0) {
    return planOne(sheet, proposalId, { kind: 'added', ...given }, attempt);
  }
  const isProposal = isAcceptable(row) && areSameValues(given.values, proposedValues(row.proposal));
  if (isProposal) return planAccept(sheet, proposalId, attempt);
  return planOne(sheet, proposalId, { kind: 'correct', ...given }, attempt);
}

export function planAbsent(
  sheet: Sheet,
  proposalId: number,
  absence: Absence,
  attempt: Attempt,
): Plan {
  return planOne(sheet, proposalId, { kind: 'absent', absence }, attempt);
}

export function planReject(sheet: Sheet, proposalId: number, attempt: Attempt): Plan {
  return planOne(sheet, proposalId, { kind: 'reject' }, attempt);
}

/** Undecided rows that "accept the rest" may take, and those it must leave as unseen. */
export function findRest(
  sheet: Sheet,
  seen: ReadonlySet<number>,
): { readonly taken: readonly number[]; readonly unseen: readonly number[] } {
  const rest = [...undecidedIn(sheet, 'right'), ...undecidedIn(sheet, 'absent')].filter((id) => {
    const row = sheet.rows.get(id);
    return row !== undefined && isAcceptable(row);
  });
  return {
    taken: rest.filter((id) => seen.has(id)),
    unseen: rest.filter((id) => !seen.has(id)),
  };
}

/** Accepts what was on the screen long enough; one step to undo. */
export function planRest(
  sheet: Sheet,
  seen: ReadonlySet<number>,
  attempt: Attempt,
): Plan | Refusal {
  const { taken, unseen } = findRest(sheet, seen);
  if (taken.length === 0) return unseen.length > 0 ? 'nothing-seen' : 'nothing-left';
  const made = taken.flatMap((id) => {
    const row = sheet.rows.get(id);
    if (!row) return [];
    const values = proposedValues(row.proposal);
    return [decide(sheet, id, { kind: 'accept', values }, 'rest', attempt)];
  });
  const productId = sheet.product.productId;
  const changes = made.map(({ change }) => change);
  return {
    step: { kind: 'decide', productId, changes },
    decisions: made.map(({ decision }) => decision),
  };
}

/** Takes a step back: each row as it was before, the step itself kept in the chain. */
export function planUndo(sheet: Sheet, step: DecideStep, attempt: Attempt): Plan {
  const made = step.changes.map(({ proposalId, before, after }) => {
    const id = attempt.newId();
    const decision: DecisionInput = {
      id,
      proposalId,
      supersedesId: sheet.marks.get(proposalId)?.headId ?? null,
      kind: 'undo',
      absence: before?.absence ?? null,
      values: [...(before?.values ?? [])],
      restoresId: before?.id ?? null,
      durationMs: attempt.durationMs,
      keystrokes: attempt.keystrokes,
      decidedAt: attempt.now,
    };
    return { change: { proposalId, before: after, after: before }, decision };
  });
  return {
    step: { ...step, changes: made.map(({ change }) => change) },
    decisions: made.map(({ decision }) => decision),
  };
}

/** Makes a step that was taken back again, with decisions of its own. */
export function planRedo(sheet: Sheet, step: DecideStep, attempt: Attempt): Plan {
  const made = step.changes.flatMap(({ proposalId, after }) => {
    if (!after) return [];
    const { kind, absence, values, mode, evidence = null } = after;
    const wish = { kind, values, evidence, ...(absence === null ? {} : { absence }) };
    // Done again by hand, whatever it was before.
    return [decide(sheet, proposalId, wish, mode === 'rest' ? 'rest' : 'single', attempt)];
  });
  return {
    step: { ...step, changes: made.map(({ change }) => change) },
    decisions: made.map(({ decision }) => decision),
  };
}

// ---------- the reducer

export type DeskAction =
  | {
      readonly type: 'claimed';
      readonly products: readonly ReviewProduct[];
      /** Decisions of these products that wait in the outbox. */
      readonly queued: ReadonlyMap<number, readonly DecisionInput[]>;
      readonly remaining: number;
    }
  | { readonly type: 'focused'; readonly proposalId: number }
  | { readonly type: 'edit-began' }
  | { readonly type: 'edit-ended' }
  | { readonly type: 'absent-toggled' }
  | { readonly type: 'decided'; readonly plan: Plan; readonly via: 'key' | 'undo' | 'redo' }
  | {
      readonly type: 'submitted';
      readonly commitId: string;
      readonly at: number;
      readonly via: 'key' | 'redo';
    }
  | { readonly type: 'acknowledged'; readonly commitId: string; readonly landsAt: string }
  | {
      readonly type: 'unsubmitted';
      readonly productId: number;
      /** Null when the submit never reached the server: the old lease goes on. */
      readonly lease: Lease | null;
    }
  | { readonly type: 'left'; readonly productId: number }
  /** A product that is on the desk comes to the front, before the one that is open. */
  | {
      readonly type: 'brought';
      readonly productId: number;
      readonly proposalId: number | null;
    }
  | { readonly type: 'did-elsewhere'; readonly step: ElsewhereStep }
  | { readonly type: 'undid-elsewhere'; readonly id: string }
  | {
      readonly type: 'renewed';
      readonly leases: readonly Pick<Lease, 'token' | 'until'>[];
      readonly lost: readonly string[];
      readonly takeovers?: readonly { readonly token: string; readonly by: string }[];
    }
  | { readonly type: 'lease-lost'; readonly productId: number }
  | {
      readonly type: 'retaken';
      readonly product: ReviewProduct;
      readonly queued: readonly DecisionInput[];
    }
  | {
      readonly type: 'overruled';
      readonly productId: number;
      readonly proposalId: number;
      readonly headId: string | null;
      readonly decision: RowDecision | null;
    };

/** The sheet that is open, or null on an empty desk. */
export function openSheet(desk: Desk): Sheet | null {
  return desk.openId === null ? null : (desk.sheets.get(desk.openId) ?? null);
}

/** The row that the keys are about; null when no product is open or no row has the focus. */
export function focusedRow(sheet: Sheet | null): ReviewRow | null {
  return sheet?.rows.get(sheet.focusedId ?? -1) ?? null;
}

/** Everything that the desk can come to; the same action on the same desk gives the same desk. */
export function reduceDesk(desk: Desk, action: DeskAction): Desk {
  switch (action.type) {
    case 'claimed':
      return claim(desk, action);
    case 'focused':
      return changeOpen(desk, (sheet) =>
        sheet.rows.has(action.proposalId)
          ? { ...sheet, focusedId: action.proposalId, isEditing: false }
          : sheet,
      );
    case 'edit-began':
      return changeOpen(desk, (sheet) =>
        sheet.focusedId === null || sheet.isLeaseLost ? sheet : { ...sheet, isEditing: true },
      );
    case 'edit-ended':
      return changeOpen(desk, (sheet) => ({ ...sheet, isEditing: false }));
    case 'absent-toggled':
      return changeOpen(desk, toggleAbsent);
    case 'decided':
      return applyPlan(desk, action.plan, action.via);
    case 'submitted':
      return submit(desk, action);
    case 'acknowledged':
      return mapSheets(desk, (sheet) =>
        sheet.submission?.commitId === action.commitId
          ? { ...sheet, submission: { ...sheet.submission, landsAt: action.landsAt } }
          : sheet,
      );
    case 'unsubmitted':
      return reopen(desk, action.productId, action.lease);
    case 'left':
      return leave(desk, action.productId);
    case 'brought':
      return bring(desk, action.productId, action.proposalId);
    case 'did-elsewhere':
      return { ...desk, ...recordStep(desk, action.step, 'key') };
    case 'undid-elsewhere':
      return { ...desk, undo: desk.undo.filter((step) => !isElsewhere(step, action.id)) };
    case 'renewed':
      return mapSheets(desk, (sheet) => renew(sheet, action));
    case 'lease-lost':
      return changeSheet(desk, action.productId, (sheet) => ({
        ...sheet,
        isEditing: false,
        isLeaseLost: true,
      }));
    case 'retaken':
      return changeSheet(desk, action.product.productId, (sheet) => ({
        ...makeSheet(action.product, action.queued),
        focusedId: sheet.focusedId,
        isAbsentOpen: sheet.isAbsentOpen,
      }));
    case 'overruled':
      return overrule(desk, action);
  }
}

function changeSheet(desk: Desk, productId: number, change: (sheet: Sheet) => Sheet): Desk {
  const sheet = desk.sheets.get(productId);
  if (!sheet) return desk;
  const changed = change(sheet);
  if (changed === sheet) return desk;
  return { ...desk, sheets: new Map(desk.sheets).set(productId, changed) };
}

function changeOpen(desk: Desk, change: (sheet: Sheet) => Sheet): Desk {
  return desk.openId === null ? desk : changeSheet(desk, desk.openId, change);
}

function mapSheets(desk: Desk, change: (sheet: Sheet) => Sheet): Desk {
  let changed = desk;
  for (const productId of desk.sheets.keys()) changed = changeSheet(changed, productId, change);
  return changed;
}

/** Submitted products stay on the desk so that Z can bring them back; older ones are dropped. */
const keptSubmissions = 20;

function claim(
  desk: Desk,
  { products, queued, remaining }: Extract<DeskAction, { type: 'claimed' }>,
): Desk {
  const isHere = (id: number) => id === desk.openId || desk.upcoming.includes(id);
  const fresh = products.filter(({ productId }) => !isHere(productId));
  const sheets = new Map(desk.sheets);
  for (const product of fresh) {
    sheets.set(product.productId, makeSheet(product, queued.get(product.productId)));
  }
  const stale = [...sheets]
    .filter(([, sheet]) => sheet.submission !== null)
    .slice(0, -keptSubmissions);
  for (const [productId] of stale) sheets.delete(productId);
  const upcoming = [...desk.upcoming, ...fresh.map(({ productId }) => productId)];
  const claimed = { ...desk, sheets, upcoming, remaining };
  return claimed.openId === null ? openNext(claimed) : claimed;
}

function openNext(desk: Desk): Desk {
  const [openId = null, ...upcoming] = desk.upcoming;
  return { ...desk, openId, upcoming };
}

function toggleAbsent(sheet: Sheet): Sheet {
  const toggled = { ...sheet, isAbsentOpen: !sheet.isAbsentOpen };
  const isHidden = sheet.focusedId !== null && !visibleOrder(toggled).includes(sheet.focusedId);
  return isHidden ? { ...toggled, focusedId: visibleOrder(toggled).at(-1) ?? null } : toggled;
}

function applyPlan(desk: Desk, plan: Plan, via: 'key' | 'undo' | 'redo'): Desk {
  const { step, decisions } = plan;
  const changed = changeSheet(desk, step.productId, (sheet) => {
    const marks = new Map(sheet.marks);
    for (const [index, change] of step.changes.entries()) {
      const headId = decisions[index]?.id ?? null;
      marks.set(change.proposalId, { headId, decision: change.after });
    }
    const decided = { ...sheet, marks, isEditing: false };
    const target = step.changes[0]?.proposalId ?? sheet.focusedId;
    if (target === null) return decided;
    if (via === 'key') return { ...decided, focusedId: focusAfter(decided, target) };
    const isInAbsent = sheet.rows.get(target)?.group === 'absent';
    return { ...decided, focusedId: target, isAbsentOpen: sheet.isAbsentOpen || isInAbsent };
  });
  return { ...changed, ...recordStep(desk, step, via) };
}

function recordStep(
  desk: Desk,
  step: Step,
  via: 'key' | 'undo' | 'redo',
): Pick<Desk, 'undo' | 'redo'> {
  switch (via) {
    case 'key':
      return { undo: [...desk.undo, step], redo: [] };
    case 'undo':
      return takeBack(desk);
    case 'redo':
      return { undo: [...desk.undo, step], redo: desk.redo.slice(0, -1) };
  }
}

/** The last step moves over to what can be done again, as it was first done. */
function takeBack({ undo, redo }: Desk): Pick<Desk, 'undo' | 'redo'> {
  const last = undo.at(-1);
  return { undo: undo.slice(0, -1), redo: last ? [...redo, last] : redo };
}

function submit(
  desk: Desk,
  { commitId, at, via }: Extract<DeskAction, { type: 'submitted' }>,
): Desk {
  const productId = desk.openId;
  if (productId === null) return desk;
  const closed = changeSheet(desk, productId, (sheet) => ({
    ...sheet,
    isEditing: false,
    submission: { commitId, landsAt: null },
  }));
  return openNext({
    ...closed,
    ...recordStep(desk, { kind: 'submit', productId, commitId }, via),
    submittedAt: [...desk.submittedAt, at],
    found: [...desk.found, countFound(desk.sheets.get(productId))],
  });
}

/** Rows of a sheet on which the model was wrong. */
export function countFound(sheet: Sheet | undefined): number {
  const isFound = ([id, { decision }]: readonly [number, Mark]): boolean => {
    if (decision?.kind === 'absent') return sheet?.rows.get(id)?.proposal.values.length !== 0;
    return decision !== null && decision.kind !== 'accept';
  };
  return [...(sheet?.marks ?? [])].filter(isFound).length;
}

function reopen(desk: Desk, productId: number, lease: Lease | null): Desk {
  const upcoming = desk.openId === null ? desk.upcoming : [desk.openId, ...desk.upcoming];
  const back = changeSheet(desk, productId, (sheet) => ({
    ...sheet,
    product: { ...sheet.product, lease: lease ?? sheet.product.lease },
    isLeaseLost: false,
    submission: null,
  }));
  const isSubmit = (step: Step | undefined) =>
    step?.kind === 'submit' && step.productId === productId;
  const steps = isSubmit(desk.undo.at(-1))
    ? takeBack(desk)
    : { undo: desk.undo.filter((step) => !isSubmit(step)), redo: [] };
  return {
    ...back,
    ...steps,
    openId: productId,
    upcoming: upcoming.filter((id) => id !== productId),
    submittedAt: desk.submittedAt.slice(0, -1),
    found: desk.found.slice(0, -1),
  };
}

function isElsewhere(step: Step, id: string): boolean {
  return step.kind === 'elsewhere' && step.id === id;
}

/** The product that was open comes next, as it was left. */
function bring(desk: Desk, productId: number, proposalId: number | null): Desk {
  const sheet = desk.sheets.get(productId);
  if (!sheet || sheet.submission !== null) return desk;
  const isShown = proposalId !== null && sheet.rows.has(proposalId);
  const isAbsent = isShown && sheet.rows.get(proposalId)?.group === 'absent';
  const brought = changeSheet(desk, productId, () => ({
    ...sheet,
    focusedId: isShown ? proposalId : sheet.focusedId,
    isAbsentOpen: sheet.isAbsentOpen || isAbsent,
  }));
  if (desk.openId === productId) return brought;
  const waiting = desk.openId === null ? desk.upcoming : [desk.openId, ...desk.upcoming];
  return {
    ...changeOpen(brought, (open) => ({ ...open, isEditing: false })),
    openId: productId,
    upcoming: waiting.filter((id) => id !== productId),
  };
}

/** Skipped or given up: the product goes, and its steps cannot be undone from here. */
function leave(desk: Desk, productId: number): Desk {
  const sheets = new Map(desk.sheets);
  sheets.delete(productId);
  const isOther = (step: Step) => step.kind === 'elsewhere' || step.productId !== productId;
  const rest = {
    ...desk,
    sheets,
    upcoming: desk.upcoming.filter((id) => id !== productId),
    undo: desk.undo.filter(isOther),
    redo: desk.redo.filter(isOther),
  };
  return desk.openId === productId ? openNext(rest) : rest;
}

function renew(
  sheet: Sheet,
  { leases, lost, takeovers = [] }: Extract<DeskAction, { type: 'renewed' }>,
): Sheet {
  const { lease } = sheet.product;
  if (lease === null || sheet.submission !== null) return sheet;
  if (lost.includes(lease.token)) {
    const takenBy = takeovers.find(({ token }) => token === lease.token)?.by ?? null;
    return { ...sheet, isEditing: false, isLeaseLost: true, takenBy };
  }
  const renewed = leases.find(({ token }) => token === lease.token);
  if (!renewed) return sheet;
  const product = { ...sheet.product, lease: { ...lease, until: renewed.until } };
  return { ...sheet, product, isLeaseLost: false };
}

/** Takes what the server holds; my decisions on the row are gone, so nothing can bring them back. */
function overrule(
  desk: Desk,
  { productId, proposalId, headId, decision }: Extract<DeskAction, { readonly type: 'overruled' }>,
): Desk {
  const withoutRow = (steps: readonly Step[]): Step[] =>
    steps.flatMap((step) => {
      if (step.kind !== 'decide' || step.productId !== productId) return [step];
      const changes = step.changes.filter((change) => change.proposalId !== proposalId);
      return changes.length === 0 ? [] : [{ ...step, changes }];
    });
  const changed = changeSheet(desk, productId, (sheet) => ({
    ...sheet,
    marks: new Map(sheet.marks).set(proposalId, { headId, decision }),
  }));
  return { ...changed, undo: withoutRow(desk.undo), redo: withoutRow(desk.redo) };
}

const paceWindowMs = 60 * 60_000;
/** Fewer products than this say nothing about a pace. */
const fewestForPace = 3;

/** Products per hour over the last hour of this session; null before there is anything to say. */
export function paceOf(
  submittedAt: readonly number[],
  beganAt: number,
  now: number,
): number | null {
  const from = Math.max(beganAt, now - paceWindowMs);
  const count = submittedAt.filter((at) => at >= from).length;
  if (count < fewestForPace || now <= from) return null;
  return Math.round((count * paceWindowMs) / (now - from));
}
