import { useMutation, useQueryClient } from '@tanstack/react-query';
import { apiClient } from '../browser/api-client';
import type { AuditRetention } from './contract';
import type * as endpoints from './endpoints';
import { auditKeys } from './queries';

const { call } = apiClient<typeof endpoints>();

export function useSetAuditRetention() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: AuditRetention) => call('PUT /api/audit/retention', { body }),
    onSettled: () => client.invalidateQueries({ queryKey: auditKeys.all }),
  });
}
