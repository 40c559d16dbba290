import { randomUUID } from 'node:crypto';
import { access } from 'node:fs/promises';
import path from 'node:path';
import type { z } from 'zod';
import { writeAudit } from '../../platform/audit';
import { db, Prisma, type Transaction } from '../../platform/db';
import { dataFolder } from '../../platform/env';
import { AppError } from '../../platform/errors';
import { everything, queueProposals } from '../../proposals/server';
import { publishEvent } from '../../webhooks/server';
import type { ModelChange, PromoteInput, rollBackInput } from '../contract';
import { toEvaluation } from './evaluation-store';

interface Person {
  readonly id: string;
  readonly name: string;
}

/**
 * Puts a model in production on a person's word: what served steps back, the undecided proposals are
 * queued to be made anew where the models disagree, webhooks are told, and who did it is written down,
 * all in one transaction. The same id a second time changes nothing.
 * @throws AppError `not-found`; `conflict` when it serves already, or when no evaluation against what
 * serves now passes the rule and no reason is given; `unavailable` when its files are gone
 */
export async function promoteModel(
  actor: Person,
  name: string,
  { id, reason }: PromoteInput,
  now: Date,
): Promise<ModelChange> {
  await requireFiles(name);
  const change = await db().$transaction(async (tx) => {
    const known = await tx.modelChange.findUnique({ where: { id } });
    if (known) return known;
    const production = await lockProduction(tx);
    const newest = await tx.candidateEvaluation.findFirst({
      where: { candidate: name, production, state: 'done' },
      orderBy: { createdAt: 'desc' },
    });
    const checks = newest ? toEvaluation(newest, '').checks : [];
    const isProven = checks.length > 0 && checks.every(({ isPassed }) => isPassed);
    if (!isProven && reason === undefined)
      throw new AppError('conflict', 'training.rule-says-no', { name });
    return putInProduction(tx, actor, {
      id,
      kind: 'promote',
      model: name,
      replaced: production,
      evaluationId: newest?.id ?? null,
      reason: isProven ? null : (reason ?? null),
      changedAt: now,
    });
  });
  return toChange(change, actor.name);
}

/**
 * Puts back the model that served before the one that serves now.
 * @throws AppError `conflict` when another model serves than the person saw, or nothing came before it
 */
export async function rollBack(
  actor: Person,
  { id, from }: z.output<typeof rollBackInput>,
  now: Date,
): Promise<ModelChange> {
  const change = await db().$transaction(async (tx) => {
    const known = await tx.modelChange.findUnique({ where: { id } });
    if (known) return known;
    const production = await lockProduction(tx);
    const model = await findPredecessor(tx, production);
    if (production !== from)
      throw new AppError('conflict', 'training.serves-another', { name: from });
    if (model === null) throw new AppError('conflict', 'training.nothing-before', { name: from });
    return putInProduction(tx, actor, {
      id,
      kind: 'roll_back',
      model,
      replaced: production,
      evaluationId: null,
      reason: null,
      changedAt: now,
    });
  });
  return toChange(change, actor.name);
}

/** What served when this model was promoted; null for one that was there from the start. */
export async function findPredecessor(tx: Transaction, model: string): Promise<string | null> {
  const promoted = await tx.modelChange.findFirst({
    where: { model, kind: 'promote' },
    orderBy: { seq: 'desc' },
  });
  return promoted?.replaced ?? null;
}

type ChangeRow = Prisma.ModelChangeGetPayload<object>;

/** @param changedBy the person's name */
export function toChange(row: ChangeRow, changedBy: string): ModelChange {
  const { id, model, replaced, evaluationId, reason, runId } = row;
  const kind = row.kind === 'roll_back' ? 'roll-back' : 'promote';
  const changedAt = row.changedAt.toISOString();
  return { id, kind, model, replaced, evaluationId, reason, runId, changedBy, changedAt };
}

/** The name of the model that serves; its row is locked, so that two changes come one after the other. */
async function lockProduction(tx: Transaction): Promise<string> {
  const [row] = await tx.$queryRaw<{ name: string }[]>`
    SELECT name FROM model_versions WHERE state = 'production' FOR UPDATE`;
  if (!row) throw new AppError('conflict', 'training.nothing-serves');
  return row.name;
}

async function putInProduction(
  tx: Transaction,
  actor: Person,
  wish: Omit<ChangeRow, 'seq' | 'runId' | 'changedBy'>,
): Promise<ChangeRow> {
  const { model, replaced } = wish;
  if (model === replaced)
    throw new AppError('conflict', 'training.serves-already', { name: model });
  await tx.modelVersion.update({ where: { name: replaced }, data: { state: 'retired' } });
  const { count } = await tx.modelVersion.updateMany({
    where: { name: model },
    data: { state: 'production', shadowAt: null },
  });
  if (count === 0) throw new AppError('not-found', 'errors.not-found', { subject: model });
  const runId = randomUUID();
  await queueProposals(tx, {
    runId,
    reason: 'model',
    subjectId: everything,
    createdBy: actor.id,
    scope: { kind: 'undecided' },
  });
  const change = await tx.modelChange.create({ data: { ...wish, runId, changedBy: actor.id } });
  await writeAudit(tx, {
    actorId: actor.id,
    action: wish.kind === 'promote' ? 'model.promote' : 'model.roll-back',
    subjectType: 'model',
    subjectId: model,
    detail: { replaced, evaluationId: wish.evaluationId, reason: wish.reason, runId },
  });
  const { kind } = toChange(change, actor.name);
  const data = { name: model, before: replaced, kind };
  await publishEvent(tx, { type: 'model.promoted', data }, wish.changedAt);
  return change;
}

/** A model whose files are gone would leave nothing to propose with. */
async function requireFiles(name: string): Promise<void> {
  const model = await db().modelVersion.findUnique({ where: { name } });
  if (!model) throw new AppError('not-found', 'errors.not-found', { subject: name });
  if (!model.location.startsWith('models/')) return;
  await access(path.join(dataFolder(), model.location, 'model.json')).catch((cause: unknown) => {
    throw new AppError('unavailable', 'training.files-gone', { name }, [], { cause });
  });
}
