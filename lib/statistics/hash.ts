/*
 * Hashes of texts, the same on every machine. What they give is stored: rows of trained weights, sides
 * of dataset versions, samples of queues. hash.test.ts holds numbers that must never change.
 */

const offsetBasis = 0x811c9dc5;
const prime = 0x01000193;

/**
 * FNV-1a (Fowler, Noll, Vo) over UTF-16 units, as a signed 32-bit number; `>>> 0` makes it unsigned.
 * @param seed another one gives another hash
 */
export function fnv1a(text: string, seed = 0): number {
  let hash = offsetBasis ^ seed;
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), prime);
  }
  return hash | 0;
}

/** The finaliser of MurmurHash3: a permutation of the signed 32-bit numbers. */
export function avalanche(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

/** FNV-1a with a final avalanche, so that neighbouring texts fall apart; a signed 32-bit number. */
export function hashText(text: string, seed = 0): number {
  return avalanche(fnv1a(text, seed));
}

/** Signed 32-bit hash of an ordered pair of hashes. */
export function combineHashes(a: number, b: number): number {
  return avalanche(Math.imul(a, 0x9e3779b1) ^ (b + 0x7f4a7c15));
}

/** 53 bits of a text, in [0, 2^53). */
export function hashText53(text: string): number {
  const high = hashText(text, 0x2545f491) & 0x1fffff;
  return high * 2 ** 32 + (hashText(text, 0x9e3779b9) >>> 0);
}
