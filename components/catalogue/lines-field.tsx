import { Field, Textarea } from '@/components/ui/field';
import type { ReactNode } from 'react';

/**
 * One text a line. The text stays as it is typed; `onChange` gets what it says. Give it a new `key`
 * to show other lines.
 */
export function LinesField(props: {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly error?: ReactNode;
  readonly initial: string;
  readonly rows: number;
  onChange(text: string): void;
}) {
  return (
    <Field label={props.label} hint={props.hint} error={props.error}>
      {(ids) => (
        <Textarea
          {...ids}
          rows={props.rows}
          className="min-h-0 font-mono text-label"
          defaultValue={props.initial}
          onChange={(event) => props.onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

/** The lines of a text, tidied, empty ones left out. */
export function readLines(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
