import { db, type Transaction } from '../../platform/db';
import type { Actor } from '../../platform/session';
import { proposalBody } from '../../proposals/contract';
import { decisionInput } from '../contract';
import { judgeProbe, translateAnswer, type ProbeOutcome } from '../probe';
import { readSubjects, resolveAll, type Link } from './decide';
import { findProbes, linkInForce, type ProbeRecord, type StoredLink } from './probe-store';
import { writeLink } from './write-link';

/** An answered probe on its way out: what becomes of it, and the decision that it leaves. */
export interface SettledProbe {
  readonly id: number;
  readonly lastId: string;
  readonly outcome: ProbeOutcome;
  readonly link: Link | null;
}

/** Reads what the person answered on the probes of a product that is about to be submitted. */
export async function prepareProbes(actor: Actor, productId: number): Promise<SettledProbe[]> {
  const probes = await findProbes({ productId, reviewerId: actor.id, settledAt: null });
  const settled: SettledProbe[] = [];
  for (const probe of probes) {
    const answer = linkInForce(probe.links);
    const lastId = probe.links.at(-1)?.id;
    if (!answer || answer.kind === 'undo' || lastId === undefined) continue;
    const proposal = await db().proposal.findUnique({ where: { id: probe.proposalId } });
    if (!proposal || proposal.supersededAt) continue;
    const translated = translateAnswer(probe.kind, { ...answer, kind: answer.kind });
    const link = translated && (await resolveReal(productId, probe, proposal, answer, translated));
    const stored = link && link.kind !== 'undo' ? { ...link, kind: link.kind } : null;
    const body = proposalBody.pick({ values: true }).parse(proposal);
    settled.push({ id: probe.id, lastId, outcome: judgeProbe(probe.kind, body, stored), link });
  }
  return settled;
}

async function resolveReal(
  productId: number,
  probe: ProbeRecord,
  proposal: { readonly decisionId: string | null },
  answer: StoredLink,
  translated: NonNullable<ReturnType<typeof translateAnswer>>,
): Promise<Link | null> {
  const wish = decisionInput.parse({
    ...answer,
    ...translated,
    // Another id than in the probe's chain, which goes on by itself after a submit taken back.
    id: crypto.randomUUID(),
    restoresId: null,
    proposalId: probe.proposalId,
    supersedesId: proposal.decisionId,
  });
  const [link] = await resolveAll(productId, [wish], await readSubjects(productId, [wish]));
  return link ?? null;
}

/** Turns what the person answered into decisions on the real proposals; an accepted planted value into none. */
export async function settleProbes(
  tx: Transaction,
  actor: Actor,
  productId: number,
  probes: readonly SettledProbe[],
  now: Date,
): Promise<void> {
  for (const { id, lastId, outcome, link } of probes) {
    const count = await tx.$executeRaw`
      UPDATE probes SET settled_at = ${now}::timestamptz, outcome = ${outcome}::"ProbeOutcome"
      WHERE id = ${id}::int AND settled_at IS NULL AND links->-1->>'id' = ${lastId}`;
    if (count > 0 && link) await writeLink(tx, actor, productId, link);
  }
}
