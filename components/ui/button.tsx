import { cva, type VariantProps } from 'class-variance-authority';
import { Slot } from 'radix-ui';
import type { ComponentProps } from 'react';
import { classNames } from './class-names';

const variants = cva(
  'inline-flex items-center justify-center gap-1.5 rounded-md border font-medium whitespace-nowrap transition-colors duration-100 disabled:opacity-50 aria-disabled:opacity-50',
  {
    variants: {
      tone: {
        primary: 'border-accent bg-accent text-on-accent hover:opacity-90',
        plain: 'border-line-strong bg-pane text-text hover:bg-sunken',
        quiet: 'border-transparent bg-transparent text-muted hover:bg-sunken hover:text-text',
        danger: 'border-bad bg-pane text-bad hover:bg-bad-soft',
      },
      size: {
        small: 'base:h-7 base:px-2 text-label',
        normal: 'base:h-8 base:px-3',
        large: 'base:h-10 base:px-4 text-value',
      },
    },
    defaultVariants: { tone: 'plain', size: 'normal' },
  },
);

type ButtonProps = ComponentProps<'button'> & VariantProps<typeof variants> & { asChild?: boolean };

/** A button; with `asChild` its look on a link. */
export function Button({ className, tone, size, asChild, type = 'button', ...rest }: ButtonProps) {
  const look = classNames(variants({ tone, size }), className);
  if (asChild) return <Slot.Root className={look} {...rest} />;
  return <button type={type} className={look} {...rest} />;
}
