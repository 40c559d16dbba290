import type { Claiming } from './desk-claiming';
import type { DeskCore } from './desk-core';
import type { Leases } from './desk-leases';
import { channelOf, dropMine, keepMine, readRefusal, underLease } from './desk-messages';
import type { DeskTrouble } from './desk-view';

/** What the server refused, and the ways in which a person settles it. */
export function createTrouble(core: DeskCore, claiming: Claiming, { renew }: Leases) {
  const { outbox, view, update, dispatch } = core;

  function readOutbox(): void {
    const outboxView = outbox.view();
    const troubles = outboxView.refused.map(({ payload, refusal }): DeskTrouble => {
      const { productId, title } = payload;
      return { productId, title, message: payload, refusal: readRefusal(refusal) };
    });
    update({ outbox: outboxView, troubles });
    for (const { productId, refusal } of troubles) {
      const sheet = view().desk.sheets.get(productId);
      if (refusal.kind === 'lease-lost' && sheet && !sheet.isLeaseLost) {
        dispatch({ type: 'lease-lost', productId });
        // The answer says who took it over.
        void renew();
      }
    }
  }

  async function settleConflict(trouble: DeskTrouble, whose: 'mine' | 'theirs'): Promise<void> {
    const { productId, refusal } = trouble;
    if (refusal.kind !== 'conflicts') return;
    const { conflicts } = refusal;
    const channel = channelOf(productId);
    if (whose === 'mine') {
      return outbox.rewrite(channel, (message) => keepMine(message, conflicts));
    }
    const proposalIds = new Set(conflicts.map(({ proposalId }) => proposalId));
    for (const { proposalId, headId, decision } of conflicts) {
      dispatch({ type: 'overruled', productId, proposalId, headId, decision });
    }
    await outbox.rewrite(channel, (message) => dropMine(message, proposalIds));
  }

  /** Holds the product again: its waiting messages go on under the new lease. */
  async function retake(productId: number): Promise<void> {
    const former = view().desk.sheets.get(productId)?.product.lease?.token;
    try {
      const product = await claiming.claimOne(productId);
      if (!product?.lease) return await claiming.sayWhyNotGiven(productId);
      const { lease } = product;
      const isOnDesk = view().desk.sheets.has(productId);
      const wasClosed = view().desk.openId !== productId && isOnDesk;
      const queued = (await claiming.queuedOf([product])).get(productId) ?? [];
      if (wasClosed) dispatch({ type: 'unsubmitted', productId, lease });
      if (isOnDesk) dispatch({ type: 'retaken', product, queued });
      else await claiming.addToDesk(product);
      await outbox.rewrite(channelOf(productId), (message) =>
        message.kind === 'submit' ? null : underLease(message, lease.token),
      );
      // Nothing is sent under it any more: left standing, it would hold the product after this page.
      if (former !== undefined) await core.api.releaseLeases([former]).catch(() => undefined);
    } catch (error) {
      claiming.sayFailure(error);
    }
  }

  /** Forgets what the server would not store and shows what it holds. */
  async function reread(productId: number): Promise<void> {
    await outbox.rewrite(channelOf(productId), () => null);
    await retake(productId);
  }

  /** Forgets what was not stored and goes on with the next product. */
  async function giveUp(productId: number): Promise<void> {
    await outbox.rewrite(channelOf(productId), () => null);
    dispatch({ type: 'left', productId });
    claiming.afterDeparture();
  }

  return { readOutbox, settleConflict, retake, reread, giveUp };
}
