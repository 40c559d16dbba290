import { tokeniseText } from '../inference/tokenise';
import type { ExtractionLine } from './extraction-file';
import { DEFAULT_TRAINING, type TrainingOptions } from './trainer';

/** Pairs × tokens that two cores train on in a second; measured, see `bench -- model`. */
const PAIR_TOKENS_PER_SECOND = 60_000;
const MOST_EPOCHS = 10;
const MOST_FINE_TUNING_EPOCHS = 6;
const SECONDS = { m: 60, s: 1 } as const;

/**
 * Turns a budget ("10m") into a fixed amount of work at a nominal speed, not a stop-watch: the same
 * data, budget and seed give the same weights on a slow machine and on a fast one.
 */
export function planTraining(
  lines: readonly ExtractionLine[],
  wish: { readonly budget: string; readonly isFineTuning: boolean; readonly seed: number },
): TrainingOptions {
  const pairTokens = lines.reduce((sum, line) => {
    const tokens = tokeniseText(`${line.title} ${line.text} ${line.description}`).length;
    return sum + tokens * Object.keys(line.attributes).length;
  }, 0);
  const seconds = budgetSeconds(wish.budget);
  const affordable = Math.floor((seconds * PAIR_TOKENS_PER_SECOND) / Math.max(1, pairTokens));
  const most = wish.isFineTuning ? MOST_FINE_TUNING_EPOCHS : MOST_EPOCHS;
  return {
    ...DEFAULT_TRAINING,
    seed: wish.seed,
    epochs: Math.max(1, Math.min(most, affordable)),
    learningRate: wish.isFineTuning ? 1e-3 : DEFAULT_TRAINING.learningRate,
  };
}

export function budgetSeconds(budget: string): number {
  const unit = budget.endsWith('m') ? 'm' : 's';
  return Number.parseFloat(budget) * SECONDS[unit];
}
