import type { AttributeValue } from '@/lib/values/contract';
import type { Absence } from '@/lib/values/decision';

/** What a person can do to one row. */
export interface RowActions {
  focus(proposalId: number): void;
  choose(place: number): void;
  beginEdit(): void;
  endEdit(): void;
  absent(absence: Absence): void;
  save(values: readonly AttributeValue[]): void;
  cycleUnit(): void;
  /** The key cap of a key, as this person has set it. */
  keyLabel(id: 'candidate-1' | 'candidate-2' | 'candidate-3' | 'edit' | 'not-stated'): string;
}
