import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { fetchJson } from '../browser/fetch-json';
import {
  claimResult,
  decideResult,
  lease,
  queue,
  renewResult,
  reviewProduct,
  submitResult,
  type ClaimInput,
  type ClaimResult,
  type DecideInput,
  type DecideResult,
  type Lease,
  type RenewResult,
  type ReviewProduct,
  type SaveQueueInput,
  type SkipInput,
  type SubmitInput,
  type SubmitResult,
} from './contract';

export const curationKeys = {
  all: ['curation'] as const,
  queues: () => [...curationKeys.all, 'queues'] as const,
};

const queueCountMs = 15_000;

/** Every saved queue with its counts, counted again while somebody looks. */
export const queuesQuery = () =>
  queryOptions({
    queryKey: curationKeys.queues(),
    queryFn: ({ signal }) => fetchJson('/api/queues', { answer: z.array(queue), signal }),
    refetchInterval: queueCountMs,
  });

export async function saveQueue({ id, ...body }: SaveQueueInput): Promise<void> {
  await fetchJson(`/api/queues/${id}`, { method: 'PUT', body, answer: queue });
}

export async function deleteQueue(id: string): Promise<void> {
  await fetchJson(`/api/queues/${id}`, { method: 'DELETE' });
}

type ClaimWish = Partial<Pick<ClaimInput, 'count' | 'holding'>> &
  Omit<ClaimInput, 'count' | 'holding'>;

/** Leases products; see `claimInput`. */
export function claim(body: ClaimWish): Promise<ClaimResult> {
  return fetchJson('/api/review/claim', { method: 'POST', body, answer: claimResult });
}

export function readProduct(productId: number): Promise<ReviewProduct> {
  return fetchJson(`/api/review/products/${productId}`, { answer: reviewProduct });
}

export function sendDecisions(productId: number, body: DecideInput): Promise<DecideResult> {
  return fetchJson(`/api/review/products/${productId}/decisions`, {
    method: 'POST',
    body,
    answer: decideResult,
  });
}

export function sendSubmit(productId: number, body: SubmitInput): Promise<SubmitResult> {
  return fetchJson(`/api/review/products/${productId}/submit`, {
    method: 'POST',
    body,
    answer: submitResult,
  });
}

export function sendUnsubmit(productId: number, commitId: string): Promise<Lease> {
  return fetchJson(`/api/review/products/${productId}/unsubmit`, {
    method: 'POST',
    body: { commitId },
    answer: lease,
  });
}

export async function sendSkip(productId: number, body: SkipInput): Promise<void> {
  await fetchJson(`/api/review/products/${productId}/skip`, { method: 'POST', body });
}

export function renewLeases(tokens: readonly string[]): Promise<RenewResult> {
  return fetchJson('/api/review/leases/renew', {
    method: 'POST',
    body: { tokens },
    answer: renewResult,
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
