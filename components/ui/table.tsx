import type { ComponentProps } from 'react';
import { classNames } from './class-names';

/** A table that scrolls by itself under a header that stays. */
export function Table({
  className,
  label,
  ...rest
}: ComponentProps<'table'> & { readonly label: string }) {
  return (
    <div
      role="region"
      aria-label={label}
      tabIndex={0}
      className="overflow-auto rounded-lg border border-line bg-pane"
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
        'sticky top-0 z-1 border-b border-line bg-pane px-3 py-2 text-label font-medium whitespace-nowrap text-muted',
        className,
      )}
      {...rest}
    />
  );
}

export function Td({ className, ...rest }: ComponentProps<'td'>) {
  return (
    <td className={classNames('border-t border-line px-3 py-2 align-top', className)} {...rest} />
  );
}

export function Tr({ className, ...rest }: ComponentProps<'tr'>) {
  return <tr className={classNames('hover:bg-sunken/60', className)} {...rest} />;
}
