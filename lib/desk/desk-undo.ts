import { ProblemError } from '../browser/fetch-json';
import type { DeskCore } from './desk-core';
import type { Deciding } from './desk-deciding';
import { planRedo, planUndo, type ElsewhereStep } from './desk-state';
import type { NoticeBody } from './desk-view';

/** Z and its way back, over products and over what was done elsewhere from the desk. */
export function createUndo(core: DeskCore, { carryOut, submit }: Deciding) {
  const { api, outbox, view, update, dispatch, say, unmeasured, workingSheet } = core;
  let isUndoing = false;

  async function undo(): Promise<void> {
    const step = view().desk.undo.at(-1);
    if (!step) return say({ kind: 'nothing-to-undo' });
    if (step.kind === 'submit') return unsubmit(step.productId, step.commitId);
    if (step.kind === 'elsewhere') return undoElsewhere(step);
    // Z goes back to where the step was made, were it another product of the desk.
    dispatch({ type: 'brought', productId: step.productId, proposalId: null });
    const { desk } = view();
    const sheet = desk.sheets.get(step.productId);
    if (!sheet || sheet.isLeaseLost || desk.openId !== step.productId) return;
    forgetCorrection(step.changes.flatMap(({ after }) => after?.id ?? []));
    const plan = planUndo(sheet, step, unmeasured());
    carryOut(sheet, plan, 'undo', { kind: 'undone', count: step.changes.length });
  }

  /** One call at a time: a second Z while one is under way is passed over. */
  async function alone(work: () => Promise<void>): Promise<void> {
    if (isUndoing) return;
    isUndoing = true;
    try {
      await work();
    } finally {
      isUndoing = false;
    }
  }

  const undoElsewhere = ({ what, id }: ElsewhereStep): Promise<void> =>
    alone(async () => {
      try {
        if (what === 'sweep') await api.undoSweep(id);
        else await api.withdrawSynonym(id);
        dispatch({ type: 'undid-elsewhere', id }, { kind: `${what}-undone` });
      } catch (error) {
        // Settled by somebody else meanwhile: Z goes on to the step before.
        if (error instanceof ProblemError) dispatch({ type: 'undid-elsewhere', id });
        say({ kind: error instanceof ProblemError ? 'nothing-to-undo' : 'unreachable' });
      }
    });

  function forgetCorrection(decisionIds: readonly string[]): void {
    const { correction } = view();
    if (correction && decisionIds.includes(correction.decisionId)) update({ correction: null });
  }

  const unsubmit = (productId: number, commitId: string): Promise<void> =>
    alone(async () => {
      try {
        const wasWaiting = await outbox.cancel(commitId);
        const lease = wasWaiting ? null : await api.sendUnsubmit(productId, commitId);
        dispatch({ type: 'unsubmitted', productId, lease }, { kind: 'unsubmitted' });
      } catch (error) {
        say({ kind: error instanceof ProblemError ? 'grace-over' : 'unreachable' });
      }
    });

  function redo(): void {
    const step = view().desk.redo.at(-1);
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

  return {
    undo,
    redo,
    /** Puts what was done from the desk to other products, or to the schema, behind Z. */
    didElsewhere: (step: Omit<ElsewhereStep, 'kind'>, said: NoticeBody) =>
      dispatch({ type: 'did-elsewhere', step: { kind: 'elsewhere', ...step } }, said),
  };
}
