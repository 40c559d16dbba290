/** 32-bit hash of a text (FNV-1a with a final avalanche); the same on every machine. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return avalanche(hash);
}

/** Hash of an ordered pair of hashes. */
export function combineHashes(a: number, b: number): number {
  return avalanche(Math.imul(a, 0x9e3779b1) ^ (b + 0x7f4a7c15));
}

/** Row of a feature in a table of `size` rows; row 0 is kept for "no feature". */
export function rowOf(hash: number, size: number): number {
  return 1 + ((hash >>> 0) % (size - 1));
}

function avalanche(hash: number): number {
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
