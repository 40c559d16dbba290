import { useMutation, useQueryClient } from '@tanstack/react-query';
import { fetchJson } from '../browser/fetch-json';
import { probeRates, type ProbeRates } from '../curation/probe';

export function useSetProbeRates() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: ProbeRates) =>
      fetchJson('/api/insights/probes', { method: 'PUT', body, answer: probeRates }),
    onSettled: () => client.invalidateQueries({ queryKey: ['insights', 'probes'] }),
  });
}
