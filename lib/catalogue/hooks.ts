import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { fetchJson } from '../browser/fetch-json';
import type { ProductLine } from './product-contract';
import { catalogueKeys, foundProductsQuery } from './queries';
import type {
  ChangeCategoryInput,
  CreateCategoryInput,
  CreatedCategory,
  ImportedSchemas,
  RestoreSchemaInput,
  SaveSchemaInput,
  SavedSchema,
  TakeTaxonomyInput,
} from './schema-contract';

function useRefreshCategories() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: catalogueKeys.categories });
}

export function useCreateCategory() {
  const onSuccess = useRefreshCategories();
  return useMutation({
    mutationFn: (body: CreateCategoryInput) =>
      fetchJson<CreatedCategory>('/api/categories', { method: 'POST', body }),
    onSuccess,
  });
}

export function useTakeFromTaxonomy() {
  const onSuccess = useRefreshCategories();
  return useMutation({
    mutationFn: ({ id, ...body }: TakeTaxonomyInput & { id: string }) =>
      fetchJson<CreatedCategory>(`/api/taxonomy/${id}`, { method: 'POST', body }),
    onSuccess,
  });
}

export function useChangeCategory() {
  const onSettled = useRefreshCategories();
  return useMutation({
    mutationFn: ({ key, ...body }: ChangeCategoryInput & { key: string }) =>
      fetchJson(`/api/categories/${key}`, { method: 'PATCH', body }),
    onSettled,
  });
}

export function useDeleteCategory() {
  const onSettled = useRefreshCategories();
  return useMutation({
    mutationFn: (key: string) => fetchJson(`/api/categories/${key}`, { method: 'DELETE' }),
    onSettled,
  });
}

/** `body` is what the chosen file holds; the server names what is wrong with it. */
export function useImportSchemas() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: unknown) =>
      fetchJson<ImportedSchemas>('/api/schemas', { method: 'POST', body }),
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
      fetchJson<SavedSchema>(`/api/categories/${key}/schema`, { method: 'PUT', body }),
    onSettled,
  });
}

export function useRestoreSchema(key: string) {
  const onSettled = useRefreshSchema(key);
  return useMutation({
    mutationFn: (body: RestoreSchemaInput) =>
      fetchJson<SavedSchema>(`/api/categories/${key}/schema/revisions`, {
        method: 'POST',
        body,
      }),
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
