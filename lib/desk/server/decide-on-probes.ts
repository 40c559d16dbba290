import { db, type Transaction } from '../../platform/db';
import { AppError } from '../../platform/errors';
import type { Actor } from '../../platform/session';
import type { DecideResult } from '../../curation/contract';
import { isProbeRow, probeRowId } from '../../curation/probe';
import {
  readSubjects,
  resolveAll,
  uniqueById,
  decisionOf,
  findProbes,
  isHeldProduct,
  storedLink,
  type Input,
  type Link,
  type Wish,
  type ProbeRecord,
  type StoredLink,
} from '../../curation/server';

/** Splits decisions by whether they are on probes. */
export function splitProbes(input: Input): { readonly real: Input; readonly probed: Input } {
  const { decisions } = input;
  return {
    real: { ...input, decisions: decisions.filter(({ proposalId }) => !isProbeRow(proposalId)) },
    probed: { ...input, decisions: decisions.filter(({ proposalId }) => isProbeRow(proposalId)) },
  };
}

/**
 * Keeps decisions on probes in the probes' own chains, as `decide` keeps others; `decisions` never
 * sees them.
 * @throws AppError as `decide`
 */
export async function decideOnProbes(
  actor: Actor,
  productId: number,
  { leaseToken, decisions }: Input,
): Promise<DecideResult> {
  const ids = decisions.map(({ proposalId }) => -proposalId);
  const where = { id: { in: ids }, productId, reviewerId: actor.id };
  const probes = await findProbes(where);
  const fresh = uniqueById(decisions).filter(
    ({ id }) => !probes.some(({ links }) => links.some((link) => link.id === id)),
  );
  if (fresh.length > 0) {
    const links = await resolveOnProbes(productId, fresh, probes);
    await db().$transaction(async (tx) => {
      await requireLease(tx, actor, productId, leaseToken);
      for (const link of links) await appendLink(tx, link);
    });
  }
  const after = await findProbes(where);
  const isStored = ({ id }: Wish) =>
    after.some(({ links }) => links.some((link) => link.id === id));
  return {
    stored: [...new Set(decisions.filter(isStored).map(({ id }) => id))],
    conflicts: fresh
      .filter((wish) => !isStored(wish))
      .map(({ id, proposalId }) => {
        const links = after.find((probe) => probe.id === -proposalId)?.links ?? [];
        const headId = links.at(-1)?.id ?? null;
        return { id, proposalId, headId, decision: decisionOf(links, actor.id) };
      }),
  };
}

/** Checked against what was shown: on the real proposal an acceptance would be a fault. */
async function resolveOnProbes(
  productId: number,
  wishes: readonly Wish[],
  probes: readonly ProbeRecord[],
): Promise<Link[]> {
  const probeOf = new Map(probes.map((probe) => [probeRowId(probe.id), probe]));
  const onProposals = wishes.map((wish) => {
    const probe = probeOf.get(wish.proposalId);
    const { proposalId } = wish;
    if (!probe) throw new AppError('not-found', 'review.errors.unknown-proposal', { proposalId });
    return { ...wish, proposalId: probe.proposalId };
  });
  const subjects = new Map(await readSubjects(productId, onProposals));
  for (const { proposalId, shown, links } of probes) {
    const subject = subjects.get(proposalId);
    if (subject) subjects.set(proposalId, { ...subject, proposal: shown, past: links });
  }
  return resolveAll(productId, onProposals, subjects);
}

async function requireLease(
  tx: Transaction,
  actor: Actor,
  productId: number,
  leaseToken: string,
): Promise<void> {
  const held = await tx.$queryRaw<unknown[]>`
    SELECT product_id FROM review_items
    WHERE product_id = ${productId}::int AND ${isHeldProduct(actor.id, [leaseToken])}
    FOR SHARE`;
  if (held.length === 0) throw new AppError('conflict', 'review.errors.lease-lost');
}

/** Only behind the head that the person saw; an answer after a submit that was taken back counts anew. */
async function appendLink(tx: Transaction, link: Link): Promise<void> {
  const stored: StoredLink = storedLink.parse(link);
  await tx.$executeRaw`
    UPDATE probes SET links = links || ${JSON.stringify([stored])}::jsonb, settled_at = NULL,
      outcome = NULL
    WHERE proposal_id = ${link.proposalId}::int
      AND (links->-1->>'id')::uuid IS NOT DISTINCT FROM ${link.supersedesId}::uuid`;
}
