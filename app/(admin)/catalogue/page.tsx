import { CatalogueDesk } from '@/components/curation/catalogue-desk';
import { key } from '@/lib/values/contract';
import { listCategories } from '@/lib/catalogue/server';
import { requirePage } from '@/lib/platform/page';
import { cataloguePageSize, catalogueProductsQuery } from '@/lib/curation/queries';
import { listCatalogueProducts } from '@/lib/curation/server';
import { firstPage, readAhead } from '@/lib/platform/read-ahead';
import { HydrationBoundary } from '@tanstack/react-query';
import * as endpoints from '@/lib/curation/endpoints';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('catalogue'))('title') };
}

export default async function CataloguePage(props: {
  readonly searchParams: Promise<{ readonly category?: string | string[] }>;
}) {
  await requirePage('viewer');
  const { category } = await props.searchParams;
  const categoryKey = key.catch('').parse(category);
  const state = await readAhead(
    firstPage(catalogueProductsQuery({ query: '', categoryKey: categoryKey || undefined }), () =>
      listCatalogueProducts(
        endpoints.listCatalogueProducts.query.parse({
          categoryKey: categoryKey || undefined,
          limit: cataloguePageSize,
        }),
      ),
    ),
  );
  return (
    <HydrationBoundary state={state}>
      <CatalogueDesk categories={await listCategories()} categoryKey={categoryKey} />
    </HydrationBoundary>
  );
}
