import { SweepsLoader } from '@/components/sweeps/sweeps-loader';
import { listCategories } from '@/lib/catalogue/server';
import { findSweepTarget } from '@/lib/sweeps/server';
import { sweepAddress } from '@/lib/sweeps/contract';
import { isFromDesk } from '@/lib/sweeps/sweep-address';
import { requirePage } from '@/lib/platform/page';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('sweeps'))('title') };
}

export default async function SweepsPage(props: {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { id, role } = await requirePage('md');
  const search = await props.searchParams;
  const address = sweepAddress.safeParse(search);
  return (
    <SweepsLoader
      viewer={{ id, role }}
      categories={await listCategories()}
      isFromDesk={isFromDesk(search)}
      target={address.success ? await findSweepTarget(address.data) : null}
    />
  );
}
