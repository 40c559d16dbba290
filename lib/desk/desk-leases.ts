import type { Claiming } from './desk-claiming';
import { heldIds, type DeskCore } from './desk-core';
import { channelOf } from './desk-messages';

export type Leases = ReturnType<typeof createLeases>;

/** Keeps what the desk holds while somebody works, and gives it back. */
export function createLeases({ api, view, dispatch }: DeskCore, { refill }: Claiming) {
  const tokensOf = (productIds: readonly number[]): string[] =>
    productIds.flatMap((id) => view().desk.sheets.get(id)?.product.lease?.token ?? []);

  async function renew(): Promise<void> {
    const tokens = tokensOf(heldIds(view().desk));
    if (tokens.length === 0) return;
    try {
      const result = await api.renewLeases(tokens);
      dispatch({ type: 'renewed', ...result });
    } catch {
      // The next heartbeat tries again; the header shows how long the lease still runs.
      return;
    }
    for (const productId of view().desk.upcoming) {
      if (view().desk.sheets.get(productId)?.isLeaseLost) dispatch({ type: 'left', productId });
    }
    void refill();
  }

  /** Gives back what is held, but for products with decisions that still have to be sent. */
  async function release(): Promise<void> {
    const { desk, outbox } = view();
    const tokens = tokensOf(heldIds(desk).filter((id) => !outbox.channels.has(channelOf(id))));
    if (tokens.length > 0) await api.releaseLeases(tokens).catch(() => undefined);
  }

  return { renew, release };
}
