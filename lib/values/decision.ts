import * as z from 'zod';
import { skipReasons } from './skip-reason';
import { attributeValue } from './contract';

/** Why there is no value; an answer like any other. */
export const absence = z.enum(['not-stated', 'not-applicable', 'conflict']);
export type Absence = z.infer<typeof absence>;

export const decisionKind = z.enum(['accept', 'correct', 'reject', 'absent', 'added', 'undo']);
export type DecisionKind = z.infer<typeof decisionKind>;

export const decisionMode = z.enum(['single', 'rest', 'sweep', 'auto']);
export type DecisionMode = z.infer<typeof decisionMode>;

/** What the model did wrong where a person decided otherwise; see curation/error-kind.ts. */
export const errorKind = z.enum([
  'missing-value',
  'extra-value',
  'spurious',
  'hallucination',
  'wrong-attribute',
  'wrong-place',
  'span-too-long',
  'span-too-short',
  'unit',
  'normalisation',
  'value-list',
  'source-conflict',
  'stale-source',
  'not-in-text',
  'other',
]);
export type ErrorKind = z.infer<typeof errorKind>;

/** What the catalogue holds for one attribute; `values` is `[]` when an absence is stated. */
export const skipReason = z.enum(skipReasons);

export const heldValue = z.object({
  values: z.array(attributeValue),
  absence: absence.nullable(),
});
export type HeldValue = z.infer<typeof heldValue>;
