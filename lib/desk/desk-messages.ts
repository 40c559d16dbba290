import type { DecideResult, DecisionInput } from '../curation/contract';
import { readSkip, type Skip } from '../values/skip-reason';

interface Subject {
  readonly productId: number;
  /** To name the product after a reload, when it is no longer on the desk. */
  readonly title: string;
  readonly leaseToken: string;
}

/** What the desk sends in the background, in the order of its product. */
export type DeskMessage =
  | (Subject & { readonly kind: 'decide'; readonly decisions: DecisionInput[] })
  | (Subject & { readonly kind: 'submit'; readonly commitId: string })
  | (Subject & { readonly kind: 'skip' } & Skip);

/** Why the server did not take a message; a person settles it. */
export type DeskRefusal =
  | { readonly kind: 'conflicts'; readonly conflicts: DecideResult['conflicts'] }
  | { readonly kind: 'lease-lost' }
  | { readonly kind: 'problem'; readonly detail: string };

/**
 * A message as this browser kept it, perhaps by an earlier version of this page; undefined when it
 * could not be sent. What its decisions say is the server's to check.
 */
export function readMessage(kept: unknown): DeskMessage | undefined {
  if (!isRecord(kept)) return undefined;
  const { kind, productId, title, leaseToken } = kept;
  const isNamed =
    typeof productId === 'number' && typeof title === 'string' && typeof leaseToken === 'string';
  if (isNamed && kind === 'skip' && typeof kept['reason'] === 'string') {
    const note = typeof kept['note'] === 'string' ? kept['note'] : null;
    return { kind, productId, title, leaseToken, ...readSkip(kept['reason'], note) };
  }
  const isWhole =
    (kind === 'decide' && Array.isArray(kept['decisions'])) ||
    (kind === 'submit' && typeof kept['commitId'] === 'string');
  return isNamed && isWhole ? (kept as unknown as DeskMessage) : undefined;
}

/** A refusal as this browser kept it; an unreadable one says nothing, but is still a refusal. */
export function readRefusal(kept: unknown): DeskRefusal {
  if (isRecord(kept)) {
    if (kept['kind'] === 'lease-lost') return { kind: 'lease-lost' };
    if (kept['kind'] === 'conflicts' && Array.isArray(kept['conflicts'])) {
      return kept as unknown as DeskRefusal;
    }
    if (kept['kind'] === 'problem' && typeof kept['detail'] === 'string') {
      return { kind: 'problem', detail: kept['detail'] };
    }
  }
  return { kind: 'problem', detail: '' };
}

function isRecord(kept: unknown): kept is Readonly<Record<string, unknown>> {
  return typeof kept === 'object' && kept !== null;
}

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
