import { apiClient } from '../browser/api-client';
import type {
  ReviewProduct,
  DecideInput,
  DecideResult,
  SubmitInput,
  SubmitResult,
  Lease,
  SkipInput,
  RenewResult,
} from '../curation/contract';
import type { ClaimInput, ClaimResult, TakeOverInput } from './contract';
import type * as endpoints from './endpoints';

const { call } = apiClient<typeof endpoints>();

type ClaimWish = Partial<Pick<ClaimInput, 'count' | 'holding'>> &
  Omit<ClaimInput, 'count' | 'holding'>;

/** Leases products; see `claimInput`. */
export function claim(body: ClaimWish): Promise<ClaimResult> {
  return call('POST /api/review/claim', { body });
}

export function readProduct(productId: number): Promise<ReviewProduct> {
  return call('GET /api/review/products/{productId}', { params: { productId } });
}

export function sendDecisions(productId: number, body: DecideInput): Promise<DecideResult> {
  return call('POST /api/review/products/{productId}/decisions', { params: { productId }, body });
}

export function sendSubmit(productId: number, body: SubmitInput): Promise<SubmitResult> {
  return call('POST /api/review/products/{productId}/submit', { params: { productId }, body });
}

export function sendUnsubmit(productId: number, commitId: string): Promise<Lease> {
  return call('POST /api/review/products/{productId}/unsubmit', {
    params: { productId },
    body: { commitId },
  });
}

export async function sendSkip(productId: number, body: SkipInput): Promise<void> {
  await call('POST /api/review/products/{productId}/skip', { params: { productId }, body });
}

/** Takes a product that somebody else holds. */
export function takeOver(productId: number, body: TakeOverInput): Promise<Lease> {
  return call('POST /api/review/products/{productId}/take-over', { params: { productId }, body });
}

export function renewLeases(tokens: readonly string[]): Promise<RenewResult> {
  return call('POST /api/review/leases/renew', { body: { tokens } });
}

/** Gives products back; outlives the page, so that closing it frees them at once. */
export function releaseLeases(tokens: readonly string[]): Promise<void> {
  return call('POST /api/review/leases/release', { body: { tokens }, keepalive: true });
}
