import type { ComponentProps, Ref } from 'react';
import { classNames } from './class-names';

interface TableProps extends Omit<ComponentProps<'table'>, 'onScroll'> {
  readonly label: string;
  /** The box that scrolls. */
  readonly scroller?: Ref<HTMLDivElement>;
  onScroll?(): void;
}

/** A table that scrolls by itself, never higher than the window, under a header that stays. */
export function Table({ className, label, scroller, onScroll, ...rest }: TableProps) {
  return (
    <div
      ref={scroller}
      role="region"
      aria-label={label}
      tabIndex={0}
      className="max-h-[max(20rem,calc(100dvh-15rem))] overflow-auto rounded-lg border border-line bg-pane"
      onScroll={onScroll}
    >
      <table className={classNames('w-full border-collapse text-left', className)} {...rest} />
    </div>
  );
}

export function Th({ className, ...rest }: ComponentProps<'th'>) {
  return (
    <th
      scope="col"
      className={classNames(
        'sticky top-0 z-1 border-b border-line bg-pane px-3 py-2 text-label base:font-medium whitespace-nowrap base:text-muted',
        className,
      )}
      {...rest}
    />
  );
}

export function Td({ className, ...rest }: ComponentProps<'td'>) {
  return (
    <td
      className={classNames('border-t border-line px-3 base:py-2 base:align-top', className)}
      {...rest}
    />
  );
}

export function Tr({ className, ...rest }: ComponentProps<'tr'>) {
  return <tr className={classNames('base:hover:bg-sunken/60', className)} {...rest} />;
}
