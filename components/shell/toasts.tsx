'use client';

import { Toaster } from 'sonner';

/** Where `toast` of the pages with a menu is shown; the desk has notices of its own. */
export function Toasts() {
  return <Toaster position="bottom-left" duration={6000} />;
}
