import type { SchemaDocument } from '../../values/contract';
import { planTraining } from './budget';
import type { CheckpointStore } from './checkpoint';
import type { TrainingEffort, TrainingPoint, TrainingSettings } from '../contract';
import type { ExtractionLine } from '../../extraction/extraction-file';
import type { ModelContents } from './model-directory';
import { measureModel, trainExtraction, type TrainingFile } from './train-extraction';

/** Nominal work of one of the two trainings; see budget.ts. */
const budgets: Record<TrainingEffort, string> = { quick: '15s', normal: '60s', thorough: '10m' };

/** How often the curve of F1 gets a point, and on how many products. */
const F1_POINTS = 8;
const F1_PRODUCTS = 48;

export interface FineTuneInput {
  readonly name: string;
  readonly now: Date;
  readonly base: ModelContents;
  readonly train: TrainingFile;
  /** Products that are never trained on; F1 is drawn from them. */
  readonly validation: readonly ExtractionLine[];
  readonly schemas: readonly SchemaDocument[];
  readonly settings: TrainingSettings;
  readonly checkpoints: CheckpointStore | null;
  report(point: TrainingPoint): void;
}

/**
 * Trains a base model further on decided products.
 * @throws AppError `invalid` when no product can be learnt from
 */
export async function fineTune(input: FineTuneInput): Promise<ModelContents> {
  const { base, train, settings } = input;
  const wish = { budget: budgets[settings.effort], isFineTuning: true, seed: settings.seed };
  const options = planTraining(train.lines, wish);
  const watched = input.validation.slice(0, F1_PRODUCTS);
  return trainExtraction({
    name: input.name,
    stage: 'task',
    files: [train],
    // People decide all values of a product, never one of several right ones.
    lists: 'all',
    isMeasured: true,
    schemas: input.schemas,
    base,
    shape: base.shape,
    options,
    now: input.now,
    checkpoints: input.checkpoints,
    async report(phase, { epoch, epochs, loss, secondsElapsed }, learning) {
      const isWatched =
        epoch === epochs || epoch === 1 || epoch % Math.ceil(epochs / F1_POINTS) === 0;
      const calibration = base.calibration;
      const { card } = isWatched
        ? await measureModel(
            { shape: base.shape, calibration, ...learning },
            watched,
            options.threads,
          )
        : { card: null };
      const f1 = card?.micro.f1 ?? null;
      input.report({ phase, epoch, epochs, loss, f1, seconds: secondsElapsed });
    },
  });
}
