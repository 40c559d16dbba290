import { queryOptions } from '@tanstack/react-query';
import { fetchJson } from '../browser/fetch-json';
import { searchOf } from '../browser/search-of';
import { curationKeys, queueCountMs } from '../curation/queries';
import type {
  Queue,
  SaveQueueInput,
  PreviewQueueInput,
  QueuePreview,
  QueueChoices,
} from './contract';
import type { OwnProgress, TeamProgress, HeldProducts } from './progress-contract';

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
