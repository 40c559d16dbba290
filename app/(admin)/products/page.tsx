import { ProductsDesk } from '@/components/catalogue/products-desk';
import { productQuery } from '@/lib/catalogue/product-contract';
import { listCategories, listProducts } from '@/lib/catalogue/server';
import { requirePage } from '@/lib/platform/page';
import { mayActAs } from '@/lib/platform/roles';
import { productsQuery } from '@/lib/catalogue/queries';
import { firstPage, readAhead } from '@/lib/platform/read-ahead';
import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('catalogue.products'))('title') };
}

const filter = productQuery.pick({ categoryKey: true, sellerId: true, state: true, q: true });

export default async function ProductsPage(props: {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const actor = await requirePage('viewer');
  const initial = filter.catch({}).parse(await props.searchParams);
  const state = await readAhead(
    firstPage(productsQuery(initial), () => listProducts(productQuery.parse(initial))),
  );
  return (
    <HydrationBoundary state={state}>
      <ProductsDesk
        categories={await listCategories()}
        initial={initial}
        canImport={mayActAs(actor.role, 'lead')}
      />
    </HydrationBoundary>
  );
}
