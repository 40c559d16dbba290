import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { apiClient } from '../browser/api-client';
import type { ProductQuery } from './product-contract';
import type * as schemaEndpoints from './schema-endpoints';
import type * as productEndpoints from './product-endpoints';

const { call, linkTo } = apiClient<typeof schemaEndpoints & typeof productEndpoints>();

export const catalogueKeys = {
  categories: ['categories'] as const,
  schema: (key: string) => ['schemas', key] as const,
  products: ['products'] as const,
};

export const categoriesQuery = () =>
  queryOptions({
    queryKey: catalogueKeys.categories,
    queryFn: ({ signal }) => call('GET /api/categories', { signal }),
  });

export const schemaQuery = (key: string) =>
  queryOptions({
    queryKey: [...catalogueKeys.schema(key), 'now'],
    queryFn: ({ signal }) => call('GET /api/categories/{key}/schema', { params: { key }, signal }),
  });

/** Where the browser downloads a schema, or all of them. */
export function schemasAddress(categoryKey?: string): string {
  return linkTo('GET /api/schemas', { query: { keys: categoryKey } });
}

export const revisionsQuery = (key: string) =>
  queryOptions({
    queryKey: [...catalogueKeys.schema(key), 'revisions'],
    queryFn: ({ signal }) =>
      call('GET /api/categories/{key}/schema/revisions', { params: { key }, signal }),
  });

export const listingDraftQuery = (key: string) =>
  queryOptions({
    queryKey: [...catalogueKeys.schema(key), 'draft'],
    queryFn: ({ signal }) =>
      call('GET /api/categories/{key}/schema/draft', { params: { key }, signal }),
  });

/** The taxonomy and the notice come with the version: they never go stale. */
const shipped = { staleTime: Infinity } as const;

export const taxonomyQuery = (words: string) =>
  queryOptions({
    queryKey: ['taxonomy', 'search', words],
    queryFn: ({ signal }) => call('GET /api/taxonomy/search', { query: { q: words }, signal }),
    placeholderData: keepPreviousData,
    ...shipped,
  });

export const taxonomyDraftQuery = (id: string) =>
  queryOptions({
    queryKey: ['taxonomy', 'draft', id],
    queryFn: ({ signal }) => call('GET /api/taxonomy/{id}', { params: { id }, signal }),
    ...shipped,
  });

export const noticeQuery = () =>
  queryOptions({
    queryKey: ['notice'],
    queryFn: ({ signal }) => call('GET /api/notice', { signal }),
    ...shipped,
  });

export type ProductFilter = Pick<ProductQuery, 'categoryKey' | 'sellerId' | 'state' | 'q'>;

/** The query string of a filter, as the address of the page has it. */
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
    queryFn: ({ pageParam, signal }) =>
      call('GET /api/products', { query: { ...filter, cursor: pageParam }, signal }),
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
      call('GET /api/products', { query: { q: words, limit: foundLimit }, signal }),
    enabled: words.length >= shortestQuery,
    placeholderData: (previous) => (words.length >= shortestQuery ? previous : undefined),
  });

export const productDetailQuery = (id: number) =>
  queryOptions({
    queryKey: [...catalogueKeys.products, id],
    queryFn: ({ signal }) => call('GET /api/products/{id}', { params: { id }, signal }),
  });

export const sellersQuery = () =>
  queryOptions({
    queryKey: ['sellers'],
    queryFn: ({ signal }) => call('GET /api/sellers', { signal }),
  });
