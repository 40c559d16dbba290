import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { fetchJson } from '../browser/fetch-json';
import type { ProductDetail, ProductPage, ProductQuery, Sellers } from './product-contract';
import type {
  CategoryNode,
  CategorySchema,
  NoticeGroups,
  SchemaDraft,
  SchemaRevisions,
  TaxonomyDraft,
  TaxonomyEntries,
} from './schema-contract';

export const catalogueKeys = {
  categories: ['categories'] as const,
  schema: (key: string) => ['schemas', key] as const,
  products: ['products'] as const,
};

export const categoriesQuery = () =>
  queryOptions({
    queryKey: catalogueKeys.categories,
    queryFn: ({ signal }) => fetchJson<CategoryNode[]>('/api/categories', { signal }),
  });

export const schemaQuery = (key: string) =>
  queryOptions({
    queryKey: [...catalogueKeys.schema(key), 'now'],
    queryFn: ({ signal }) => fetchJson<CategorySchema>(`/api/categories/${key}/schema`, { signal }),
  });

export const revisionsQuery = (key: string) =>
  queryOptions({
    queryKey: [...catalogueKeys.schema(key), 'revisions'],
    queryFn: ({ signal }) =>
      fetchJson<SchemaRevisions>(`/api/categories/${key}/schema/revisions`, { signal }),
  });

export const listingDraftQuery = (key: string) =>
  queryOptions({
    queryKey: [...catalogueKeys.schema(key), 'draft'],
    queryFn: ({ signal }) =>
      fetchJson<SchemaDraft>(`/api/categories/${key}/schema/draft`, { signal }),
  });

/** The taxonomy and the notice come with the version: they never go stale. */
const shipped = { staleTime: Infinity } as const;

export const taxonomyQuery = (words: string) =>
  queryOptions({
    queryKey: ['taxonomy', 'search', words],
    queryFn: ({ signal }) =>
      fetchJson<TaxonomyEntries>(`/api/taxonomy/search?q=${encodeURIComponent(words)}`, {
        signal,
      }),
    placeholderData: keepPreviousData,
    ...shipped,
  });

export const taxonomyDraftQuery = (id: string) =>
  queryOptions({
    queryKey: ['taxonomy', 'draft', id],
    queryFn: ({ signal }) => fetchJson<TaxonomyDraft>(`/api/taxonomy/${id}`, { signal }),
    ...shipped,
  });

export const noticeQuery = () =>
  queryOptions({
    queryKey: ['notice'],
    queryFn: ({ signal }) => fetchJson<NoticeGroups>('/api/notice', { signal }),
    ...shipped,
  });

export type ProductFilter = Pick<ProductQuery, 'categoryKey' | 'sellerId' | 'state' | 'q'>;

/** The query string of a filter, as the page's address and the API both use it. */
export function writeProductFilter(filter: ProductFilter): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) {
    if (value !== undefined && value !== '') search.set(name, String(value));
  }
  return search.toString();
}

export const productsQuery = (filter: ProductFilter) =>
  infiniteQueryOptions({
    queryKey: [...catalogueKeys.products, 'list', filter],
    queryFn: ({ pageParam, signal }) => {
      const search = new URLSearchParams(writeProductFilter(filter));
      if (pageParam !== null) search.set('cursor', String(pageParam));
      return fetchJson<ProductPage>(`/api/products?${search}`, { signal });
    },
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });

const foundLimit = 8;
const shortestQuery = 2;

/** The newest products that answer some words; nothing is asked before there are two letters. */
export const foundProductsQuery = (words: string) =>
  queryOptions({
    queryKey: [...catalogueKeys.products, 'found', words],
    queryFn: ({ signal }) =>
      fetchJson<ProductPage>(
        `/api/products?${new URLSearchParams({ q: words, limit: String(foundLimit) })}`,
        {
          signal,
        },
      ),
    enabled: words.length >= shortestQuery,
    placeholderData: (previous) => (words.length >= shortestQuery ? previous : undefined),
  });

export const productDetailQuery = (id: number) =>
  queryOptions({
    queryKey: [...catalogueKeys.products, id],
    queryFn: ({ signal }) => fetchJson<ProductDetail>(`/api/products/${id}`, { signal }),
  });

export const sellersQuery = () =>
  queryOptions({
    queryKey: ['sellers'],
    queryFn: ({ signal }) => fetchJson<Sellers>('/api/sellers', { signal }),
  });
