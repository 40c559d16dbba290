import { ProblemError } from '../browser/fetch-json';
import type { DecisionInput, ReviewProduct } from '../curation/contract';
import { heldIds, type DeskCore } from './desk-core';
import { channelOf, queuedDecisions } from './desk-messages';
import type { Claim } from './desk-view';
import { maximumHeldProducts } from '../curation/limits';

export type Claiming = ReturnType<typeof createClaiming>;

/** Further products are claimed when no more than this many wait in the browser. */
const refillAt = 2;

/** Gets products: the first ones, the next ones ahead of time, and one asked for by number. */
export function createClaiming(core: DeskCore) {
  const { scope, api, outbox, view, update, dispatch, say } = core;
  let claiming: Promise<void> | null = null;

  async function load(): Promise<void> {
    update({ phase: { kind: 'loading' } });
    const recalled = core.recall().slice(0, maximumHeldProducts);
    const productIds = scope.kind === 'product' ? [scope.productId] : recalled;
    try {
      if (productIds.length > 0)
        await take({ productIds: [...productIds], count: productIds.length });
      if (view().desk.openId === null && scope.kind === 'queue') await take({ count: 1 });
      if (view().desk.openId === null) await showEmpty();
    } catch (error) {
      showFailure(error);
    }
    void refill();
  }

  async function take(wish: Claim): Promise<void> {
    const queueId = scope.kind === 'queue' ? (scope.queueId ?? undefined) : undefined;
    const isTimed = scope.kind === 'queue' && scope.minutes !== null;
    const isInQueue = queueId !== undefined && wish.productIds === undefined;
    const result = await api.claim({
      ...wish,
      ...(isInQueue ? { queueId } : {}),
      ...(isTimed ? { order: 'errors-per-second' as const } : {}),
      holding: heldIds(view().desk),
    });
    const queued = await queuedOf(result.products);
    dispatch({ type: 'claimed', ...result, queued });
  }

  async function queuedOf(
    products: readonly ReviewProduct[],
  ): Promise<ReadonlyMap<number, readonly DecisionInput[]>> {
    const entries = products.map(async ({ productId }) => {
      const waiting = await outbox.waiting(channelOf(productId));
      return [productId, queuedDecisions(waiting.map(({ payload }) => payload))] as const;
    });
    return new Map(await Promise.all(entries));
  }

  async function showEmpty(): Promise<void> {
    let product = scope.kind === 'product' ? await readForeign(scope.productId) : null;
    if (product && isFree(product)) {
      // It was let go since it was asked for, or another window of this person has it by now.
      await take({ productIds: [product.productId], count: 1 });
      if (view().desk.openId !== null) return;
      product = await readForeign(product.productId);
    }
    update({ phase: { kind: 'empty', product } });
  }

  /** A product with the lease that keeps this person from it; one's own never does. */
  async function readForeign(productId: number): Promise<ReviewProduct> {
    const product = await api.readProduct(productId);
    return product.lease?.userId === core.userId ? { ...product, lease: null } : product;
  }

  async function sayWhyNotGiven(productId: number): Promise<void> {
    say({ kind: 'not-given', product: await readForeign(productId) });
  }

  function sayFailure(error: unknown): void {
    const isProblem = error instanceof ProblemError;
    say(isProblem ? { kind: 'problem', detail: error.detail } : { kind: 'unreachable' });
  }

  function showFailure(error: unknown): void {
    const detail = error instanceof ProblemError ? error.detail : '';
    if (view().desk.openId === null) update({ phase: { kind: 'failed', detail } });
  }

  /** Keeps the next products leased; a failure is tried again with the next product. */
  function refill(): Promise<void> {
    if (scope.kind === 'product' || view().desk.upcoming.length > refillAt) {
      return Promise.resolve();
    }
    claiming ??= (async () => {
      try {
        await take({ count: maximumHeldProducts });
        if (view().desk.openId === null) await showEmpty();
      } catch (error) {
        showFailure(error);
      } finally {
        claiming = null;
      }
    })();
    return claiming;
  }

  /** After a product went: the next one is open already, or there is none. */
  function afterDeparture(): void {
    if (scope.kind === 'product' && view().desk.openId === null) {
      update({ phase: { kind: 'empty', product: null } });
    }
    void refill();
  }

  /** Looks for work again when the queue was empty. */
  async function lookAgain(): Promise<void> {
    if (view().phase.kind === 'empty' && scope.kind === 'queue') await refill();
  }

  /** Leases one product by number, beside the queue; null while somebody else holds it. */
  async function claimOne(productId: number): Promise<ReviewProduct | null> {
    const { products } = await api.claim({ productIds: [productId], count: 1, holding: [] });
    return products[0] ?? null;
  }

  /** Puts a product that was claimed beside the queue onto the desk. */
  async function addToDesk(product: ReviewProduct): Promise<void> {
    const queued = await queuedOf([product]);
    const remaining = view().desk.remaining ?? 0;
    dispatch({ type: 'claimed', products: [product], queued, remaining });
  }

  /** Holds a product beside the queue and opens it; the one that was open comes next. */
  async function visit(productId: number, proposalId: number): Promise<void> {
    try {
      if (!view().desk.sheets.has(productId)) {
        const product = await claimOne(productId);
        if (product === null) return await sayWhyNotGiven(productId);
        await addToDesk(product);
      }
      const title = view().desk.sheets.get(productId)?.product.title ?? '';
      dispatch({ type: 'brought', productId, proposalId }, { kind: 'opened', title });
    } catch (error) {
      sayFailure(error);
    }
  }

  const claims = { load, refill, lookAgain, afterDeparture, claimOne, addToDesk, visit };
  return { ...claims, queuedOf, sayWhyNotGiven, sayFailure };
}

function isFree({ state, lease }: ReviewProduct): boolean {
  return state === 'ready' && lease === null;
}
