import type { Actor } from '../../platform/session';
import { dropTokens, productLeases } from '../../curation/server';

/**
 * Gives products back to their queue, but for those that another window of the same person has open:
 * there only these tokens end. Leases that are already gone are passed over.
 */
export async function releaseLeases(actor: Actor, tokens: readonly string[]): Promise<void> {
  await dropTokens(productLeases, actor.id, tokens);
}
