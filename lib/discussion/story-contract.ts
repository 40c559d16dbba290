import * as z from 'zod';
import { attributeDefinition, attributeValue, key } from '../values/contract';
import { absence, decisionKind, decisionMode, errorKind, heldValue } from '../values/decision';

const shared = { at: z.iso.datetime() };

/** One thing that happened to a value. */
export const storyEvent = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('proposed'),
    ...shared,
    modelVersion: z.string(),
    values: z.array(attributeValue),
    surface: z.string().nullable(),
    confidence: z.number(),
    /** False once another reading took its place. */
    isInForce: z.boolean(),
  }),
  z.object({
    kind: z.literal('decided'),
    ...shared,
    id: z.uuid(),
    by: z.string(),
    decision: decisionKind,
    /** For an undo: what is in force again; `[]` without absence when the row is undecided again. */
    values: z.array(attributeValue),
    absence: absence.nullable(),
    mode: decisionMode,
    errorKind: errorKind.nullable(),
    modelVersion: z.string(),
    /** It is what stands now, until somebody decides anew. */
    isInForce: z.boolean(),
  }),
  z.object({
    kind: z.literal('committed'),
    ...shared,
    commitId: z.uuid(),
    by: z.string(),
    before: heldValue.nullable(),
    after: heldValue.nullable(),
    /** It took another commit back. */
    isRevert: z.boolean(),
  }),
]);
export type StoryEvent = z.infer<typeof storyEvent>;

// GET /api/products/:id/attributes/:key/story – newest first
export const storyPath = z.object({ id: z.coerce.number().int().min(1), key });
export const valueStory = z.object({
  attribute: attributeDefinition,
  /** What the catalogue holds now. */
  current: heldValue.nullable(),
  events: z.array(storyEvent),
});
export type ValueStory = z.infer<typeof valueStory>;
