import type { ReactNode } from 'react';
import { Skeleton } from './page';

/** What is shown of a query of any kind. */
interface LoadedQuery<Data> {
  readonly data: Data | undefined;
  readonly error: Error | null;
  readonly isPending: boolean;
}

interface LoadedProps<Data> {
  readonly query: LoadedQuery<Data>;
  /** Height of what is awaited, so that nothing jumps when it comes. */
  readonly skeleton: string;
  /** Left out where the answer is shown in several places. */
  children?(data: Data): ReactNode;
}

/**
 * A query's answer once it is there, its place until then, and the server's word when it fails;
 * an answer that could not be read anew stays on the screen below that word.
 */
export function Loaded<Data>({ query, skeleton, children }: LoadedProps<Data>) {
  const { data, error, isPending } = query;
  return (
    <>
      {error ? <ErrorLine error={error} /> : null}
      {isPending && !error ? <Skeleton className={skeleton} /> : null}
      {data === undefined ? null : children?.(data)}
    </>
  );
}

export function ErrorLine({ error }: { readonly error: Error }) {
  return (
    <p role="alert" className="mb-3 text-bad empty:hidden">
      {error.message}
    </p>
  );
}
