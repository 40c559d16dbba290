import type { ReactNode } from 'react';

/** A titled part of the pane. */
export function Part(props: {
  readonly title: ReactNode;
  readonly note: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <section>
      <h2 className="mt-[18px] mb-2 flex justify-between text-label font-semibold text-muted">
        <span>{props.title}</span>
        {props.note === null ? null : <span className="font-medium">{props.note}</span>}
      </h2>
      {props.children}
    </section>
  );
}

/** A text as the seller wrote it, on paper of its own. */
export function SourceCard({ children }: { readonly children: ReactNode }) {
  return (
    <div className="rounded-lg border border-line bg-pane px-3.5 py-3 shadow-low">{children}</div>
  );
}
