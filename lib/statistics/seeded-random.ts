import { fnv1a } from './hash';

/**
 * Seeded source of chance: the same seed gives the same sequence on every machine.
 * Source: mulberry32 by Tommy Ettinger (public domain).
 */
export class Random {
  #state: number;

  constructor(private readonly seed: number) {
    this.#state = seed;
  }

  /** Uniform in [0, 1). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  }

  /** Uniform in {0, …, size − 1}. */
  below(size: number): number {
    return Math.floor(this.next() * size);
  }

  /** Uniform whole number, both ends included. */
  integer(minimum: number, maximum: number): number {
    return minimum + this.below(maximum - minimum + 1);
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** Normal with mean 0 and deviation 1. */
  normal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.next()));
    return radius * Math.cos(2 * Math.PI * this.next());
  }

  /** @throws RangeError when `items` is empty. */
  pick<T>(items: readonly T[]): T {
    if (items.length === 0) throw new RangeError('nothing to pick from');
    return items[this.below(items.length)]!;
  }

  /** The items in a new, random order. */
  shuffled<T>(items: readonly T[]): T[] {
    const order = items.map((item) => ({ item, rank: this.next() }));
    return order.sort((a, b) => a.rank - b.rank).map(({ item }) => item);
  }

  /** Up to `count` different items, in random order. */
  sample<T>(items: readonly T[], count: number): T[] {
    return this.shuffled(items).slice(0, count);
  }

  /** An independent stream, so that what one part draws never moves what another gets. */
  fork(label: string): Random {
    return new Random(fnv1a(`${this.seed}/${label}`) >>> 0);
  }

  /** What a checkpoint keeps; `new Random(state)` goes on from here. */
  get snapshot(): number {
    return this.#state;
  }
}
