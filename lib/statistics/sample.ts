import { hashText } from './hash';

/**
 * Whether a product of a queue belongs to its sampled share: always the same answer, spread evenly.
 * @param share in (0, 1]
 */
export function isSampled(queueId: string, productId: number, share: number): boolean {
  return (hashText(`${queueId} ${productId}`) >>> 0) / 2 ** 32 < share;
}
