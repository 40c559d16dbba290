import * as z from 'zod';
import type { ModelVersion } from './contract';

const figures = z.object({ precision: z.number(), recall: z.number(), f1: z.number() });

const knownCard = z.object({
  parameters: z.number().int().nullable().default(null).catch(null),
  precision: z.string().nullable().default(null).catch(null),
  stages: z
    .array(
      z.object({
        stage: z.string(),
        seconds: z.number(),
        files: z.array(z.object({ name: z.string(), products: z.number() })),
      }),
    )
    .default([])
    .catch([]),
  heldOut: z
    .object({
      products: z.number().int(),
      micro: figures,
      perCategory: z.record(z.string(), figures).default({}),
      expectedCalibrationError: z.number(),
    })
    .nullable()
    .default(null)
    .catch(null),
  limits: z.array(z.string()).default([]).catch([]),
});
/** What the pages show of a model card; figures are percent, the calibration error a share. */
export type CardSummary = z.infer<typeof knownCard>;

/** Reads what is known of a card; what another version of it says is left out, never an error. */
export function summariseCard(card: ModelVersion['card']): CardSummary {
  return knownCard.parse(card);
}
