import { classNames } from '@/components/ui/class-names';
import type { ReactNode } from 'react';

/** A few choices side by side, one of them taken; arrow keys move as in any radio group. */
export function Choices<T extends string>(props: {
  readonly label: string;
  readonly options: readonly { readonly value: T; readonly label: ReactNode }[];
  readonly value: T;
  readonly isDisabled?: boolean;
  onChange(value: T): void;
}) {
  return (
    <fieldset disabled={props.isDisabled ?? false} className="disabled:opacity-60">
      <legend className="sr-only">{props.label}</legend>
      <div className="inline-flex flex-wrap rounded-md border border-line-strong bg-sunken p-0.5">
        {props.options.map(({ value, label }) => (
          <label
            key={value}
            className={classNames(
              'cursor-pointer rounded px-2.5 py-1 base:text-muted has-focus-visible:outline-2 has-focus-visible:outline-accent',
              value === props.value && 'bg-key font-medium text-text shadow-low',
            )}
          >
            <input
              type="radio"
              name={props.label}
              className="sr-only"
              checked={value === props.value}
              onChange={() => props.onChange(value)}
            />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
