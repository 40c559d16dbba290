import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import * as z from 'zod';
import { fetchJson } from '../browser/fetch-json';
import {
  catalogueProduct,
  cataloguePage,
  claimResult,
  commitDetail,
  commitPage,
  decideResult,
  exportPreview,
  lease,
  queue,
  queueChoices,
  queuePreview,
  renewResult,
  revertResult,
  reviewProduct,
  submitResult,
  valueHistory,
  type CatalogueQuery,
  type ClaimInput,
  type ClaimResult,
  type CommitState,
  type DecideInput,
  type DecideResult,
  type ExportQuery,
  type Lease,
  type PreviewQueueInput,
  type RenewResult,
  type RevertResult,
  type ReviewProduct,
  type SaveQueueInput,
  type SkipInput,
  type SubmitInput,
  type SubmitResult,
  type TakeOverInput,
} from './contract';
import {
  agreementReport,
  roundDetail,
  roundPage,
  type RoundQuery,
  type SettleInput,
} from './overlap-contract';
import {
  sweep,
  sweepGroup,
  sweepGroupPage,
  sweepList,
  sweepRadius,
  type ApplySweepInput,
  type ReadSweepInput,
  type Sweep,
  type SweepPredicate,
} from './sweep-contract';

export const curationKeys = {
  all: ['curation'] as const,
  queues: () => [...curationKeys.all, 'queues'] as const,
  commits: () => [...curationKeys.all, 'commits'] as const,
  catalogue: () => [...curationKeys.all, 'catalogue'] as const,
  sweeps: () => [...curationKeys.all, 'sweeps'] as const,
  overlaps: () => [...curationKeys.all, 'overlaps'] as const,
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

/** What a filter would hold while it is made; asked again when it changes. */
export const queuePreviewQuery = (input: PreviewQueueInput) =>
  queryOptions({
    queryKey: [...curationKeys.queues(), 'preview', input] as const,
    queryFn: ({ signal }) =>
      fetchJson('/api/queues/preview', {
        method: 'POST',
        body: input,
        answer: queuePreview,
        signal,
      }),
    placeholderData: (last) => last,
  });

export const queueChoicesQuery = () =>
  queryOptions({
    queryKey: [...curationKeys.queues(), 'choices'] as const,
    queryFn: ({ signal }) => fetchJson('/api/queues/choices', { answer: queueChoices, signal }),
  });

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

/** Takes a product that somebody else holds. */
export function takeOver(productId: number, body: TakeOverInput): Promise<Lease> {
  return fetchJson(`/api/review/products/${productId}/take-over`, {
    method: 'POST',
    body,
    answer: lease,
  });
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

function searchOf(fields: Readonly<Record<string, string | number | null | undefined>>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) {
    if (value !== null && value !== undefined && value !== '') search.set(name, String(value));
  }
  return search.size > 0 ? `?${search}` : '';
}

const pendingMs = 2_000;
const commitsMs = 15_000;

/** Commits, newest first; followed closely while one waits for its grace time. */
export const commitsQuery = (state: CommitState | null) =>
  infiniteQueryOptions({
    queryKey: [...curationKeys.commits(), 'list', state] as const,
    queryFn: ({ pageParam, signal }) =>
      fetchJson(`/api/commits${searchOf({ state, cursor: pageParam })}`, {
        answer: commitPage,
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: ({ state: { data } }) =>
      data?.pages.some(({ commits }) => commits.some((commit) => commit.state === 'pending'))
        ? pendingMs
        : commitsMs,
  });

/** One commit with its changes, and which of them a revert would take back. */
export const commitQuery = (id: string) =>
  queryOptions({
    queryKey: [...curationKeys.commits(), id] as const,
    queryFn: ({ signal }) => fetchJson(`/api/commits/${id}`, { answer: commitDetail, signal }),
    staleTime: 0,
  });

/** @param commitId the new commit, made by the caller: a retry changes nothing */
export function revertCommit(id: string, commitId: string): Promise<RevertResult> {
  return fetchJson(`/api/commits/${id}/revert`, {
    method: 'POST',
    body: { commitId },
    answer: revertResult,
  });
}

export type CatalogueFilter = Pick<CatalogueQuery, 'categoryKey' | 'query'>;

const cataloguePageSize = 50;

/** The committed catalogue by product, page after page. */
export const catalogueProductsQuery = (filter: CatalogueFilter) =>
  infiniteQueryOptions({
    queryKey: [...curationKeys.catalogue(), 'list', filter] as const,
    queryFn: ({ pageParam, signal }) =>
      fetchJson(
        `/api/catalogue/products${searchOf({ ...filter, cursor: pageParam, limit: cataloguePageSize })}`,
        { answer: cataloguePage, signal },
      ),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.next,
  });

export const catalogueProductQuery = (productId: number) =>
  queryOptions({
    queryKey: [...curationKeys.catalogue(), productId] as const,
    queryFn: ({ signal }) =>
      fetchJson(`/api/catalogue/products/${productId}`, { answer: catalogueProduct, signal }),
  });

export const valueHistoryQuery = (productId: number) =>
  queryOptions({
    queryKey: [...curationKeys.catalogue(), productId, 'history'] as const,
    queryFn: ({ signal }) =>
      fetchJson(`/api/catalogue/products/${productId}/history`, { answer: valueHistory, signal }),
  });

/** Where the browser downloads an export. */
export function exportAddress(query: ExportQuery): string {
  return `/api/exports/corrections${searchOf(query)}`;
}

export const exportPreviewQuery = (query: ExportQuery) =>
  queryOptions({
    queryKey: [...curationKeys.all, 'export', query] as const,
    queryFn: ({ signal }) =>
      fetchJson(`/api/exports/corrections/preview${searchOf(query)}`, {
        answer: exportPreview,
        signal,
      }),
  });

/** Groups that a sweep can take, largest first, page after page. */
export const sweepGroupsQuery = (categoryKey: string) =>
  infiniteQueryOptions({
    queryKey: [...curationKeys.sweeps(), 'groups', categoryKey] as const,
    queryFn: ({ pageParam, signal }) =>
      fetchJson(`/api/sweeps/groups${searchOf({ categoryKey, cursor: pageParam })}`, {
        answer: sweepGroupPage,
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });

/** One group with its sample; never read again by itself: a sample must not change under the eye. */
export const sweepGroupQuery = (input: ReadSweepInput) =>
  queryOptions({
    queryKey: [...curationKeys.sweeps(), 'group', input] as const,
    queryFn: ({ signal }) =>
      fetchJson('/api/sweeps/group', { method: 'POST', body: input, answer: sweepGroup, signal }),
    staleTime: Infinity,
    gcTime: 0,
  });

/** What accepting the group would change. */
export const sweepRadiusQuery = (predicate: SweepPredicate) =>
  queryOptions({
    queryKey: [...curationKeys.sweeps(), 'radius', predicate] as const,
    queryFn: ({ signal }) =>
      fetchJson('/api/sweeps/preview', {
        method: 'POST',
        body: predicate,
        answer: sweepRadius,
        signal,
      }),
    staleTime: 0,
  });

/** The last sweeps, newest first. */
export const sweepsQuery = () =>
  queryOptions({
    queryKey: [...curationKeys.sweeps(), 'made'] as const,
    queryFn: ({ signal }) => fetchJson('/api/sweeps', { answer: sweepList, signal }),
  });

/** @param id the new sweep, made by the caller: a retry changes nothing */
export function applySweep(id: string, body: ApplySweepInput): Promise<Sweep> {
  return fetchJson(`/api/sweeps/${id}`, { method: 'PUT', body, answer: sweep });
}

export function undoSweep(id: string): Promise<Sweep> {
  return fetchJson(`/api/sweeps/${id}/undo`, { method: 'POST', answer: sweep });
}

/** Takes a synonym back, be it a wish or in the schema already. */
export async function withdrawSynonym(id: string): Promise<void> {
  await fetchJson(`/api/synonyms/${id}/withdraw`, { method: 'POST', answer: z.unknown() });
}

/** Rounds of independent reviews whose answers are in, page after page. */
export const roundsQuery = (state: RoundQuery['state']) =>
  infiniteQueryOptions({
    queryKey: [...curationKeys.overlaps(), 'list', state] as const,
    queryFn: ({ pageParam, signal }) =>
      fetchJson(`/api/overlaps${searchOf({ state, cursor: pageParam })}`, {
        answer: roundPage,
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: queueCountMs,
  });

export const roundQuery = (id: string) =>
  queryOptions({
    queryKey: [...curationKeys.overlaps(), id] as const,
    queryFn: ({ signal }) => fetchJson(`/api/overlaps/${id}`, { answer: roundDetail, signal }),
  });

/** @param body its commit id is made by the caller: a retry changes nothing */
export function sendVerdicts(id: string, body: SettleInput): Promise<SubmitResult> {
  return fetchJson(`/api/overlaps/${id}/settle`, { method: 'POST', body, answer: submitResult });
}

export const agreementQuery = (queueId: string | null) =>
  queryOptions({
    queryKey: [...curationKeys.overlaps(), 'agreement', queueId] as const,
    queryFn: ({ signal }) =>
      fetchJson(`/api/overlaps/agreement${searchOf({ queueId })}`, {
        answer: agreementReport,
        signal,
      }),
  });
