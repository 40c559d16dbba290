/** A word (or phrase) that stands alone in the spec texts. */
export interface WordUse {
  readonly uses: readonly { readonly listing: number; readonly text: string }[];
  readonly listings: ReadonlySet<number>;
  /** Mean place among the segments of its group. */
  readonly place: number;
}

/** How far apart, in segments, the values of one attribute may stand. */
const widestGap = 1.5;
/** Chance alone would bring so many listings together before their absence means anything. */
const tellingCount = 2;
/** Values of one attribute exclude each other, but for this share of what chance would give. */
const toleratedShare = 0.1;
/** Values of one attribute cover this share of the listings; less is chance, and ticks. */
const leastCover = 0.3;
/** More words than this are names, not values. */
const mostWords = 300;

interface Cluster {
  readonly words: WordUse[];
  readonly listings: Set<number>;
  place: number;
}

function countShared(one: ReadonlySet<number>, other: ReadonlySet<number>): number {
  const [small, large] = one.size < other.size ? [one, other] : [other, one];
  let shared = 0;
  for (const listing of small) if (large.has(listing)) shared += 1;
  return shared;
}

/** Whether the word never stands beside the cluster's, though chance would have put it there. */
function isExcluded(word: WordUse, cluster: Cluster, listings: number): boolean {
  const expected = (word.listings.size * cluster.listings.size) / listings;
  if (expected < tellingCount) return false;
  return countShared(word.listings, cluster.listings) <= expected * toleratedShare;
}

function join(cluster: Cluster, word: WordUse): void {
  const before = cluster.listings.size;
  cluster.place =
    (cluster.place * before + word.place * word.listings.size) / (before + word.listings.size);
  cluster.words.push(word);
  for (const listing of word.listings) cluster.listings.add(listing);
}

/**
 * Sorts words into lists of values that exclude each other at about one place (IPS, VA, TN), most
 * frequent first, and ticks that stand for themselves.
 */
export function clusterWords(
  words: readonly WordUse[],
  listings: number,
): { readonly lists: readonly (readonly WordUse[])[]; readonly ticks: readonly WordUse[] } {
  const clusters: Cluster[] = [];
  const byFrequency = words.toSorted((a, b) => b.listings.size - a.listings.size);
  for (const word of byFrequency.slice(0, mostWords)) {
    const [nearest] = clusters
      .filter((cluster) => Math.abs(cluster.place - word.place) <= widestGap)
      .filter((cluster) => isExcluded(word, cluster, listings))
      .toSorted((a, b) => Math.abs(a.place - word.place) - Math.abs(b.place - word.place));
    if (nearest) join(nearest, word);
    else clusters.push({ words: [word], listings: new Set(word.listings), place: word.place });
  }
  const most = Math.max(0, ...clusters.map((cluster) => cluster.listings.size));
  const isList = ({ words: list, listings: covered }: Cluster) =>
    list.length > 1 && covered.size >= most * leastCover;
  return {
    lists: clusters.filter(isList).map(({ words: list }) => list),
    ticks: clusters.filter((cluster) => !isList(cluster)).flatMap(({ words: list }) => list),
  };
}
