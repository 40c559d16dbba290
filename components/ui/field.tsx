import { useId, type ComponentProps, type ReactNode } from 'react';
import { classNames } from './class-names';

const control =
  'base:w-full rounded-md border border-line-strong bg-pane px-2.5 text-text placeholder:text-faint disabled:opacity-60 aria-invalid:border-bad';

export function Input({ className, ...rest }: ComponentProps<'input'>) {
  return <input className={classNames(control, 'base:h-8', className)} {...rest} />;
}

export function Textarea({ className, ...rest }: ComponentProps<'textarea'>) {
  return <textarea className={classNames(control, 'base:min-h-20 py-1.5', className)} {...rest} />;
}

export function Select({ className, ...rest }: ComponentProps<'select'>) {
  return <select className={classNames(control, 'base:h-8 pr-7', className)} {...rest} />;
}

export function Checkbox({ className, ...rest }: Omit<ComponentProps<'input'>, 'type'>) {
  return (
    <input type="checkbox" className={classNames('size-4 accent-accent', className)} {...rest} />
  );
}

interface FieldProps {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly error?: ReactNode;
  /** Gets the ids that tie the control to its label, hint and error. */
  children(ids: { id: string; 'aria-describedby': string; 'aria-invalid': boolean }): ReactNode;
}

/** A labelled control with its hint and its error. */
export function Field({ label, hint, error, children }: FieldProps) {
  const id = useId();
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-label font-medium text-muted">
        {label}
      </label>
      {children({ id, 'aria-describedby': `${id}-more`, 'aria-invalid': Boolean(error) })}
      <div id={`${id}-more`} className="text-label empty:hidden">
        {error ? (
          <span className="text-bad">{error}</span>
        ) : hint ? (
          <span className="text-faint">{hint}</span>
        ) : null}
      </div>
    </div>
  );
}
