import { describe, expect, it } from 'vitest';
import type { Evidence } from '../values/contract';
import { makeProduct, makeRow } from './testing/desk-fixture';
import {
  emptyDesk,
  findRest,
  makeSheet,
  neighbour,
  nextPending,
  openSheet,
  paceOf,
  planAbsent,
  planAccept,
  planRedo,
  planReject,
  planRest,
  planUndo,
  planValues,
  reduceDesk,
  tally,
  visibleOrder,
  type Attempt,
  type Desk,
  type Plan,
  type Refusal,
  type Sheet,
} from './desk-state';

function makeAttempt(prefix = 'd'): Attempt {
  let made = 0;
  return {
    newId: () => `${prefix}${(made += 1)}`,
    now: '2026-01-01T00:00:00.000Z',
    durationMs: 900,
    keystrokes: 2,
  };
}

const rows = [
  makeRow({ id: 1, group: 'right' }),
  makeRow({ id: 2, group: 'needs' }),
  makeRow({ id: 3, group: 'absent', values: [] }),
  makeRow({ id: 4, group: 'needs' }),
  makeRow({ id: 5, group: 'right' }),
];

function openDesk(...productIds: number[]): Desk {
  return reduceDesk(emptyDesk, {
    type: 'claimed',
    products: productIds.map((id) => makeProduct(id, rows)),
    queued: new Map(),
    remaining: 7,
  });
}

function sheetOf(desk: Desk): Sheet {
  const sheet = openSheet(desk);
  if (!sheet) throw new Error('no product is open');
  return sheet;
}

function done(plan: Plan | Refusal): Plan {
  if (typeof plan === 'string') throw new Error(plan);
  return plan;
}

const decided = (desk: Desk, plan: Plan | Refusal, via: 'key' | 'undo' | 'redo' = 'key') =>
  reduceDesk(desk, { type: 'decided', plan: done(plan), via });

const kindsOf = (desk: Desk) =>
  Object.fromEntries(
    [...sheetOf(desk).marks].map(([id, { decision }]) => [id, decision?.kind ?? null]),
  );

describe('opening a product', () => {
  it('lays the rows out by group and begins with the first that needs the MD', () => {
    const sheet = sheetOf(openDesk(1));
    expect(sheet.order).toEqual([2, 4, 1, 5, 3]);
    expect(sheet.focusedId).toBe(2);
    expect(tally(sheet)).toEqual({ total: 5, needs: 2, right: 2, decided: 0 });
  });

  it('keeps the collapsed group off the way until it is opened', () => {
    const desk = openDesk(1);
    expect(visibleOrder(sheetOf(desk))).toEqual([2, 4, 1, 5]);
    const opened = reduceDesk(desk, { type: 'absent-toggled' });
    expect(visibleOrder(sheetOf(opened))).toEqual([2, 4, 1, 5, 3]);
    const onAbsent = reduceDesk(opened, { type: 'focused', proposalId: 3 });
    expect(sheetOf(reduceDesk(onAbsent, { type: 'absent-toggled' })).focusedId).toBe(5);
  });

  it('shows decisions that are still on their way to the server', () => {
    const plan = done(planAccept(sheetOf(openDesk(1)), 2, makeAttempt()));
    const sheet = makeSheet(makeProduct(1, rows), plan.decisions);
    expect(sheet.marks.get(2)).toMatchObject({ headId: 'd1', decision: { kind: 'accept' } });
    expect(sheet.focusedId).toBe(4);
  });

  it('shows a row as undecided when the undo of its decision is on its way', () => {
    const desk = decided(openDesk(1), planAccept(sheetOf(openDesk(1)), 2, makeAttempt()));
    const [step] = desk.undo;
    if (step?.kind !== 'decide') throw new Error('no step');
    const undo = planUndo(sheetOf(desk), step, makeAttempt('u'));
    const sheet = makeSheet(makeProduct(1, rows), undo.decisions);
    expect(sheet.marks.get(2)).toEqual({ headId: 'u1', decision: null });
  });
});

describe('moving', () => {
  it('stops at both edges', () => {
    const desk = openDesk(1);
    expect(neighbour(sheetOf(desk), 'previous')).toBeNull();
    const atEnd = reduceDesk(desk, { type: 'focused', proposalId: 5 });
    expect(neighbour(sheetOf(atEnd), 'next')).toBeNull();
    expect(neighbour(sheetOf(atEnd), 'previous')).toBe(1);
  });

  it('leads Enter round the rows that need the MD, then to what is left, then out', () => {
    let desk = openDesk(1);
    expect(nextPending(sheetOf(desk))).toBe(4);
    desk = reduceDesk(desk, { type: 'focused', proposalId: 4 });
    expect(nextPending(sheetOf(desk))).toBe(2);
    expect(nextPending(sheetOf(desk), 'previous')).toBe(2);
    desk = decided(desk, planReject(sheetOf(desk), 4, makeAttempt('a')));
    expect(nextPending(sheetOf(desk))).toBe(2);
    desk = decided(desk, planReject(sheetOf(desk), 2, makeAttempt('b')));
    expect(nextPending(sheetOf(desk))).toBe(1);
    desk = decided(desk, planRest(sheetOf(desk), new Set([1, 5]), makeAttempt('c')));
    expect(nextPending(sheetOf(desk))).toBeNull();
  });
});

describe('deciding', () => {
  it('accepts, goes on to the next row that needs the MD, then rests on what looks right', () => {
    let desk = openDesk(1);
    desk = decided(desk, planAccept(sheetOf(desk), 2, makeAttempt('a')));
    expect(sheetOf(desk).focusedId).toBe(4);
    desk = decided(desk, planAccept(sheetOf(desk), 4, makeAttempt('b')));
    expect(sheetOf(desk).focusedId).toBe(1);
    expect(sheetOf(desk).order).toEqual([2, 4, 1, 5, 3]);
  });

  it('sends the head it saw, the cost and the mode', () => {
    let desk = openDesk(1);
    desk = decided(desk, planAccept(sheetOf(desk), 2, makeAttempt('a')));
    const again = done(planAbsent(sheetOf(desk), 2, 'conflict', makeAttempt('b')));
    expect(again.decisions[0]).toMatchObject({
      id: 'b1',
      supersedesId: 'a1',
      kind: 'absent',
      absence: 'conflict',
      values: [],
      mode: 'single',
      durationMs: 900,
      keystrokes: 2,
    });
  });

  it('calls a typed value what it is: the proposal, a correction, an addition', () => {
    const sheet = sheetOf(openDesk(1));
    const kind = (id: number, values: string[]) =>
      done(planValues(sheet, id, { values }, makeAttempt())).decisions[0]?.kind;
    expect(kind(2, ['v2'])).toBe('accept');
    expect(kind(2, ['other'])).toBe('correct');
    expect(kind(3, ['new'])).toBe('added');
    expect(planValues(sheet, 2, { values: [] }, makeAttempt())).toBe('unreadable');
  });

  it('refuses to accept what could not be read or does not fit the schema', () => {
    const unread = makeRow({ id: 1, values: [null] });
    const unlisted = makeRow({ id: 2, type: 'enum', listed: ['IPS'], values: ['XYZ'] });
    const sheet = makeSheet(makeProduct(1, [unread, unlisted]));
    expect(planAccept(sheet, 1, makeAttempt())).toBe('unreadable');
    expect(planAccept(sheet, 2, makeAttempt())).toBe('unreadable');
    expect(findRest(sheet, new Set([1, 2])).taken).toEqual([]);
  });

  it('never takes the acceptance of nothing for an absence', () => {
    const alternative = (evidence: Evidence | null) => ({
      surface: '226 L',
      value: '226',
      evidence,
      confidence: 0.2,
    });
    const rowWith = (id: number, evidence: Evidence | null) => {
      const row = makeRow({ id, group: 'absent', values: [] });
      const alternatives = [alternative(evidence)];
      return { ...row, proposal: { ...row.proposal, alternatives } };
    };
    const evidence = { field: 'spec', start: 3, end: 8 } as const;
    const nothing = makeRow({ id: 1, group: 'absent', values: [] });
    const sheet = {
      ...makeSheet(makeProduct(1, [nothing, rowWith(2, null), rowWith(3, evidence)])),
      isAbsentOpen: true,
    };
    expect(planAccept(sheet, 1, makeAttempt())).toBe('nothing-proposed');
    expect(planAccept(sheet, 2, makeAttempt())).toBe('nothing-proposed');
    expect(done(planAccept(sheet, 3, makeAttempt())).decisions).toMatchObject([
      { kind: 'added', values: ['226'], surface: '226 L', evidence },
    ]);
    expect(findRest(sheet, new Set([1, 2, 3]))).toEqual({ taken: [], unseen: [] });
  });

  it('accepts as the rest only rows that were seen, never those that need the MD', () => {
    const sheet = sheetOf(openDesk(1));
    const plan = done(planRest(sheet, new Set([2, 5, 3]), makeAttempt()));
    expect(plan.decisions.map(({ proposalId, mode }) => [proposalId, mode])).toEqual([[5, 'rest']]);
    expect(findRest(sheet, new Set([5])).unseen).toEqual([1]);
    expect(planRest(sheet, new Set([2]), makeAttempt())).toBe('nothing-seen');
  });

  it('does nothing on a product whose lease is lost but keeps what was shown', () => {
    const desk = reduceDesk(openDesk(1), { type: 'lease-lost', productId: 1 });
    expect(sheetOf(reduceDesk(desk, { type: 'edit-began' })).isEditing).toBe(false);
  });
});

describe('undo and redo', () => {
  it('takes a whole "rest" back in one step, to what stood before', () => {
    let desk = openDesk(1);
    desk = decided(desk, planReject(sheetOf(desk), 1, makeAttempt('a')));
    desk = decided(desk, planRest(sheetOf(desk), new Set([1, 5]), makeAttempt('b')));
    expect(kindsOf(desk)).toMatchObject({ 1: 'reject', 5: 'accept' });
    desk = decided(desk, planAccept(sheetOf(desk), 1, makeAttempt('c')));
    const [, , accepted] = desk.undo;
    if (accepted?.kind !== 'decide') throw new Error('no step');
    const undo = planUndo(sheetOf(desk), accepted, makeAttempt('u'));
    expect(undo.decisions[0]).toMatchObject({
      kind: 'undo',
      supersedesId: 'c1',
      restoresId: 'a1',
    });
    desk = decided(desk, undo, 'undo');
    expect(kindsOf(desk)).toMatchObject({ 1: 'reject', 5: 'accept' });
    expect(sheetOf(desk).focusedId).toBe(1);
    expect(desk.redo).toHaveLength(1);
  });

  it('makes an undone step again with decisions of its own, and forgets redo on a new key', () => {
    let desk = openDesk(1);
    desk = decided(desk, planAbsent(sheetOf(desk), 2, 'not-stated', makeAttempt('a')));
    const [step] = desk.undo;
    if (step?.kind !== 'decide') throw new Error('no step');
    desk = decided(desk, planUndo(sheetOf(desk), step, makeAttempt('u')), 'undo');
    const redo = planRedo(sheetOf(desk), step, makeAttempt('r'));
    expect(redo.decisions[0]).toMatchObject({
      id: 'r1',
      supersedesId: 'u1',
      kind: 'absent',
      absence: 'not-stated',
    });
    const redone = decided(desk, redo, 'redo');
    expect([redone.undo.length, redone.redo.length]).toEqual([1, 0]);
    const other = decided(desk, planAccept(sheetOf(desk), 4, makeAttempt('n')));
    expect(other.redo).toEqual([]);
  });

  it('goes back over a submit: the product opens again and the next one waits its turn', () => {
    let desk = openDesk(1, 2);
    desk = decided(desk, planAccept(sheetOf(desk), 2, makeAttempt('a')));
    desk = reduceDesk(desk, { type: 'submitted', commitId: 'c', at: 5, via: 'key' });
    expect([desk.openId, desk.upcoming, desk.submittedAt]).toEqual([2, [], [5]]);
    desk = reduceDesk(desk, { type: 'acknowledged', commitId: 'c', landsAt: 'soon' });
    expect(desk.sheets.get(1)?.submission).toEqual({ commitId: 'c', landsAt: 'soon' });
    const lease = { token: 'new', userId: 'mina', userName: '미나', until: 'later' };
    desk = reduceDesk(desk, { type: 'unsubmitted', productId: 1, lease });
    expect([desk.openId, desk.upcoming, desk.submittedAt]).toEqual([1, [2], []]);
    expect(sheetOf(desk).product.lease?.token).toBe('new');
    expect(desk.undo.map(({ kind }) => kind)).toEqual(['decide']);
    expect(desk.redo.map(({ kind }) => kind)).toEqual(['submit']);
  });

  it('forgets the steps of a product that was skipped', () => {
    let desk = openDesk(1, 2);
    desk = decided(desk, planAccept(sheetOf(desk), 2, makeAttempt()));
    desk = reduceDesk(desk, { type: 'left', productId: 1 });
    expect([desk.openId, desk.undo, desk.sheets.has(1)]).toEqual([2, [], false]);
  });
});

describe('the server', () => {
  it('adds claimed products behind those on the desk, each once', () => {
    let desk = openDesk(1, 2);
    const products = [makeProduct(2, rows), makeProduct(3, rows)];
    desk = reduceDesk(desk, { type: 'claimed', products, queued: new Map(), remaining: 4 });
    expect([desk.openId, desk.upcoming, desk.remaining]).toEqual([1, [2, 3], 4]);
  });

  it('prolongs leases, notices lost ones, and leaves submitted products alone', () => {
    let desk = openDesk(1, 2);
    const renewal = { token: 'token 1', until: 'later' };
    desk = reduceDesk(desk, { type: 'renewed', leases: [renewal], lost: ['token 2'] });
    expect(sheetOf(desk).product.lease?.until).toBe('later');
    expect(desk.sheets.get(2)?.isLeaseLost).toBe(true);
    desk = reduceDesk(openDesk(1), { type: 'submitted', commitId: 'c', at: 0, via: 'key' });
    desk = reduceDesk(desk, { type: 'renewed', leases: [], lost: ['token 1'] });
    expect(desk.sheets.get(1)?.isLeaseLost).toBe(false);
  });

  it('takes the decision of somebody else over mine and forgets how to undo mine', () => {
    let desk = openDesk(1);
    desk = decided(desk, planRest(sheetOf(desk), new Set([1, 5]), makeAttempt()));
    const decision = {
      id: 'theirs',
      kind: 'reject',
      absence: null,
      values: [],
      mode: 'single',
    } as const;
    desk = reduceDesk(desk, {
      type: 'overruled',
      productId: 1,
      proposalId: 1,
      headId: 'theirs',
      decision: { ...decision, values: [] },
    });
    expect(kindsOf(desk)).toMatchObject({ 1: 'reject', 5: 'accept' });
    const [step] = desk.undo;
    expect(step?.kind === 'decide' && step.changes.map(({ proposalId }) => proposalId)).toEqual([
      5,
    ]);
  });
});

describe('pace', () => {
  it('counts the last hour of the session and says nothing of too few products', () => {
    const minute = 60_000;
    expect(paceOf([minute, 2 * minute], 0, 3 * minute)).toBeNull();
    expect(paceOf([minute, 2 * minute, 3 * minute], 0, 6 * minute)).toBe(30);
    const longAgo = [0, 1, 2];
    expect(paceOf(longAgo, 0, 90 * minute)).toBeNull();
  });
});
