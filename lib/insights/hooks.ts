import { useMutation, useQueryClient } from '@tanstack/react-query';
import { apiClient } from '../browser/api-client';
import type { ProbeRates } from '../curation/probe';
import type * as endpoints from './endpoints';

const { call } = apiClient<typeof endpoints>();

export function useSetProbeRates() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: ProbeRates) => call('PUT /api/insights/probes', { body }),
    onSettled: () => client.invalidateQueries({ queryKey: ['insights', 'probes'] }),
  });
}
