import { db, isUniqueViolation } from '../../platform/db';
import { AppError, type Issue } from '../../platform/errors';
import type { Actor } from '../../platform/session';
import { graceMs, type SubmitResult } from '../../curation/contract';
import type { Answer, RoundRow, SettleInput, Verdict } from '../contract';
import { resolveDecision, type DecisionWish } from '../../curation/resolve-decision';
import { proposedValues } from '../../curation/values';
import { readRoundRows } from './read-round';
import { commitOutcome, lockItem, type SettledRow } from './settle-round';

/**
 * A lead settles where independent reviews differ: the verdicts become the decisions, with what all
 * agreed on, and are committed. Sending it again with the same commit id changes nothing.
 * @throws AppError `not-found`; `conflict` when somebody else settled it or the product got another
 * text; `invalid` when a disputed row has no verdict, or one that the schema does not allow.
 */
export async function adjudicate(
  actor: Actor,
  roundId: string,
  { commitId, verdicts }: SettleInput,
  now: Date,
): Promise<SubmitResult> {
  const rows = await readRoundRows(db(), roundId);
  const settled = resolveVerdicts(rows, verdicts);
  const landsAt = new Date(now.getTime() + graceMs);
  const done = { commitId, landsAt: landsAt.toISOString() };
  try {
    const became = await db().$transaction(async (tx) => {
      const [round] = await tx.overlapRound.updateManyAndReturn({
        where: { id: roundId, state: 'disputed' },
        data: { state: 'settled', settledAt: now, settledBy: actor.id, commitId },
      });
      if (!round) return 'elsewhere';
      const { productId } = round;
      if (!(await lockItem(tx, productId))) {
        const data = { state: 'void', settledAt: null, settledBy: null, commitId: null } as const;
        await tx.overlapRound.update({ where: { id: roundId }, data });
        return 'void';
      }
      await commitOutcome(tx, roundId, {
        productId,
        commitId,
        createdBy: actor.id,
        verdicts: settled,
        now,
        landsAt,
      });
      return 'settled';
    });
    if (became === 'settled') return done;
    if (became === 'void') throw new AppError('conflict', 'queues.errors.round-void');
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
  }
  const earlier = await db().overlapRound.findUnique({ where: { id: roundId } });
  if (!earlier)
    throw new AppError('not-found', 'errors.not-found', { subject: `round ${roundId}` });
  if (earlier.commitId !== commitId || earlier.settledBy !== actor.id) {
    throw new AppError('conflict', 'queues.errors.round-settled');
  }
  const commit = await db().commit.findUnique({ where: { id: commitId } });
  return { commitId, landsAt: (commit?.landsAt ?? landsAt).toISOString() };
}

function resolveVerdicts(
  rows: readonly RoundRow[],
  verdicts: readonly Verdict[],
): ReadonlyMap<number, SettledRow> {
  const settled = new Map<number, SettledRow>();
  const issues: Issue[] = [];
  for (const row of rows.filter(({ isDisputed }) => isDisputed)) {
    const verdict = verdicts.find(({ proposalId }) => proposalId === row.proposalId);
    const resolved = verdict ? resolveVerdict(row, verdict) : 'missing';
    if (typeof resolved === 'object') settled.set(row.proposalId, resolved);
    else issues.push({ path: `verdicts.${row.attribute.key}`, message: resolved });
  }
  if (issues.length === 0) return settled;
  const faulty = rows.filter(({ attribute }) =>
    issues.some(({ path }) => path === `verdicts.${attribute.key}`),
  );
  const names = faulty.map(({ attribute }) => attribute.nameKo).join(', ');
  throw new AppError('invalid', 'queues.errors.verdicts', { names }, issues);
}

/** The verdict as a decision on its proposal; the fault's name when it is none. */
function resolveVerdict(row: RoundRow, { choice }: Verdict): SettledRow | string {
  const chosenSlot = choice.kind === 'answer' ? choice.slot : null;
  const chosen = row.answers.find(({ slot }) => slot === chosenSlot);
  if (choice.kind === 'answer' && !chosen) return 'unknown-slot';
  const resolved = resolveDecision(wishOf(row, choice, chosen), row.attribute, row.proposal, []);
  if ('fault' in resolved) return resolved.fault;
  const { kind, absence, values } = resolved;
  if (kind === 'undo') return 'undo';
  const { surface = null, evidence = null } = chosen ?? {};
  return { answer: { kind, absence, values, surface, evidence }, chosenSlot };
}

function wishOf(
  { proposal }: RoundRow,
  choice: Verdict['choice'],
  chosen: Answer | undefined,
): DecisionWish {
  const plain = { absence: null, values: [], restoresId: null };
  switch (choice.kind) {
    case 'answer': {
      const { kind = null, absence = null, values = [] } = chosen ?? {};
      // A row that was left stands as it was proposed.
      if (kind === null) return { ...plain, kind: 'accept', values: proposedValues(proposal) };
      return { ...plain, kind, absence, values };
    }
    case 'values':
      return { ...plain, kind: 'correct', values: choice.values };
    case 'absent':
      return { ...plain, kind: 'absent', absence: choice.absence };
    case 'reject':
      return { ...plain, kind: 'reject' };
  }
}
