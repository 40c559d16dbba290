import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { fetchJson } from '../browser/fetch-json';
import type { ChangePersonInput, CreateFirstAdminInput, CreatePersonInput } from './contract';
import { peopleQuery } from './queries';

/** Makes the admin of a new installation, then goes to the sign-in page. */
export function useCreateFirstAdmin() {
  const router = useRouter();
  return useMutation({
    mutationFn: (input: CreateFirstAdminInput) =>
      fetchJson('/api/setup', { method: 'POST', body: input }),
    onSuccess: () => router.push('/sign-in'),
  });
}

export function useCreatePerson() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: CreatePersonInput) =>
      fetchJson('/api/people', { method: 'POST', body: input }),
    onSuccess: () => client.invalidateQueries({ queryKey: peopleQuery.queryKey }),
  });
}

export function useChangePerson() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, ...input }: ChangePersonInput & { id: string }) =>
      fetchJson(`/api/people/${id}`, { method: 'PATCH', body: input }),
    onSettled: () => client.invalidateQueries({ queryKey: peopleQuery.queryKey }),
  });
}
