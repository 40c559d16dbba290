import { ProductPage } from '@/components/catalogue/product-page';
import { productIdPath } from '@/lib/catalogue/product-contract';
import { productDetailQuery } from '@/lib/catalogue/queries';
import { readProduct } from '@/lib/catalogue/server';
import { AppError } from '@/lib/platform/errors';
import { requirePage } from '@/lib/platform/page';
import { mayActAs } from '@/lib/platform/roles';
import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';

interface Props {
  readonly params: Promise<{ readonly id: string }>;
}

/** Asked for by the title and by the page of one request. */
const load = cache(async (id: string) => {
  const path = productIdPath.safeParse({ id });
  if (!path.success) notFound();
  return readProduct(path.data.id, new Date()).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'not-found') notFound();
    throw error;
  });
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  await requirePage('viewer');
  return { title: (await load((await params).id)).title };
}

export default async function ProductDetailPage({ params }: Props) {
  const actor = await requirePage('viewer');
  const product = await load((await params).id);
  const client = new QueryClient();
  client.setQueryData(productDetailQuery(product.id).queryKey, product);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <ProductPage id={product.id} canReview={mayActAs(actor.role, 'md')} />
    </HydrationBoundary>
  );
}
