import { ProductsDesk } from '@/components/catalogue/products-desk';
import { productQuery } from '@/lib/catalogue/product-contract';
import { listCategories } from '@/lib/catalogue/server';
import { requirePage } from '@/lib/platform/page';
import { mayActAs } from '@/lib/platform/roles';
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
  return (
    <ProductsDesk
      categories={await listCategories()}
      initial={filter.catch({}).parse(await props.searchParams)}
      canImport={mayActAs(actor.role, 'lead')}
    />
  );
}
