import { AlertTriangle, Check, Circle, Clock, X, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from './class-names';

export type Tone = 'neutral' | 'ok' | 'warn' | 'bad' | 'accent';

const look: Record<Tone, string> = {
  neutral: 'bg-sunken text-muted',
  ok: 'bg-ok-soft text-ok',
  warn: 'bg-warn-soft text-warn',
  bad: 'bg-bad-soft text-bad',
  accent: 'bg-accent-soft text-accent',
};
const icon: Record<Tone, LucideIcon> = {
  neutral: Circle,
  ok: Check,
  warn: AlertTriangle,
  bad: X,
  accent: Clock,
};

/** A state in words with its icon, never by colour alone. */
export function Badge({
  tone = 'neutral',
  children,
}: {
  readonly tone?: Tone;
  readonly children: ReactNode;
}) {
  const Icon = icon[tone];
  return (
    <span
      className={classNames(
        'inline-flex items-center gap-1 rounded px-1.5 py-0.5 text-label font-medium whitespace-nowrap',
        look[tone],
      )}
    >
      <Icon aria-hidden className="size-3" strokeWidth={2.5} />
      {children}
    </span>
  );
}
