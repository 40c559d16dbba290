import type {
  CategoryAnswer,
  CategoryCandidate,
  CategoryEvidence,
  CategoryInput,
  CategoryNode,
  CategoryProposer,
} from './category-contract';
import { isDependant, keepHead, readCategoryWords, type CategoryWord } from './category-words';

/** Below it a level is not proposed and its parent is. */
export const certainEnough = 0.7;

/** Log-odds of each kind of evidence; set by hand, not fitted: a trained head calibrates. */
const weights = {
  head: 5,
  /** The name stands there, but another name or a dependant noun behind it is the head. */
  mention: 0.5,
  sellerLeaf: 4,
  sellerParent: 1,
  wholeSchema: 3,
  /** That none of the leaves is right. */
  none: 2,
};

interface Leaf {
  readonly path: readonly CategoryNode[];
  /** Without blanks: Korean compounds are written with and without. */
  readonly names: readonly string[];
  readonly parentNames: readonly string[];
  readonly attributeNames: ReadonlySet<string>;
}

interface Known {
  readonly tree: readonly CategoryNode[];
  readonly leaves: readonly Leaf[];
  readonly names: ReadonlySet<string>;
  readonly longest: number;
}

interface Match {
  readonly start: number;
  readonly end: number;
  readonly length: number;
  readonly isHead: boolean;
}

/** Proposes by the names, synonyms, paths and schemas of the leaves; needs no training. */
export class NameCategoryProposer implements CategoryProposer {
  readonly modelVersion = 'category-names-1';
  private known: Known | null = null;

  propose(
    tree: readonly CategoryNode[],
    inputs: readonly CategoryInput[],
    signal?: AbortSignal,
  ): Promise<CategoryAnswer[]> {
    signal?.throwIfAborted();
    const known = this.known?.tree === tree ? this.known : readTree(tree);
    this.known = known;
    return Promise.resolve(inputs.map((input) => answer(known, input)));
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

function readTree(tree: readonly CategoryNode[]): Known {
  const leaves = readLeaves(tree);
  const names = new Set(leaves.flatMap((leaf) => leaf.names));
  return { tree, leaves, names, longest: Math.max(0, ...[...names].map(({ length }) => length)) };
}

function readLeaves(tree: readonly CategoryNode[]): Leaf[] {
  const nodes = new Map(tree.map((node) => [node.key, node]));
  const parents = new Set(tree.map(({ parentKey }) => parentKey));
  return tree
    .filter(({ key }) => !parents.has(key))
    .map((node) => {
      const path = readPath(nodes, node);
      return {
        path,
        names: readNames(node),
        parentNames: path.slice(0, -1).flatMap(readNames),
        attributeNames: new Set(node.attributeNames.map(compact)),
      };
    });
}

/** From the root down; a circle ends where it would begin again. */
function readPath(nodes: ReadonlyMap<string, CategoryNode>, leaf: CategoryNode): CategoryNode[] {
  const path: CategoryNode[] = [];
  let node: CategoryNode | undefined = leaf;
  while (node && !path.includes(node)) {
    path.unshift(node);
    node = node.parentKey === null ? undefined : nodes.get(node.parentKey);
  }
  return path;
}

function readNames({ nameKo, nameEn, synonyms }: CategoryNode): string[] {
  const parts = [nameKo, nameEn, ...synonyms].flatMap((name) =>
    name.split(/[/·,&]|\sand\s|\s및\s/iu),
  );
  return [...new Set(parts.map(compact))].filter(Boolean);
}

function compact(text: string): string {
  return readCategoryWords(text)
    .map(({ form }) => form)
    .join('');
}

function answer(known: Known, input: CategoryInput): CategoryAnswer {
  const title = matchTitle(known, input.title);
  const segments = (input.sellerPath ?? '').split(/[>|/]/u).map(compact).filter(Boolean);
  const specNames = new Set(
    [...input.spec.matchAll(/(?:^|[/\n,|])\s*([^:/\n,|]{1,30}):/gu)].map((match) =>
      compact(match[1]!),
    ),
  );
  const scored = known.leaves.map((leaf) => {
    const match = title.get(leaf) ?? null;
    const score =
      (match ? (match.isHead ? weights.head : weights.mention) : 0) +
      scoreSellerPath(leaf, segments) +
      scoreSchema(leaf, specNames);
    return { leaf, match, score };
  });
  const sum = scored.reduce(
    (total, { score }) => total + Math.exp(score) - 1,
    Math.exp(weights.none),
  );
  // What nothing speaks for gets no share, however many leaves the tree has.
  const shared = scored
    .filter(({ score }) => score > 0)
    .map((entry) => ({ ...entry, share: (Math.exp(entry.score) - 1) / sum }))
    .sort((left, right) => right.share - left.share);
  const below = new Map<string, number>();
  for (const { leaf, share } of shared) {
    for (const { key } of leaf.path) below.set(key, (below.get(key) ?? 0) + share);
  }
  const candidates = shared
    .slice(0, 3)
    .map(({ leaf, match, share }) => toCandidate(leaf, match, share, below, input));
  return { proposed: findCertain(candidates[0]), candidates };
}

function toCandidate(
  leaf: Leaf,
  match: Match | null,
  confidence: number,
  below: ReadonlyMap<string, number>,
  { sellerPath }: CategoryInput,
): CategoryCandidate {
  const evidence: CategoryEvidence[] = [];
  if (match) evidence.push({ source: 'title', start: match.start, end: match.end });
  const named = readCategoryWords(sellerPath ?? '').findLast(({ form }) =>
    leaf.names.includes(form),
  );
  if (named) evidence.push({ source: 'sellerPath', start: named.start, end: named.end });
  return {
    key: leaf.path.at(-1)!.key,
    path: leaf.path.map(({ key }) => ({ key, confidence: Math.min(1, below.get(key) ?? 0) })),
    confidence,
    evidence,
  };
}

function findCertain(candidate: CategoryCandidate | undefined): string | null {
  const level = candidate?.path.findLast(({ confidence }) => confidence >= certainEnough);
  return level?.key ?? null;
}

function scoreSellerPath({ names, parentNames }: Leaf, segments: readonly string[]): number {
  const last = segments.at(-1);
  if (last === undefined) return 0;
  if (names.includes(last)) {
    const agrees = segments.slice(0, -1).some((part) => parentNames.includes(part));
    return weights.sellerLeaf + (agrees ? weights.sellerParent : 0);
  }
  const isNear = parentNames.some((name) => segments.includes(name));
  return isNear ? weights.sellerParent : 0;
}

function scoreSchema({ attributeNames }: Leaf, specNames: ReadonlySet<string>): number {
  if (specNames.size === 0) return 0;
  const told = [...specNames].filter((name) => attributeNames.has(name)).length;
  return (weights.wholeSchema * told) / specNames.size;
}

/** For every leaf that the title names the best place where it does. */
function matchTitle({ leaves, names, longest }: Known, title: string): Map<Leaf, Match> {
  const words = readCategoryWords(keepHead(title));
  const found = findNames(names, longest, words);
  // The last name wins, and of two at one place the longer: 노트북 가방 is more than 가방.
  const last = [...found.values()].reduce<Match | null>(laterOf, null);
  const hasDependant =
    last !== null && words.some(({ form, start }) => start >= last.end && isDependant(form));
  const matches = leaves.flatMap((leaf): [Leaf, Match][] => {
    const match = leaf.names.reduce<Match | null>(
      (best, name) => laterOf(best, found.get(name) ?? null),
      null,
    );
    if (!match) return [];
    const isLast = match.end === last?.end && match.length === last.length;
    return [[leaf, { ...match, isHead: isLast && !hasDependant }]];
  });
  return new Map(matches);
}

function laterOf(left: Match | null, right: Match | null): Match | null {
  if (!left || !right) return left ?? right;
  if (left.end !== right.end) return left.end > right.end ? left : right;
  return left.length >= right.length ? left : right;
}

/** Names have at most so many words. */
const mostWords = 4;

/**
 * The last place of every name that the words hold. A name is whole words, written together or not,
 * or the end of a Korean compound; a word that goes on behind a name is another word.
 */
function findNames(
  names: ReadonlySet<string>,
  longest: number,
  words: readonly CategoryWord[],
): Map<string, Match> {
  const found = new Map<string, Match>();
  words.forEach((first, from) => {
    let joined = '';
    for (const word of words.slice(from, from + mostWords)) {
      joined += word.form;
      if (joined.length > longest + first.form.length) break;
      // A compound is cut inside its first word; the others begin a turn of their own.
      const cuts = /\p{Script=Hangul}/u.test(first.form) ? first.form.length : 1;
      for (let cut = 0; cut < cuts; cut += 1) {
        const name = joined.slice(cut);
        if (!names.has(name) || (cut > 0 && name.length < 2)) continue;
        const isAsWritten = first.form.length === first.end - first.start;
        const start = first.start + (isAsWritten ? cut : 0);
        const match = { start, end: word.end, length: name.length, isHead: false };
        found.set(name, laterOf(found.get(name) ?? null, match)!);
      }
    }
  });
  return found;
}
