import type {
  CategoryAnswer,
  CategoryCandidate,
  CategoryEvidence,
  CategoryInput,
  CategoryNode,
  CategoryProposer,
} from '../extraction/category-contract';
import { isDependant, keepHead, readCategoryWords } from '../extraction/category-words';
import { certainEnough, NameCategoryProposer } from '../extraction/propose-category-by-names';
import { applyCurve } from './calibration';
import { readCategoryFeatures, rowOf, type FeatureGroup } from './category-features';
import { trustOf, type CategoryModel, type CategoryTrust } from './category-model';
import { sumRows, type Table } from './row-sums';
import { floatsOf, makeTensor, openSession, type Session } from './session';

/** Names speak beside the head with this floor, so that a leaf that no name tells of can win. */
const leastNamed = 0.02;
/** Share that a leaf keeps when the title ends in a part or an accessory that it never held. */
const dependantShare = 0.1;
/** Words whose loss is tried for evidence, and how much log-odds a word that decided is worth. */
const mostTried = 24;
const leastWorth = 0.25;
const mostEvidence = 3;

interface Reading {
  readonly groups: readonly FeatureGroup[];
  readonly rows: readonly Int32Array[];
  readonly count: number;
}

/** Proposes by a trained head; leaves that it was never taught are found by their names. */
export class HeadCategoryProposer implements CategoryProposer {
  readonly modelVersion: string;
  private readonly names = new NameCategoryProposer();
  private readonly table: Table;

  private constructor(
    private readonly model: CategoryModel,
    private readonly session: Session,
  ) {
    this.modelVersion = model.version;
    this.table = { width: model.width, values: model.table, scales: null };
  }

  static async open(model: CategoryModel): Promise<HeadCategoryProposer> {
    return new HeadCategoryProposer(model, await openSession(model.graph, { threads: 1 }));
  }

  async propose(
    tree: readonly CategoryNode[],
    inputs: readonly CategoryInput[],
    signal?: AbortSignal,
  ): Promise<CategoryAnswer[]> {
    signal?.throwIfAborted();
    if (inputs.length === 0) return [];
    const named = await this.names.propose(tree, inputs, signal);
    const readings = inputs.map((input) => this.read(input));
    const scores = await this.run(readings.map((reading) => this.sum(reading, null)));
    const paths = readPaths(tree);
    const judged = inputs.map((input, at) =>
      weighLeaves(this.model, paths, scores[at]!, named[at]!, input),
    );
    const evidence = await this.findEvidence(readings, scores, judged);
    return judged.map((shares, at) =>
      this.toAnswer(
        paths,
        shares,
        named[at]!,
        evidence[at] ?? [],
        trustOf(this.model, inputs[at]!),
      ),
    );
  }

  close(): Promise<void> {
    return this.session.close();
  }

  private read(input: CategoryInput): Reading {
    const groups = readCategoryFeatures(input);
    const rows = groups.map(({ features }) =>
      Int32Array.from(features, (feature) => rowOf(feature, this.model.rows)),
    );
    return { groups, rows, count: rows.reduce((sum, { length }) => sum + length, 0) };
  }

  /** The scaled sum of all rows but those of one group. */
  private sum({ rows, count }: Reading, without: number | null): Float32Array {
    const kept = rows.filter((_, at) => at !== without);
    const left = without === null ? count : count - (rows[without]?.length ?? 0);
    const all = new Int32Array(left);
    kept.reduce((at, part) => {
      all.set(part, at);
      return at + part.length;
    }, 0);
    const sums = new Float32Array(this.table.width);
    sumRows(sums, 0, this.table, all);
    const scale = 1 / Math.sqrt(Math.max(1, left));
    return sums.map((value) => value * scale);
  }

  private async run(sums: readonly Float32Array[]): Promise<Float32Array[]> {
    const { width, leaves } = this.model;
    const data = new Float32Array(sums.length * width);
    sums.forEach((sum, at) => data.set(sum, at * width));
    const results = await this.session.run({ sums: makeTensor(data, [sums.length, width]) });
    const all = floatsOf(results, 'scores');
    return sums.map((_, at) => all.slice(at * leaves.length, (at + 1) * leaves.length));
  }

  /** The words without which the best taught leaf would be less likely, the weightiest first. */
  private async findEvidence(
    readings: readonly Reading[],
    scores: readonly Float32Array[],
    judged: readonly LeafShares[],
  ): Promise<CategoryEvidence[][]> {
    const tries = readings.flatMap((reading, product) => {
      const best = this.model.leaves.indexOf(judged[product]?.[0]?.[0] ?? '');
      if (best < 0) return [];
      return reading.groups.slice(0, mostTried).flatMap(({ place }, group) => {
        return place === null ? [] : [{ product, best, place, reading, group }];
      });
    });
    const found = readings.map((): { place: CategoryEvidence; worth: number }[] => []);
    if (tries.length === 0) return found.map(() => []);
    const without = await this.run(tries.map(({ reading, group }) => this.sum(reading, group)));
    tries.forEach(({ product, best, place }, at) => {
      const worth = logOdds(scores[product]!, best) - logOdds(without[at]!, best);
      if (worth >= leastWorth) found[product]!.push({ place, worth });
    });
    return found.map((words) =>
      words
        .sort((left, right) => right.worth - left.worth)
        .slice(0, mostEvidence)
        .map(({ place }) => place),
    );
  }

  private toAnswer(
    paths: ReadonlyMap<string, readonly string[]>,
    shares: LeafShares,
    named: CategoryAnswer,
    evidence: readonly CategoryEvidence[],
    { curve }: CategoryTrust,
  ): CategoryAnswer {
    const below = new Map<string, number>();
    for (const [key, share] of shares) {
      for (const level of paths.get(key) ?? []) below.set(level, (below.get(level) ?? 0) + share);
    }
    const confidenceOf = (key: string): number =>
      applyCurve(Math.min(1, below.get(key) ?? 0), curve);
    const candidates = shares.slice(0, 3).map(([key], rank): CategoryCandidate => {
      const isTaught = this.model.leaves.includes(key);
      const byName = named.candidates.find((candidate) => candidate.key === key)?.evidence ?? [];
      return {
        key,
        path: (paths.get(key) ?? []).map((level) => ({
          key: level,
          confidence: confidenceOf(level),
        })),
        confidence: confidenceOf(key),
        evidence: isTaught && rank === 0 && evidence.length > 0 ? evidence : byName,
      };
    });
    const certain = candidates[0]?.path.findLast(({ confidence }) => confidence >= certainEnough);
    return { proposed: certain?.key ?? null, candidates };
  }
}

/** Leaves with their shares, the greatest first. */
export type LeafShares = readonly (readonly [key: string, share: number])[];

/** Shares of taught leaves by the head and the names, of others by the names alone. */
export function weighLeaves(
  model: Pick<CategoryModel, 'leaves' | 'nameWeight' | 'dependants'>,
  paths: ReadonlyMap<string, readonly string[]>,
  scores: Float32Array,
  named: CategoryAnswer,
  input: CategoryInput,
): LeafShares {
  const byName = new Map(named.candidates.map(({ key, confidence }) => [key, confidence]));
  const known = model.leaves.flatMap((key, at) => {
    if (!paths.has(key)) return [];
    const told = Math.log(leastNamed + (byName.get(key) ?? 0));
    return [{ key, score: scores[at]! + model.nameWeight * told }];
  });
  const highest = Math.max(...known.map(({ score }) => score));
  const total = known.reduce((sum, { score }) => sum + Math.exp(score - highest), 0);
  const isTaught = new Set(known.map(({ key }) => key));
  const untaught = named.candidates.filter(({ key }) => !isTaught.has(key));
  const left = 1 - untaught.reduce((sum, { confidence }) => sum + confidence, 0);
  const strange = readDependants(input.title);
  const taught = known.map(({ key, score }): [string, number] => {
    const share = (left * Math.exp(score - highest)) / total;
    const held = model.dependants[key] ?? [];
    const isPart = strange.some((word) => !held.includes(word));
    return [key, isPart ? share * dependantShare : share];
  });
  const others = untaught.map(({ key, confidence }): [string, number] => [key, confidence]);
  return [...taught, ...others].sort((one, other) => other[1] - one[1]);
}

/** Words of the head of a title that make of a product something that belongs to it. */
export function readDependants(title: string): string[] {
  return readCategoryWords(keepHead(title))
    .map(({ form }) => form)
    .filter(isDependant);
}

/** From the root to the leaf, by leaf; a circle ends where it would begin again. */
export function readPaths(tree: readonly CategoryNode[]): Map<string, readonly string[]> {
  const parents = new Map(tree.map(({ key, parentKey }) => [key, parentKey]));
  const inner = new Set(tree.map(({ parentKey }) => parentKey));
  const leaves = tree.filter(({ key }) => !inner.has(key));
  return new Map(
    leaves.map(({ key }) => {
      const path: string[] = [];
      for (
        let at: string | null = key;
        at !== null && !path.includes(at);
        at = parents.get(at) ?? null
      ) {
        path.unshift(at);
      }
      return [key, path];
    }),
  );
}

function logOdds(scores: Float32Array, of: number): number {
  const highest = Math.max(...scores);
  const others = scores.reduce(
    (sum, score, at) => (at === of ? sum : sum + Math.exp(score - highest)),
    0,
  );
  return scores[of]! - highest - Math.log(others + 1e-12);
}
