import { CatalogueDesk } from '@/components/curation/catalogue-desk';
import { key } from '@/lib/values/contract';
import { listCategories } from '@/lib/catalogue/server';
import { requirePage } from '@/lib/platform/page';
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
  return (
    <CatalogueDesk
      categories={await listCategories()}
      categoryKey={key.catch('').parse(category)}
    />
  );
}
