'use client';

import { Skeleton } from '@/components/ui/page';
import { loadPatiently } from '@/lib/browser/load-patiently';
import dynamic from 'next/dynamic';
import type { SweepsDeskProps } from './sweeps-desk';

/** The person's key map lives in the browser, and so does what reads it. */
const SweepsDesk = dynamic(() => loadPatiently(() => import('./sweeps-desk')), {
  ssr: false,
  loading: () => <Skeleton className="h-[480px]" />,
});

export function SweepsLoader(props: SweepsDeskProps) {
  return <SweepsDesk {...props} />;
}
