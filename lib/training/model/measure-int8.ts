import { Gazetteer } from '../../inference/gazetteer';
import { knowledgeOf } from '../../inference/knowledge';
import { predict } from '../../inference/predict';
import type { ExtractionLine } from '../../extraction/extraction-file';
import { roundToInt8 } from './freeze';
import { LearntBook } from './learnt-book';
import type { ModelCard } from './model-card';
import type { ModelContents } from './model-directory';
import { scoreRun } from './score';
import { questionOf, runLineOf } from './train-extraction';
import { openWithWeights, type ModelWeights } from './trainer';

/** Micro F1 of a model on labelled products with its weights as they are and rounded to int8. */
export async function measureInt8(
  model: ModelContents,
  gold: readonly ExtractionLine[],
  threads: number,
): Promise<NonNullable<ModelCard['int8']>> {
  const book = new LearntBook(model.labels.attributes);
  const gazetteer = new Gazetteer(model.entries);
  const questions = gold.map((line) => questionOf(line, book, gazetteer));
  const f1Of = async (weights: ModelWeights): Promise<number> => {
    const session = await openWithWeights(model.shape, weights, threads);
    try {
      const answers = await predict(questions, knowledgeOf(model), session);
      const run = new Map(gold.map((line, at) => [line.id, runLineOf(line, answers[at] ?? [])]));
      return scoreRun(gold, run).micro.f1;
    } finally {
      await session.close();
    }
  };
  return {
    products: gold.length,
    float32F1: await f1Of(model.weights),
    int8F1: await f1Of(roundToInt8(model.weights)),
  };
}
