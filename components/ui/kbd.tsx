import type { ReactNode } from 'react';

/** One key cap. */
export function Kbd({ children }: { readonly children: ReactNode }) {
  return (
    <kbd className="inline-block min-w-[18px] rounded border border-b-2 border-line-strong bg-key px-[5px] py-[3px] text-center font-sans text-[11px] leading-none font-semibold text-text">
      {children}
    </kbd>
  );
}
