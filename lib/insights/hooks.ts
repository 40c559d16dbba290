import { useMutation, useQueryClient } from '@tanstack/react-query';
import { fetchJson } from '../browser/fetch-json';
import type { ProbeRates } from '../curation/probe';

export function useSetProbeRates() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: ProbeRates) =>
      fetchJson<ProbeRates>('/api/insights/probes', { method: 'PUT', body }),
    onSettled: () => client.invalidateQueries({ queryKey: ['insights', 'probes'] }),
  });
}
