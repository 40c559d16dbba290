import { ModelPage } from '@/components/proposals/model-page';
import { AppError } from '@/lib/platform/errors';
import { requirePage } from '@/lib/platform/page';
import { modelPath } from '@/lib/proposals/contract';
import { modelQuery } from '@/lib/proposals/queries';
import { readModelDetail } from '@/lib/proposals/server';
import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';

interface Props {
  readonly params: Promise<{ readonly name: string }>;
}

const nameOf = async ({ params }: Props): Promise<string> => {
  const path = modelPath.safeParse({ name: decodeURIComponent((await params).name) });
  return path.success ? path.data.name : notFound();
};

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: await nameOf(props) };
}

export default async function ModelDetailPage(props: Props) {
  await requirePage('lead');
  const name = await nameOf(props);
  const detail = await readModelDetail(name).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'not-found') notFound();
    throw error;
  });
  const client = new QueryClient();
  client.setQueryData(modelQuery(name).queryKey, detail);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <ModelPage name={name} />
    </HydrationBoundary>
  );
}
