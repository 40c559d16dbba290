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
      perAttribute: z.record(z.string(), figures).default({}),
      reliability: z
        .array(
          z.object({
            from: z.number(),
            count: z.number().int(),
            confidence: z.number(),
            accuracy: z.number(),
          }),
        )
        .default([])
        .catch([]),
      expectedCalibrationError: z.number(),
      /** Precisions, as shares, that the columns of `thresholds` are for. */
      wanted: z.array(z.number()).default([0.9, 0.95, 0.98, 0.99]).catch([0.9, 0.95, 0.98, 0.99]),
      thresholds: z
        .object({
          model: z.array(z.number().nullable()),
          attributes: z.array(
            z.object({
              category: z.string(),
              name: z.string(),
              given: z.number().int(),
              least: z.array(z.number().nullable()),
            }),
          ),
        })
        .nullable()
        .default(null)
        .catch(null),
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
