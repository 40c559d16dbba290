import type { SortingLine } from './contract';

export interface CategoryChoice {
  readonly key: string;
  /** Null for what a file says: no model is asked about that. */
  readonly confidence: number | null;
}

const mostChoices = 3;

/** What is offered, best first: what the file says where it is asked about, then the candidates. */
export function choicesOf({
  reason,
  proposedKey,
  candidates,
}: Pick<SortingLine, 'reason' | 'proposedKey' | 'candidates'>): CategoryChoice[] {
  const offered = candidates.map(({ key, confidence }) => ({ key, confidence }));
  if (reason !== 'file' || proposedKey === null) return offered.slice(0, mostChoices);
  const others = offered.filter(({ key }) => key !== proposedKey);
  return [{ key: proposedKey, confidence: null }, ...others].slice(0, mostChoices);
}

/** For every path which of its steps all the others have too: what is left makes the difference. */
export function markDiffering(
  paths: readonly (readonly string[])[],
): readonly (readonly { readonly name: string; readonly isDiffering: boolean }[])[] {
  return paths.map((path) =>
    path.map((name) => ({
      name,
      isDiffering: paths.length > 1 && paths.some((other) => !other.includes(name)),
    })),
  );
}
