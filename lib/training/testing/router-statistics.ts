import { Gazetteer } from '../../inference/gazetteer';
import { knowledgeOf } from '../../inference/knowledge';
import { predict } from '../../inference/predict';
import { floatsOf, type Feeds, type Results } from '../../inference/session';
import type { ExtractionLine } from '../../extraction/extraction-file';
import { LearntBook } from '../model/learnt-book';
import type { ModelContents } from '../model/model-directory';
import { questionOf } from '../model/train-extraction';
import { openWithWeights } from '../model/trainer';

/** How a category's tokens were spread over the experts of one layer. */
export interface RouterShares {
  readonly name: string;
  /** Share of the expert calls that went to each expert; together 1. */
  readonly shares: readonly number[];
}

/**
 * Where the routers of a mixture send the tokens of each category.
 * @returns by layer, then by category; empty for a dense model
 */
export async function measureRouting(
  model: Pick<ModelContents, 'shape' | 'weights' | 'labels' | 'entries'>,
  lines: readonly ExtractionLine[],
): Promise<RouterShares[][]> {
  const { experts, layers } = model.shape;
  if (experts === null) return [];
  const book = new LearntBook(model.labels.attributes);
  const gazetteer = new Gazetteer(model.entries);
  const session = await openWithWeights(model.shape, model.weights, 2);
  const usage = Array.from({ length: layers }, (): RouterShares[] => []);
  for (const name of new Set(lines.map(({ category }) => category))) {
    const counts = Array.from({ length: layers }, () => new Array<number>(experts.count).fill(0));
    const own = lines.filter(({ category }) => category === name);
    const questions = own.map((line) => questionOf(line, book, gazetteer));
    const run = async (feeds: Feeds): Promise<Results> => {
      const results = await session.run(feeds);
      const mask = feeds.mask?.data;
      if (!(mask instanceof Float32Array)) throw new TypeError('a batch has a mask of floats');
      counts.forEach((layer, index) => {
        count(layer, floatsOf(results, `routing${index}`), mask, experts.topK);
      });
      return results;
    };
    await predict(questions, knowledgeOf(model), { ...session, run });
    counts.forEach((layer, index) => {
      const total = layer.reduce((sum, each) => sum + each, 0);
      usage[index]?.push({ name, shares: layer.map((each) => each / Math.max(1, total)) });
    });
  }
  await session.close();
  return usage;
}

/** Adds the `topK` experts of every row that is not padding. */
function count(counts: number[], routing: Float32Array, mask: Float32Array, topK: number): void {
  const experts = counts.length;
  mask.forEach((masked, row) => {
    if (masked < 0) return;
    const own = routing.subarray(row * experts, (row + 1) * experts);
    const order = counts.map((_, expert) => expert);
    order.sort((a, b) => (own[b] ?? 0) - (own[a] ?? 0));
    for (const expert of order.slice(0, topK)) counts[expert] = (counts[expert] ?? 0) + 1;
  });
}
