'use client';

import { Skeleton } from '@/components/ui/page';
import { loadPatiently } from '@/lib/browser/load-patiently';
import dynamic from 'next/dynamic';
import type { SortingDeskProps } from './sorting-desk';

/** The person's key map lives in the browser, and so does what reads it. */
const SortingDesk = dynamic(() => loadPatiently(() => import('./sorting-desk')), {
  ssr: false,
  loading: () => <Skeleton className="h-[480px]" />,
});

export function SortingLoader(props: SortingDeskProps) {
  return <SortingDesk {...props} />;
}
