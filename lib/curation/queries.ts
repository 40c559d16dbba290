import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { fetchJson } from '../browser/fetch-json';
import type {
  CataloguePage,
  CatalogueProduct,
  CatalogueQuery,
  ClaimInput,
  ClaimResult,
  CommitDetail,
  CommitPage,
  CommitState,
  DecideInput,
  DecideResult,
  ExportPreview,
  ExportQuery,
  Lease,
  PreviewQueueInput,
  Queue,
  QueueChoices,
  QueuePreview,
  RenewResult,
  RevertResult,
  ReviewProduct,
  SaveQueueInput,
  SkipInput,
  SubmitInput,
  SubmitResult,
  TakeOverInput,
  ValueHistory,
} from './contract';
import type {
  AgreementReport,
  RoundDetail,
  RoundPage,
  RoundQuery,
  SettleInput,
} from './overlap-contract';
import type { HeldProducts, OwnProgress, TeamProgress } from './progress-contract';
import type {
  ApplySweepInput,
  ReadSweepInput,
  Sweep,
  SweepGroup,
  SweepGroupPage,
  SweepList,
  SweepPredicate,
  SweepRadius,
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
    queryFn: ({ signal }) => fetchJson<Queue[]>('/api/queues', { signal }),
    refetchInterval: queueCountMs,
  });

export async function saveQueue({ id, ...body }: SaveQueueInput): Promise<void> {
  await fetchJson<Queue>(`/api/queues/${id}`, { method: 'PUT', body });
}

export async function deleteQueue(id: string): Promise<void> {
  await fetchJson(`/api/queues/${id}`, { method: 'DELETE' });
}

/** What a filter would hold while it is made; asked again when it changes. */
export const queuePreviewQuery = (input: PreviewQueueInput) =>
  queryOptions({
    queryKey: [...curationKeys.queues(), 'preview', input] as const,
    queryFn: ({ signal }) =>
      fetchJson<QueuePreview>('/api/queues/preview', {
        method: 'POST',
        body: input,
        signal,
      }),
    placeholderData: (last) => last,
  });

export const queueChoicesQuery = () =>
  queryOptions({
    queryKey: [...curationKeys.queues(), 'choices'] as const,
    queryFn: ({ signal }) => fetchJson<QueueChoices>('/api/queues/choices', { signal }),
  });

/** Today where this browser is. */
function dayBegan(): string {
  const day = new Date();
  day.setHours(0, 0, 0, 0);
  return day.toISOString();
}

const ownProgressMs = 60_000;
const teamProgressMs = 10_000;

/** What the person who asks did today, and how far the queue is; null asks about all products. */
export const ownProgressQuery = (queueId: string | null) =>
  queryOptions({
    queryKey: [...curationKeys.queues(), 'own-progress', queueId] as const,
    queryFn: ({ signal }) =>
      fetchJson<OwnProgress>(`/api/review/progress${searchOf({ queueId, since: dayBegan() })}`, {
        signal,
      }),
    refetchInterval: ownProgressMs,
  });

/** Every queue and everybody in it, read again while a lead looks. */
export const teamProgressQuery = () =>
  queryOptions({
    queryKey: [...curationKeys.queues(), 'team-progress'] as const,
    queryFn: ({ signal }) =>
      fetchJson<TeamProgress>(`/api/queues/progress${searchOf({ since: dayBegan() })}`, { signal }),
    refetchInterval: teamProgressMs,
  });

export const heldProductsQuery = () =>
  queryOptions({
    queryKey: [...curationKeys.queues(), 'held'] as const,
    queryFn: ({ signal }) => fetchJson<HeldProducts>('/api/review/leases', { signal }),
    refetchInterval: teamProgressMs,
  });

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
      fetchJson<CommitPage>(`/api/commits${searchOf({ state, cursor: pageParam })}`, {
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
    queryFn: ({ signal }) => fetchJson<CommitDetail>(`/api/commits/${id}`, { signal }),
    staleTime: 0,
  });

/** @param commitId the new commit, made by the caller: a retry changes nothing */
export function revertCommit(id: string, commitId: string): Promise<RevertResult> {
  return fetchJson<RevertResult>(`/api/commits/${id}/revert`, {
    method: 'POST',
    body: { commitId },
  });
}

export type CatalogueFilter = Pick<CatalogueQuery, 'categoryKey' | 'query'>;

const cataloguePageSize = 50;

/** The committed catalogue by product, page after page. */
export const catalogueProductsQuery = (filter: CatalogueFilter) =>
  infiniteQueryOptions({
    queryKey: [...curationKeys.catalogue(), 'list', filter] as const,
    queryFn: ({ pageParam, signal }) =>
      fetchJson<CataloguePage>(
        `/api/catalogue/products${searchOf({ ...filter, cursor: pageParam, limit: cataloguePageSize })}`,
        { signal },
      ),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.next,
  });

export const catalogueProductQuery = (productId: number) =>
  queryOptions({
    queryKey: [...curationKeys.catalogue(), productId] as const,
    queryFn: ({ signal }) =>
      fetchJson<CatalogueProduct>(`/api/catalogue/products/${productId}`, { signal }),
  });

export const valueHistoryQuery = (productId: number) =>
  queryOptions({
    queryKey: [...curationKeys.catalogue(), productId, 'history'] as const,
    queryFn: ({ signal }) =>
      fetchJson<ValueHistory>(`/api/catalogue/products/${productId}/history`, { signal }),
  });

/** Where the browser downloads an export. */
export function exportAddress(query: ExportQuery): string {
  return `/api/exports/corrections${searchOf(query)}`;
}

export const exportPreviewQuery = (query: ExportQuery) =>
  queryOptions({
    queryKey: [...curationKeys.all, 'export', query] as const,
    queryFn: ({ signal }) =>
      fetchJson<ExportPreview>(`/api/exports/corrections/preview${searchOf(query)}`, {
        signal,
      }),
  });

/** Groups that a sweep can take, largest first, page after page. */
export const sweepGroupsQuery = (categoryKey: string) =>
  infiniteQueryOptions({
    queryKey: [...curationKeys.sweeps(), 'groups', categoryKey] as const,
    queryFn: ({ pageParam, signal }) =>
      fetchJson<SweepGroupPage>(
        `/api/sweeps/groups${searchOf({ categoryKey, cursor: pageParam })}`,
        {
          signal,
        },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });

/** One group with its sample; never read again by itself: a sample must not change under the eye. */
export const sweepGroupQuery = (input: ReadSweepInput) =>
  queryOptions({
    queryKey: [...curationKeys.sweeps(), 'group', input] as const,
    queryFn: ({ signal }) =>
      fetchJson<SweepGroup>('/api/sweeps/group', { method: 'POST', body: input, signal }),
    staleTime: Infinity,
    gcTime: 0,
  });

/** What accepting the group would change. */
export const sweepRadiusQuery = (predicate: SweepPredicate) =>
  queryOptions({
    queryKey: [...curationKeys.sweeps(), 'radius', predicate] as const,
    queryFn: ({ signal }) =>
      fetchJson<SweepRadius>('/api/sweeps/preview', {
        method: 'POST',
        body: predicate,
        signal,
      }),
    staleTime: 0,
  });

/** The last sweeps, newest first. */
export const sweepsQuery = () =>
  queryOptions({
    queryKey: [...curationKeys.sweeps(), 'made'] as const,
    queryFn: ({ signal }) => fetchJson<SweepList>('/api/sweeps', { signal }),
  });

/** @param id the new sweep, made by the caller: a retry changes nothing */
export function applySweep(id: string, body: ApplySweepInput): Promise<Sweep> {
  return fetchJson<Sweep>(`/api/sweeps/${id}`, { method: 'PUT', body });
}

export function undoSweep(id: string): Promise<Sweep> {
  return fetchJson<Sweep>(`/api/sweeps/${id}/undo`, { method: 'POST' });
}

/** Takes a synonym back, be it a wish or in the schema already. */
export async function withdrawSynonym(id: string): Promise<void> {
  await fetchJson<unknown>(`/api/synonyms/${id}/withdraw`, { method: 'POST' });
}

/** Rounds of independent reviews whose answers are in, page after page. */
export const roundsQuery = (state: RoundQuery['state']) =>
  infiniteQueryOptions({
    queryKey: [...curationKeys.overlaps(), 'list', state] as const,
    queryFn: ({ pageParam, signal }) =>
      fetchJson<RoundPage>(`/api/overlaps${searchOf({ state, cursor: pageParam })}`, {
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: queueCountMs,
  });

export const roundQuery = (id: string) =>
  queryOptions({
    queryKey: [...curationKeys.overlaps(), id] as const,
    queryFn: ({ signal }) => fetchJson<RoundDetail>(`/api/overlaps/${id}`, { signal }),
  });

/** @param body its commit id is made by the caller: a retry changes nothing */
export function sendVerdicts(id: string, body: SettleInput): Promise<SubmitResult> {
  return fetchJson<SubmitResult>(`/api/overlaps/${id}/settle`, { method: 'POST', body });
}

export const agreementQuery = (queueId: string | null) =>
  queryOptions({
    queryKey: [...curationKeys.overlaps(), 'agreement', queueId] as const,
    queryFn: ({ signal }) =>
      fetchJson<AgreementReport>(`/api/overlaps/agreement${searchOf({ queueId })}`, {
        signal,
      }),
  });
