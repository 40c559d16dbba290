import type { ReactNode } from 'react';

/** What the listings write, and the value that it was read as. */
export function Reading(props: { readonly surface: string; readonly children: ReactNode }) {
  return (
    <span className="inline-flex max-w-full flex-wrap items-baseline gap-x-2">
      <mark
        lang="ko"
        title={props.surface}
        className="max-w-80 truncate rounded-[3px] bg-mark-faint px-1 font-mono text-[12px] font-normal text-inherit"
      >
        {props.surface}
      </mark>
      <span aria-hidden className="font-normal text-faint">
        →
      </span>
      <span className="font-semibold">{props.children}</span>
    </span>
  );
}
