/**
 * Whether a product of a queue belongs to its sampled share: always the same answer, spread evenly.
 * @param share in (0, 1]
 */
export function isSampled(queueId: string, productId: number, share: number): boolean {
  return hash(`${queueId} ${productId}`) / 2 ** 32 < share;
}

/** FNV-1a, finished as murmur does: neighbouring ids must not fall together. */
function hash(text: string): number {
  let state = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    state = Math.imul(state ^ text.charCodeAt(at), 0x01000193);
  }
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
  return (state ^ (state >>> 16)) >>> 0;
}
