import { CatalogueProductDesk } from '@/components/curation/catalogue-product-desk';
import { numberPath } from '@/lib/curation/contract';
import { readCatalogueProduct } from '@/lib/curation/server';
import { AppError } from '@/lib/platform/errors';
import { requirePage } from '@/lib/platform/page';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { notFound } from 'next/navigation';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('catalogue'))('title') };
}

export default async function CatalogueProductPage(props: {
  readonly params: Promise<{ readonly id: string }>;
}) {
  const { id, role } = await requirePage('viewer');
  const path = numberPath.safeParse(await props.params);
  if (!path.success) notFound();
  const product = await readCatalogueProduct(path.data.id).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'not-found') return null;
    throw error;
  });
  if (!product) notFound();
  return <CatalogueProductDesk product={product} viewer={{ id, role }} />;
}
