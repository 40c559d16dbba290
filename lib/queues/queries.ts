import { queryOptions } from '@tanstack/react-query';
import { apiClient } from '../browser/api-client';
import { curationKeys, queueCountMs } from '../curation/queries';
import type { SaveQueueInput, PreviewQueueInput } from './contract';
import type * as endpoints from './endpoints';

const { call } = apiClient<typeof endpoints>();

/** Every saved queue with its counts, counted again while somebody looks. */
export const queuesQuery = () =>
  queryOptions({
    queryKey: curationKeys.queues(),
    queryFn: ({ signal }) => call('GET /api/queues', { signal }),
    refetchInterval: queueCountMs,
  });

export async function saveQueue({ id, ...body }: SaveQueueInput): Promise<void> {
  await call('PUT /api/queues/{id}', { params: { id }, body });
}

export async function deleteQueue(id: string): Promise<void> {
  await call('DELETE /api/queues/{id}', { params: { id } });
}

/** What a filter would hold while it is made; asked again when it changes. */
export const queuePreviewQuery = (input: PreviewQueueInput) =>
  queryOptions({
    queryKey: [...curationKeys.queues(), 'preview', input] as const,
    queryFn: ({ signal }) => call('POST /api/queues/preview', { body: input, signal }),
    placeholderData: (last) => last,
  });

export const queueChoicesQuery = () =>
  queryOptions({
    queryKey: [...curationKeys.queues(), 'choices'] as const,
    queryFn: ({ signal }) => call('GET /api/queues/choices', { signal }),
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
      call('GET /api/review/progress', { query: { queueId, since: dayBegan() }, signal }),
    refetchInterval: ownProgressMs,
  });

/** Every queue and everybody in it, read again while a lead looks. */
export const teamProgressQuery = () =>
  queryOptions({
    queryKey: [...curationKeys.queues(), 'team-progress'] as const,
    queryFn: ({ signal }) =>
      call('GET /api/queues/progress', { query: { since: dayBegan() }, signal }),
    refetchInterval: teamProgressMs,
  });

export const heldProductsQuery = () =>
  queryOptions({
    queryKey: [...curationKeys.queues(), 'held'] as const,
    queryFn: ({ signal }) => call('GET /api/review/leases', { signal }),
    refetchInterval: teamProgressMs,
  });
