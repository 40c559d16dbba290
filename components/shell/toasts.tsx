'use client';

import { useEffect, useRef } from 'react';
import { Toaster, useSonner } from 'sonner';

/**
 * Where `toast` of the pages with a menu is shown; the desk has notices of its own. As a popover it
 * lies over an open dialog, once it is shown after it: with every toast.
 */
export function Toasts() {
  const layer = useRef<HTMLDivElement>(null);
  const { toasts } = useSonner();
  useEffect(() => {
    layer.current?.hidePopover();
    layer.current?.showPopover();
  }, [toasts]);
  return (
    <div
      ref={layer}
      popover="manual"
      className="m-0 size-0 overflow-visible border-0 bg-transparent p-0"
    >
      <Toaster position="bottom-left" duration={6000} />
    </div>
  );
}
