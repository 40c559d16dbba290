import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { apiClient } from '../browser/api-client';
import type { ChangePersonInput, CreateFirstAdminInput, CreatePersonInput } from './contract';
import { peopleQuery } from './queries';
import type * as endpoints from './endpoints';

const { call } = apiClient<typeof endpoints>();

/** Makes the admin of a new installation, then goes to the sign-in page. */
export function useCreateFirstAdmin() {
  const router = useRouter();
  return useMutation({
    mutationFn: (input: CreateFirstAdminInput) => call('POST /api/setup', { body: input }),
    onSuccess: () => router.push('/sign-in'),
  });
}

export function useCreatePerson() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: CreatePersonInput) => call('POST /api/people', { body: input }),
    onSuccess: () => client.invalidateQueries({ queryKey: peopleQuery.queryKey }),
  });
}

export function useChangePerson() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, ...input }: ChangePersonInput & { id: string }) =>
      call('PATCH /api/people/{id}', { params: { id }, body: input }),
    onSettled: () => client.invalidateQueries({ queryKey: peopleQuery.queryKey }),
  });
}

export function useRemovePerson() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => call('DELETE /api/people/{id}', { params: { id } }),
    onSettled: () => client.invalidateQueries({ queryKey: peopleQuery.queryKey }),
  });
}
