import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { apiClient } from '../browser/api-client';
import type { ProductLine } from './product-contract';
import { catalogueKeys, foundProductsQuery } from './queries';
import type {
  ChangeCategoryInput,
  CreateCategoryInput,
  RestoreSchemaInput,
  SaveSchemaInput,
  TakeTaxonomyInput,
} from './schema-contract';
import type * as endpoints from './schema-endpoints';

const { call } = apiClient<typeof endpoints>();

function useRefreshCategories() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: catalogueKeys.categories });
}

export function useCreateCategory() {
  const onSuccess = useRefreshCategories();
  return useMutation({
    mutationFn: (body: CreateCategoryInput) => call('POST /api/categories', { body }),
    onSuccess,
  });
}

export function useTakeFromTaxonomy() {
  const onSuccess = useRefreshCategories();
  return useMutation({
    mutationFn: ({ id, ...body }: TakeTaxonomyInput & { id: string }) =>
      call('POST /api/taxonomy/{id}', { params: { id }, body }),
    onSuccess,
  });
}

export function useChangeCategory() {
  const onSettled = useRefreshCategories();
  return useMutation({
    mutationFn: ({ key, ...body }: ChangeCategoryInput & { key: string }) =>
      call('PATCH /api/categories/{key}', { params: { key }, body }),
    onSettled,
  });
}

export function useDeleteCategory() {
  const onSettled = useRefreshCategories();
  return useMutation({
    mutationFn: (key: string) => call('DELETE /api/categories/{key}', { params: { key } }),
    onSettled,
  });
}

/** `body` is what the chosen file holds; the server names what is wrong with it. */
export function useImportSchemas() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: unknown) => call('POST /api/schemas', { body }),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: catalogueKeys.categories }),
        client.invalidateQueries({ queryKey: ['schemas'] }),
      ]),
  });
}

/** Not awaited: the desk takes its own answer over first, and then sees the same from the server. */
function useRefreshSchema(key: string) {
  const client = useQueryClient();
  return () => {
    void client.invalidateQueries({ queryKey: catalogueKeys.schema(key) });
    void client.invalidateQueries({ queryKey: catalogueKeys.categories });
  };
}

export function useSaveSchema(key: string) {
  const onSettled = useRefreshSchema(key);
  return useMutation({
    mutationFn: (body: SaveSchemaInput) =>
      call('PUT /api/categories/{key}/schema', { params: { key }, body }),
    onSettled,
  });
}

export function useRestoreSchema(key: string) {
  const onSettled = useRefreshSchema(key);
  return useMutation({
    mutationFn: (body: RestoreSchemaInput) =>
      call('POST /api/categories/{key}/schema/revisions', { params: { key }, body }),
    onSettled,
  });
}

const typingPauseMs = 150;

/** Products that answer what is being typed, asked for when the typing pauses. */
export function useFoundProducts(typed: string): readonly ProductLine[] {
  const [words, setWords] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setWords(typed.trim()), typingPauseMs);
    return () => clearTimeout(timer);
  }, [typed]);
  return useQuery(foundProductsQuery(words)).data?.products ?? [];
}
