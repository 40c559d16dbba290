import { tokeniseText } from '../../inference/tokenise';
import type { ExtractionLine } from '../../extraction/extraction-file';
import { DEFAULT_TRAINING, type TrainingOptions } from './trainer';

/** Pairs × tokens that two cores train on in a second: the measure of a budget. */
const PAIR_TOKENS_PER_SECOND = 60_000;
const MOST_EPOCHS = 8;
const FEWEST_EPOCHS = 2;
/** A handful of products is gone through often enough to make this many steps. */
const FEWEST_STEPS = 80;
const MOST_REPEATS = 30;
const SECONDS = { m: 60, s: 1 } as const;

export interface TrainingWish {
  /** Minutes or seconds, like "10m" or "90s". */
  readonly budget: string;
  readonly isFineTuning: boolean;
  readonly seed: number;
}

/**
 * Turns a budget into a fixed amount of work at a nominal speed, not a stop-watch: the same data,
 * budget and seed give the same weights on a slow machine and on a fast one. Data that is too large
 * for two rounds is sampled.
 */
export function planTraining(
  lines: readonly ExtractionLine[],
  wish: TrainingWish,
): TrainingOptions {
  let tokens = 0;
  let pairTokens = 0;
  for (const { title, text, description, attributes } of lines) {
    const own = tokeniseText(`${title} ${text} ${description}`).length;
    tokens += own;
    pairTokens += own * Object.keys(attributes).length;
  }
  const work = budgetSeconds(wish.budget) * PAIR_TOKENS_PER_SECOND;
  const affordable = work / Math.max(1, pairTokens);
  const { stepTokens, stepPairTokens, learningRate } = DEFAULT_TRAINING;
  const steps = Math.max(1, tokens / stepTokens, pairTokens / stepPairTokens);
  const wanted = Math.max(MOST_EPOCHS, Math.min(MOST_REPEATS, Math.ceil(FEWEST_STEPS / steps)));
  const epochs = Math.max(FEWEST_EPOCHS, Math.min(wanted, Math.floor(affordable)));
  return {
    ...DEFAULT_TRAINING,
    seed: wish.seed,
    epochs,
    sampleShare: Math.min(1, affordable / epochs),
    learningRate: wish.isFineTuning ? learningRate / 2 : learningRate,
  };
}

export function budgetSeconds(budget: string): number {
  const unit = budget.endsWith('m') ? 'm' : 's';
  return Number.parseFloat(budget) * SECONDS[unit];
}
