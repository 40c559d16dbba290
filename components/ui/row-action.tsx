import type { LucideIcon } from 'lucide-react';
import { Button } from './button';

/** One thing to do with a row; `name` says with which, for who hears the table. */
export function RowAction(props: {
  readonly icon: LucideIcon;
  readonly label: string;
  readonly name: string;
  readonly disabled?: boolean;
  onClick(): void;
}) {
  const Icon = props.icon;
  return (
    <Button
      size="small"
      aria-label={`${props.name} – ${props.label}`}
      disabled={props.disabled}
      onClick={props.onClick}
    >
      <Icon aria-hidden className="size-3.5" />
      {props.label}
    </Button>
  );
}
