'use client';

import { whenIdle } from '@/lib/browser/when-idle';
import Link from 'next/link';
import { useEffect, type ComponentProps } from 'react';

/** A link to the desk: its page and its code are there before it is followed. */
export function DeskLink(props: Omit<ComponentProps<typeof Link>, 'prefetch'>) {
  useEffect(
    // Without the network it is fetched when it is followed.
    () => whenIdle(() => void import('./review-desk').catch(() => undefined)),
    [],
  );
  return <Link {...props} prefetch />;
}
