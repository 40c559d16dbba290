import type { Segment } from './layout';
import type { ReadField } from './tokenise';
import type { ProductTexts, Token } from './tokenise';

/** A stretch of one field that may be a value, with the model's probability for it. */
export interface Candidate {
  readonly field: ReadField;
  readonly start: number;
  readonly end: number;
  readonly surface: string;
  readonly probability: number;
}

/** What the model says about one attribute, before calibration. */
export interface Answer {
  readonly spans: readonly Candidate[];
  readonly alternatives: readonly Candidate[];
  /** Probability of the whole answer: these spans and no others. */
  readonly probability: number;
}

/** Scores of one pair; rows are the tokens after row 0, "no value". */
export interface PairScores {
  /** [2 × rows]: probabilities to start and to end. */
  readonly pointer: Float32Array;
  /** [rows × 3]: log-odds to be outside, first, further in. */
  readonly tags: Float32Array;
  readonly rows: number;
}

const LONGEST_SPAN_TOKENS = 24;
const STARTS_TRIED = 8;
const ALTERNATIVES = 5;
const LEAST_PROBABILITY = 0.01;
/** Spans less probable than this are looked at only where "no value" is improbable, too. */
const LEAST_SPAN = 1e-6;
const NIL_SHARE = 1e-6;
/**
 * Weight of the tags beside the pointers on where a single value stands. Pointers choose its start
 * and its end apart, and alone would join the start of one place with the end of another.
 */
const TAG_WEIGHT = 0.25;
/** Where there are no segments to fill, as in a title, values that fill them are less probable. */
const ELSEWHERE_SHARE = Math.exp(-4);
/** A value less probable is none given; it stays among the alternatives. */
const LEAST_GIVEN = 0.5;

/** Cuts a surface form within its tokens, as training showed: "Shirts" may mean the value "Shirt". */
export type Trim = (surface: string) => string | null;

/** The segment of every token; null for an attribute whose values need not fill them. */
export type Segments = readonly Segment[] | null;

/** Candidates for the one value of an attribute, best first; equal surface forms count together. */
export interface Ranking {
  readonly candidates: readonly Candidate[];
  /** Probability that the text holds no value. */
  readonly absent: number;
}

export function rankSingle(
  { pointer, tags, rows }: PairScores,
  tokens: readonly Token[],
  texts: ProductTexts,
  trim: Trim,
  segments: Segments = null,
): Ranking {
  const count = Math.min(tokens.length, rows - 1);
  const absent = (pointer[0] ?? 0) * (pointer[rows] ?? 0);
  const least = Math.min(LEAST_PROBABILITY * absent, LEAST_SPAN);
  let total = absent;
  const bySurface = new Map<string, Spelling>();
  for (const first of mostProbable(pointer, count)) {
    const head = tokens[first];
    if (head === undefined) continue;
    const starting = pointer[first + 1] ?? 0;
    const segment = filledBy(segments, first, tokens);
    const weight = segments === null || segment !== null ? 1 : ELSEWHERE_SHARE;
    const limit = Math.min(count, first + LONGEST_SPAN_TOKENS);
    /** Log-odds of these tags against none of them marking a value. */
    let marked = 0;
    for (let last = first; last < limit; last++) {
      const tail = tokens[last];
      if (tail?.line !== head.line) break;
      const at = (last + 1) * 3;
      marked += (tags[at + (last === first ? FIRST : INSIDE)] ?? 0) - (tags[at + OUTSIDE] ?? 0);
      const pointed = weight * starting * (pointer[rows + last + 1] ?? 0);
      const probability = pointed * Math.exp(TAG_WEIGHT * marked);
      total += probability;
      if (pointed < least) continue;
      const from = tokens[segment?.segmentFirst ?? first] ?? head;
      const to = tokens[segment?.segmentLast ?? last] ?? tail;
      const candidate = makeCandidate(from, to, texts, trim, probability);
      const known = bySurface.get(candidate.surface);
      if (known === undefined) {
        bySurface.set(candidate.surface, { candidate, best: probability, sum: probability });
      } else {
        known.sum += probability;
        if (probability > known.best) Object.assign(known, { candidate, best: probability });
      }
    }
  }
  const candidates: Candidate[] = [];
  for (const { candidate, sum } of bySurface.values()) {
    const probability = share(sum, total);
    if (probability >= LEAST_PROBABILITY) candidates.push({ ...candidate, probability });
  }
  candidates.sort((a, b) => b.probability - a.probability);
  return { candidates: candidates.slice(0, ALTERNATIVES + 1), absent: share(absent, total) };
}

/** The segment that a value fills which begins at this token, where it must fill one. */
function filledBy(segments: Segments, first: number, tokens: readonly Token[]): Segment | null {
  const segment = tokens[first]?.field === 'spec' ? segments?.[first] : undefined;
  if (segment === undefined || segment.segmentFirst < 0 || isProse(segment, tokens)) return null;
  return segment;
}

/** Text of several lines, or too long for a value: values need not fill it. */
function isProse({ segmentFirst, segmentLast }: Segment, tokens: readonly Token[]): boolean {
  const isLong = segmentLast - segmentFirst >= LONGEST_SPAN_TOKENS;
  return isLong || tokens[segmentFirst]?.line !== tokens[segmentLast]?.line;
}

interface Spelling {
  candidate: Candidate;
  best: number;
  sum: number;
}

/** The tokens that most probably start a value, best first; those beside which it is nil are left. */
function mostProbable(pointer: Float32Array, count: number): number[] {
  const best: number[] = [];
  let least = 0;
  for (let token = 0; token < count; token++) {
    const probability = pointer[token + 1] ?? 0;
    if (probability <= least) continue;
    let place = best.length;
    while (place > 0 && probability > (pointer[(best[place - 1] ?? 0) + 1] ?? 0)) place--;
    best.splice(place, 0, token);
    if (best.length > STARTS_TRIED) best.pop();
    const top = (pointer[(best[0] ?? 0) + 1] ?? 0) * NIL_SHARE;
    const last = best.length < STARTS_TRIED ? 0 : (pointer[(best.at(-1) ?? 0) + 1] ?? 0);
    least = Math.max(top, last);
  }
  return best.filter((token) => (pointer[token + 1] ?? 0) >= least);
}

/** The answer that a choice among the candidates makes; null chooses "no value". */
export function answerSingle({ candidates, absent }: Ranking, choice: Candidate | null): Answer {
  const others = candidates.filter((candidate) => candidate !== choice);
  return {
    spans: choice === null ? [] : [choice],
    alternatives: others.slice(0, ALTERNATIVES),
    probability: choice === null ? absent : choice.probability,
  };
}

/** The most probable choice, with no regard to other attributes. */
export function bestChoice({ candidates, absent }: Ranking): Candidate | null {
  const [best] = candidates;
  const isGiven =
    best !== undefined && best.probability > absent && best.probability >= LEAST_GIVEN;
  return isGiven ? best : null;
}

const ROUNDS = 4;

/**
 * Chooses for all attributes of one product together: two of them seldom share a stretch of text,
 * so an overlap costs `penalty(a, b)` in log-probability. Improves one attribute at a time, the
 * least certain first, so that it yields to the surer.
 */
export function chooseTogether(
  rankings: readonly Ranking[],
  penalty: (a: number, b: number) => number,
): (Candidate | null)[] {
  const choices = rankings.map(bestChoice);
  const order = rankings
    .map(({ candidates, absent }, index) => {
      return { candidates, absent, own: index, certainty: choices[index]?.probability ?? absent };
    })
    .sort((a, b) => a.certainty - b.certainty);
  for (let round = 0; round < ROUNDS; round++) {
    let isChanged = false;
    for (const { candidates, absent, own } of order) {
      const cost = (candidate: Candidate): number =>
        choices.reduce((sum, other, index) => {
          if (index === own || other === null || !isOverlap(candidate, other)) return sum;
          return sum + penalty(own, index);
        }, 0);
      let best: Candidate | null = null;
      let bestWeight = absent;
      let total = 1;
      for (const candidate of candidates) {
        const weight = candidate.probability * Math.exp(-cost(candidate));
        total += weight - candidate.probability;
        if (weight > bestWeight) [best, bestWeight] = [candidate, weight];
      }
      if (bestWeight < LEAST_GIVEN * total) best = null;
      isChanged ||= best !== choices[own];
      choices[own] = best;
    }
    if (!isChanged) break;
  }
  return choices;
}

function isOverlap(a: Candidate, b: Candidate): boolean {
  return a.field === b.field && a.start < b.end && b.start < a.end;
}

/**
 * Every stretch that the tags mark, or every segment whose first token they mark as a beginning; a
 * value that stands twice is given once.
 */
export function decodeSeveral(
  { tags, rows }: PairScores,
  tokens: readonly Token[],
  texts: ProductTexts,
  trim: Trim,
  segments: Segments = null,
): Answer {
  const count = Math.min(tokens.length, rows - 1);
  const chosen = new Map<string, Candidate>();
  const others = new Map<string, Candidate>();
  let probability = 1;
  let index = 0;
  while (index < count) {
    const head = tokens[index];
    if (head === undefined) break;
    const around = segments?.[index];
    const segment = around === undefined || isProse(around, tokens) ? null : around;
    if (segment !== null && segment.segmentFirst !== index) {
      index++;
      continue;
    }
    const first = tagShare(tags, index, FIRST);
    if (first < 0.1) {
      probability = Math.min(probability, tagShare(tags, index, OUTSIDE));
      index++;
      continue;
    }
    let last = segment?.segmentLast ?? index;
    let least = first;
    while (segment === null && last + 1 < count && tokens[last + 1]?.field === head.field) {
      const inside = tagShare(tags, last + 1, INSIDE);
      if (inside < tagShare(tags, last + 1, OUTSIDE) || inside < tagShare(tags, last + 1, FIRST)) {
        least = Math.min(least, 1 - inside);
        break;
      }
      least = Math.min(least, inside);
      last++;
    }
    const candidate = makeCandidate(head, tokens[last] ?? head, texts, trim, least);
    const isChosen = first >= 0.5;
    const group = isChosen ? chosen : others;
    const known = group.get(candidate.surface);
    if (known === undefined || known.probability < least) group.set(candidate.surface, candidate);
    probability = Math.min(probability, isChosen ? least : 1 - first);
    index = isChosen ? last + 1 : index + 1;
  }
  return {
    spans: [...chosen.values()],
    alternatives: [...others.values()]
      .filter((candidate) => !chosen.has(candidate.surface))
      .sort((a, b) => b.probability - a.probability)
      .slice(0, ALTERNATIVES),
    probability,
  };
}

function makeCandidate(
  head: Token,
  tail: Token,
  texts: ProductTexts,
  trim: Trim,
  probability: number,
): Candidate {
  const surface = texts[head.field].slice(head.start, tail.end);
  const value = trim(surface);
  const offset = value === null ? -1 : surface.indexOf(value);
  if (value === null || offset < 0) {
    return { field: head.field, start: head.start, end: tail.end, surface, probability };
  }
  const start = head.start + offset;
  return { field: head.field, start, end: start + value.length, surface: value, probability };
}

const OUTSIDE = 0;
const FIRST = 1;
const INSIDE = 2;

/** The probability of one tag of a token. */
function tagShare(tags: Float32Array, token: number, tag: number): number {
  const at = (token + 1) * 3;
  const own = tags[at + tag] ?? 0;
  let sum = 0;
  for (let other = at; other < at + 3; other++) sum += Math.exp((tags[other] ?? 0) - own);
  return 1 / sum;
}

function share(part: number, total: number): number {
  return total > 0 ? Math.min(1, part / total) : 0;
}
