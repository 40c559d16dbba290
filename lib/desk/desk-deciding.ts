import type { AttributeValue, Evidence } from '../values/contract';
import { normaliseSeveral } from '../values/normalise';
import { candidatesOf } from './candidates';
import type { ReviewRow } from '../curation/contract';
import type { Absence } from '../values/decision';
import type { Skip } from '../values/skip-reason';
import type { Claiming } from './desk-claiming';
import type { DeskCore } from './desk-core';
import {
  findRest,
  focusedRow,
  isAcceptable,
  planAbsent,
  planAccept,
  planReject,
  planRest,
  planValues,
  type Plan,
  type Refusal,
  type RowDecision,
  type Sheet,
} from './desk-state';
import type { NoticeBody } from './desk-view';
import { findValueFault } from '../curation/values';

export type Deciding = ReturnType<typeof createDeciding>;

interface GivenValues {
  readonly values: readonly AttributeValue[];
  readonly surface?: string | null;
  readonly evidence?: Evidence | null;
}

/** Decisions on the rows of the open product, and its leaving the desk by submission or skip. */
export function createDeciding(core: DeskCore, claiming: Claiming) {
  const { view, now, update, dispatch, say, attempt, workingSheet, enqueue } = core;

  /** False when the plan was refused, which is said. */
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
    // What is answered blind goes nowhere else: the server has no such decision.
    const isBlind = sheet.product.independent !== null;
    if (isDone && !isBlind && row && decision && isCorrection(row, decision)) {
      const { productId } = sheet.product;
      update({ correction: { decisionId: decision.id, productId } });
    }
    return isDone;
  }

  /** Takes the proposal; one that cannot be read opens in the editor, with what it says. */
  function accept(): boolean {
    const row = focusedRow(workingSheet());
    const isUnread = row !== null && row.proposal.values.length > 0 && !isAcceptable(row);
    if (!isUnread) return onFocused((sheet, id) => planAccept(sheet, id, attempt()));
    dispatch({ type: 'edit-began' });
    return false;
  }

  const setValues = (given: GivenValues): boolean =>
    onFocused((sheet, id) => planValues(sheet, id, given, attempt()));
  const absent = (absence: Absence): boolean =>
    onFocused((sheet, id) => planAbsent(sheet, id, absence, attempt()));
  const reject = (): boolean => onFocused((sheet, id) => planReject(sheet, id, attempt()));

  function acceptRest(): void {
    const sheet = workingSheet();
    if (!sheet) return;
    const shown = view().seen.at(now());
    const { taken, unseen } = findRest(sheet, shown);
    const plan = planRest(sheet, shown, { ...core.unmeasured(), keystrokes: 1 });
    const said: NoticeBody = { kind: 'rest', count: taken.length, unseen: unseen.length };
    const isDone = carryOut(sheet, plan, 'key', said);
    const [next] = unseen;
    if (isDone && next !== undefined) dispatch({ type: 'focused', proposalId: next });
  }

  function submit(sheet: Sheet, via: 'key' | 'redo'): void {
    const commitId = core.newId();
    const leaseToken = sheet.product.lease?.token ?? '';
    update({ notice: null });
    dispatch({ type: 'submitted', commitId, at: now(), via });
    enqueue(sheet, { kind: 'submit', leaseToken, commitId });
    claiming.afterDeparture();
  }

  function skip({ reason, note }: Skip): void {
    const sheet = workingSheet();
    if (!sheet) return;
    const { productId, title, lease } = sheet.product;
    enqueue(sheet, { kind: 'skip', leaseToken: lease?.token ?? '', reason, note });
    dispatch({ type: 'left', productId }, { kind: 'skipped', title });
    claiming.afterDeparture();
  }

  return {
    carryOut,
    accept,
    absent,
    reject,
    setValues,
    acceptRest,
    submit,
    skip,
  };
}

/** Values that are taken from what the screen shows: a candidate, selected text, an earlier state. */
export function createPicking(
  { workingSheet, say }: DeskCore,
  { setValues, absent, reject }: Pick<Deciding, 'setValues' | 'absent' | 'reject'>,
) {
  return {
    /** `place` counts from 1. */
    choose(place: number): boolean {
      const row = focusedRow(workingSheet());
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
      const row = focusedRow(workingSheet());
      if (!row) return;
      if (!selection) return say({ kind: 'no-selection' });
      const { text, evidence } = selection;
      const { values } = normaliseSeveral([text], row.attribute);
      const isFit = values.length > 0 && findValueFault(row.attribute, values) === null;
      if (!isFit) return say({ kind: 'unreadable-selection', row, text });
      setValues({ values, surface: text, evidence });
    },
    /** The value that the catalogue holds stays, whatever is proposed. */
    keepCurrent(): boolean {
      const row = focusedRow(workingSheet());
      if (!row) return false;
      const { values, absence } = row.current ?? { values: [], absence: null };
      if (absence !== null) return absent(absence);
      const isFit = values.length > 0 && findValueFault(row.attribute, values) === null;
      if (isFit) return setValues({ values });
      say({ kind: values.length > 0 ? 'current-unfit' : 'no-current' });
      return false;
    },
    /** An earlier state of the focused value as a decision of now. */
    restore({ values, absence }: Pick<RowDecision, 'values' | 'absence'>): boolean {
      if (values.length > 0) return setValues({ values });
      return absence ? absent(absence) : reject();
    },
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
