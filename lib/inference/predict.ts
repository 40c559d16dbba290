import { makeServingBatch, planBatches } from './batch';
import {
  answerSingle,
  chooseTogether,
  decodeSeveral,
  rankSingle,
  type Answer,
  type PairScores,
  type Trim,
} from './decode';
import { readProduct, type AttributeQuery, type Reading } from './features';
import type { Gazetteer } from './gazetteer';
import type { ModelShape } from './model-config';
import type { OpenModel } from './open-model';
import { floatsOf } from './session';
import type { ProductTexts } from './tokenise';

/** One product and what is asked of it. */
export interface Question {
  readonly texts: ProductTexts;
  readonly category: string;
  readonly queries: readonly AttributeQuery[];
  readonly gazetteer: Gazetteer;
}

/** All that answering needs besides the graph itself. */
export interface Knowledge {
  readonly shape: ModelShape;
  /** The trimming rule of each attribute. */
  trimOf(attribute: string): Trim;
  /** What it costs in log-probability that two attributes share a stretch of text. */
  overlapPenalty(a: AttributeQuery, b: AttributeQuery): number;
  /** Whether the attribute's values are whole segments of the text. */
  fillsSegments(query: AttributeQuery): boolean;
}

/** Bounds of one run of the graph: padded rows of the text, and padded pairs × rows. */
export const RUN_LIMITS = { tokens: 4096, pairTokens: 24576 };

/**
 * Answers every query of every question, in order.
 * @returns result[i][j] for questions[i].queries[j]
 */
export async function predict(
  questions: readonly Question[],
  knowledge: Knowledge,
  model: Pick<OpenModel, 'embeddings' | 'run'>,
): Promise<Answer[][]> {
  const readings = questions.map((question) =>
    readProduct(question.texts, question.category, question.gazetteer),
  );
  const answers: Answer[][] = questions.map(() => []);
  const sizes = questions.map((question, index) => ({
    tokens: (readings[index]?.tokens.length ?? 0) + 1,
    pairs: question.queries.length,
  }));
  const asked = sizes.map((size, index) => ({ ...size, index })).filter((size) => size.pairs > 0);
  for (const batch of planBatches(asked, RUN_LIMITS)) {
    const indices = batch.map((position) => asked[position]?.index ?? 0);
    await answerBatch(indices, questions, readings, knowledge, model, answers);
  }
  return answers;
}

async function answerBatch(
  indices: readonly number[],
  questions: readonly Question[],
  readings: readonly Reading[],
  knowledge: Knowledge,
  model: Pick<OpenModel, 'embeddings' | 'run'>,
  answers: Answer[][],
): Promise<void> {
  const products = indices.map((index) => {
    const { question, reading } = itemAt(questions, readings, index);
    return { reading, queries: question.queries };
  });
  const { feeds, tokens: rows } = makeServingBatch(
    products,
    model.embeddings,
    knowledge.shape.heads,
  );
  const results = await model.run(feeds);
  const pointer = floatsOf(results, 'pointer');
  const tags = floatsOf(results, 'tags');
  let pair = 0;
  for (const index of indices) {
    const { question, reading } = itemAt(questions, readings, index);
    const scores = question.queries.map(() => {
      const own: PairScores = {
        pointer: pointer.subarray(pair * 2 * rows, (pair + 1) * 2 * rows),
        tags: tags.subarray(pair * rows * 3, (pair + 1) * rows * 3),
        rows,
      };
      pair++;
      return own;
    });
    answers[index] = decodeProduct(question, reading, scores, knowledge);
  }
}

function decodeProduct(
  { queries, texts }: Question,
  { tokens, places }: Reading,
  scores: readonly PairScores[],
  knowledge: Knowledge,
): Answer[] {
  const asked = queries.flatMap((query, index) => {
    const own = scores[index];
    if (own === undefined) return [];
    const segments = knowledge.fillsSegments(query) ? places : null;
    return [{ query, scores: own, trim: knowledge.trimOf(query.name), segments }];
  });
  const singles = asked.filter(({ query }) => !query.isMultiple);
  const rankings = singles.map(({ scores: own, trim, segments }) =>
    rankSingle(own, tokens, texts, trim, segments),
  );
  const choices = chooseTogether(rankings, (a, b) => {
    const [first, second] = [singles[a], singles[b]];
    if (first === undefined || second === undefined) return 0;
    return knowledge.overlapPenalty(first.query, second.query);
  });
  let single = 0;
  return asked.map(({ query, scores: own, trim, segments }) => {
    if (query.isMultiple) return decodeSeveral(own, tokens, texts, trim, segments);
    const ranking = rankings[single];
    if (ranking === undefined) throw new RangeError('every single-valued question is ranked');
    return answerSingle(ranking, choices[single++] ?? null);
  });
}

function itemAt(
  questions: readonly Question[],
  readings: readonly Reading[],
  index: number,
): { question: Question; reading: Reading } {
  const question = questions[index];
  const reading = readings[index];
  if (question === undefined || reading === undefined) throw new RangeError(`no question ${index}`);
  return { question, reading };
}
