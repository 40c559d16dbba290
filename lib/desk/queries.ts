import { fetchJson } from '../browser/fetch-json';
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

type ClaimWish = Partial<Pick<ClaimInput, 'count' | 'holding'>> &
  Omit<ClaimInput, 'count' | 'holding'>;

/** Leases products; see `claimInput`. */
export function claim(body: ClaimWish): Promise<ClaimResult> {
  return fetchJson<ClaimResult>('/api/review/claim', { method: 'POST', body });
}

export function readProduct(productId: number): Promise<ReviewProduct> {
  return fetchJson<ReviewProduct>(`/api/review/products/${productId}`);
}

export function sendDecisions(productId: number, body: DecideInput): Promise<DecideResult> {
  return fetchJson<DecideResult>(`/api/review/products/${productId}/decisions`, {
    method: 'POST',
    body,
  });
}

export function sendSubmit(productId: number, body: SubmitInput): Promise<SubmitResult> {
  return fetchJson<SubmitResult>(`/api/review/products/${productId}/submit`, {
    method: 'POST',
    body,
  });
}

export function sendUnsubmit(productId: number, commitId: string): Promise<Lease> {
  return fetchJson<Lease>(`/api/review/products/${productId}/unsubmit`, {
    method: 'POST',
    body: { commitId },
  });
}

export async function sendSkip(productId: number, body: SkipInput): Promise<void> {
  await fetchJson(`/api/review/products/${productId}/skip`, { method: 'POST', body });
}

/** Takes a product that somebody else holds. */
export function takeOver(productId: number, body: TakeOverInput): Promise<Lease> {
  return fetchJson<Lease>(`/api/review/products/${productId}/take-over`, {
    method: 'POST',
    body,
  });
}

export function renewLeases(tokens: readonly string[]): Promise<RenewResult> {
  return fetchJson<RenewResult>('/api/review/leases/renew', {
    method: 'POST',
    body: { tokens },
  });
}

/** Gives products back; outlives the page, so that closing it frees them at once. */
export function releaseLeases(tokens: readonly string[]): Promise<void> {
  return fetchJson('/api/review/leases/release', {
    method: 'POST',
    body: { tokens },
    keepalive: true,
  });
}
