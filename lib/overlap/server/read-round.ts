import * as z from 'zod';
import { db, type Transaction } from '../../platform/db';
import { AppError } from '../../platform/errors';
import type { Actor } from '../../platform/session';
import { proposalBody } from '../../proposals/contract';
import { answer, overlapAnswer, type RoundDetail, type RoundRow } from '../contract';
import { findRound } from './list-rounds';
import { readReviewProducts, readAttributes } from '../../curation/server';

/**
 * A round whose reviews are in, with every answer beside the texts that they were read from.
 * @throws AppError `not-found` when there is none that `actor` may see.
 */
export async function readRound(actor: Actor, id: string, now: Date): Promise<RoundDetail> {
  const round = await findRound(actor, id);
  const [product] = round ? await readReviewProducts(db(), [round.productId], now) : [];
  if (!round || !product) {
    throw new AppError('not-found', 'errors.not-found', { subject: `round ${id}` });
  }
  const [rows, reviewers] = await Promise.all([readRoundRows(db(), id), readReviewers(id)]);
  return { round, product, reviewers, rows };
}

function readReviewers(id: string): Promise<RoundDetail['reviewers']> {
  return db().$queryRaw<RoundDetail['reviewers']>`
    SELECT i.slot, i.reviewer_id AS id, COALESCE(u.name, i.reviewer_id) AS name
    FROM independent_reviews i LEFT JOIN users u ON u.id = i.reviewer_id
    WHERE i.round_id = ${id}::uuid AND i.reviewer_id IS NOT NULL ORDER BY i.slot`;
}

interface RowRecord {
  readonly proposal_id: number;
  readonly attribute_id: number;
  readonly body: unknown;
  readonly answers: unknown;
  readonly is_disputed: boolean;
  readonly chosen_slot: number | null;
  readonly outcome: unknown;
}

/** The rows of a round, disputed ones first, then in schema order. */
export async function readRoundRows(tx: Transaction, roundId: string): Promise<RoundRow[]> {
  const records = await tx.$queryRaw<RowRecord[]>`
    SELECT w.proposal_id, w.attribute_id, w.answers, w.is_disputed, w.chosen_slot,
      jsonb_build_object('values', p.values, 'alternatives', p.alternatives,
        'confidence', p.confidence, 'flags', p.flags) AS body,
      CASE WHEN d.id IS NOT NULL THEN jsonb_build_object('kind', d.kind, 'absence', d.absence,
        'values', d.values, 'surface', d.surface, 'evidence', d.evidence) END AS outcome
    FROM overlap_rows w JOIN proposals p ON p.id = w.proposal_id
    LEFT JOIN decisions d ON d.id = w.decision_id
    WHERE w.round_id = ${roundId}::uuid`;
  const attributes = await readAttributes(
    tx,
    records.map((record) => record.attribute_id),
  );
  const rows = records.flatMap((record) => {
    const attribute = attributes.get(record.attribute_id);
    if (!attribute) return [];
    const row: RoundRow = {
      proposalId: record.proposal_id,
      attribute: attribute.definition,
      proposal: proposalBody.parse(record.body),
      isDisputed: record.is_disputed,
      answers: z.array(overlapAnswer).parse(record.answers),
      outcome: answer.nullable().parse(record.outcome),
      chosenSlot: record.chosen_slot,
    };
    return [{ position: attribute.position, row }];
  });
  return rows
    .sort((a, b) => Number(b.row.isDisputed) - Number(a.row.isDisputed) || a.position - b.position)
    .map(({ row }) => row);
}
