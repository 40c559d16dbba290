import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from './class-names';

/** Title line of an admin page with its actions. */
export function PageHeader(props: {
  readonly title: ReactNode;
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
}) {
  return (
    <header className="mb-5 flex flex-wrap items-start justify-between gap-3">
      <div>
        <h1 className="text-title font-[650] tracking-[-0.015em]">{props.title}</h1>
        {props.lead ? <p className="mt-1 max-w-3xl text-muted">{props.lead}</p> : null}
      </div>
      {props.actions ? <div className="flex items-center gap-2">{props.actions}</div> : null}
    </header>
  );
}

/** A white area with a hairline; never inside another one. */
export function Card({
  className,
  children,
}: {
  readonly className?: string;
  readonly children: ReactNode;
}) {
  return (
    <section
      className={classNames('rounded-lg border border-line bg-pane p-4 shadow-low', className)}
    >
      {children}
    </section>
  );
}

/** Says what is missing and what to do about it. */
export function EmptyState(props: {
  readonly icon: LucideIcon;
  readonly title: ReactNode;
  readonly children: ReactNode;
  readonly action?: ReactNode;
  /** Nothing else is on the page: its title is the page's. */
  readonly isWholePage?: boolean;
}) {
  const Icon = props.icon;
  const Title = props.isWholePage ? 'h1' : 'p';
  return (
    <div className="flex flex-col items-center gap-2 rounded-lg border border-dashed border-line-strong px-6 py-14 text-center">
      <Icon aria-hidden className="size-7 text-faint" strokeWidth={1.5} />
      <Title className="text-value font-semibold">{props.title}</Title>
      <p className="max-w-md text-muted">{props.children}</p>
      {props.action ? <div className="mt-3">{props.action}</div> : null}
    </div>
  );
}

/** How far something long has come; `value` and `total` in the same unit. */
export function Progress(props: {
  readonly label: string;
  readonly value: number;
  readonly total: number;
  readonly tone?: 'accent' | 'ok' | 'bad';
}) {
  const share = props.total > 0 ? Math.min(1, props.value / props.total) : 0;
  const colour = { accent: 'bg-accent', ok: 'bg-ok', bad: 'bg-bad' }[props.tone ?? 'accent'];
  return (
    <div
      role="progressbar"
      aria-label={props.label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(share * 100)}
      className="h-1.5 overflow-hidden rounded-full bg-line"
    >
      <div
        className={classNames('h-full origin-left transition-transform duration-100', colour)}
        style={{ transform: `scaleX(${share})` }}
      />
    </div>
  );
}

/** Holds the place of what is loading, at its final size. */
export function Skeleton({ className }: { readonly className?: string }) {
  return (
    <div aria-hidden data-waiting className={classNames('base:rounded bg-line/70', className)} />
  );
}
