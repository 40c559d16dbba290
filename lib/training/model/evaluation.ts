import type { Evaluation, RunFigures } from '../../proposals/contract';
import type { ExtractionLine, RunLine } from '../../extraction/extraction-file';
import { Random } from '../../statistics/seeded-random';
import { bootstrapDifference, scoreRun, type Figures, type ListMeaning, type Score } from './score';

/** A run with the name it is shown under. */
export interface NamedRun {
  readonly name: string;
  readonly lines: ReadonlyMap<string, RunLine>;
}

/** Scores a model's run beside others on one set, for the record: figures, and no product. */
export function evaluateRuns(
  gold: readonly ExtractionLine[],
  set: { readonly name: string; readonly measuredAt: Date; readonly lists?: ListMeaning },
  model: NamedRun,
  others: readonly NamedRun[],
): { readonly evaluation: Evaluation; readonly score: Score } {
  const score = scoreRun(gold, model.lines, set.lists);
  const evaluation: Evaluation = {
    name: set.name,
    products: gold.length,
    measuredAt: set.measuredAt.toISOString(),
    model: { name: model.name, ...figuresOf(score) },
    others: others.map(({ name, lines }) => {
      const other = scoreRun(gold, lines, set.lists);
      const random = new Random(1);
      const next = (): number => random.next();
      const difference = bootstrapDifference(score.perLine, other.perLine, next);
      return { name, ...figuresOf(other), difference };
    }),
  };
  return { evaluation, score };
}

function figuresOf({ micro, perAttribute, perCategory }: Score) {
  return {
    micro: plain(micro),
    perAttribute: named(perAttribute),
    perCategory: named(perCategory),
  };
}

function named(figures: ReadonlyMap<string, Figures>): Record<string, RunFigures> {
  return Object.fromEntries([...figures].map(([name, each]) => [name, plain(each)]));
}

function plain({ precision, recall, f1, counts }: Figures): RunFigures {
  return { precision, recall, f1, counts: { ...counts } };
}
