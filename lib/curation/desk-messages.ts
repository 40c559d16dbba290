import * as z from 'zod';
import { decideResult, decisionInput, type DecisionInput } from './contract';

const subject = {
  productId: z.number().int(),
  /** To name the product after a reload, when it is no longer on the desk. */
  title: z.string(),
};

/** What the desk sends in the background, in the order of its product. */
export const deskMessage = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('decide'),
    ...subject,
    leaseToken: z.string(),
    decisions: z.array(decisionInput),
  }),
  z.object({
    kind: z.literal('submit'),
    ...subject,
    leaseToken: z.string(),
    commitId: z.string(),
  }),
  z.object({
    kind: z.literal('skip'),
    ...subject,
    leaseToken: z.string(),
    reason: z.string(),
  }),
]);
export type DeskMessage = z.input<typeof deskMessage>;

/** Why the server did not take a message; a person settles it. */
export const deskRefusal = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('conflicts'), conflicts: decideResult.shape.conflicts }),
  z.object({ kind: z.literal('lease-lost') }),
  z.object({ kind: z.literal('problem'), detail: z.string() }),
]);
export type DeskRefusal = z.infer<typeof deskRefusal>;

export function channelOf(productId: number): string {
  return `product ${productId}`;
}

/** The server takes this many decisions at once. */
const maximumDecisions = 200;

/** Neighbouring decisions under one lease go in one request. */
export function mergeMessages(first: DeskMessage, second: DeskMessage): DeskMessage | null {
  if (first.kind !== 'decide' || second.kind !== 'decide') return null;
  if (first.leaseToken !== second.leaseToken) return null;
  const decisions = [...first.decisions, ...second.decisions];
  return decisions.length > maximumDecisions ? null : { ...first, decisions };
}

/** The message under another lease of the same product. */
export function underLease(message: DeskMessage, leaseToken: string): DeskMessage {
  return { ...message, leaseToken };
}

/**
 * Keeps my decision over the one that the server holds: the first on the proposal supersedes the
 * server's head, later ones follow as they were.
 */
export function keepMine(
  message: DeskMessage,
  conflicts: readonly { readonly id: string; readonly headId: string | null }[],
): DeskMessage {
  if (message.kind !== 'decide') return message;
  const heads = new Map(conflicts.map(({ id, headId }) => [id, headId]));
  const settled = new Set<number>();
  const decisions = message.decisions.map((decision) => {
    const head = heads.get(decision.id);
    if (head === undefined || settled.has(decision.proposalId)) return decision;
    settled.add(decision.proposalId);
    return { ...decision, supersedesId: head };
  });
  return { ...message, decisions };
}

/** Gives up my decisions on these proposals; null when nothing is left to send. */
export function dropMine(
  message: DeskMessage,
  proposalIds: ReadonlySet<number>,
): DeskMessage | null {
  if (message.kind !== 'decide') return message;
  const decisions = message.decisions.filter(({ proposalId }) => !proposalIds.has(proposalId));
  return decisions.length === 0 ? null : { ...message, decisions };
}

/** What is left of a message once the server has stored all but the conflicting decisions. */
export function onlyConflicts(
  message: DeskMessage & { readonly kind: 'decide' },
  conflictIds: ReadonlySet<string>,
): DeskMessage {
  return { ...message, decisions: message.decisions.filter(({ id }) => conflictIds.has(id)) };
}

/** Decisions of one product among messages, oldest first. */
export function queuedDecisions(messages: readonly DeskMessage[]): DecisionInput[] {
  return messages.flatMap((message) => (message.kind === 'decide' ? message.decisions : []));
}
