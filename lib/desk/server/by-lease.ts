import type * as z from 'zod';
import type { Actor } from '../../platform/session';
import type {
  decideInput,
  DecideResult,
  Lease,
  RenewResult,
  SkipInput,
  SubmitInput,
  SubmitResult,
  UnsubmitInput,
} from '../../curation/contract';
import { isIndependentToken } from '../../overlap/lease-token';
import { decide as decideOnProduct, submitProduct as submit } from '../../curation/server';
import {
  decideIndependently,
  leavePlaces,
  renewPlaces,
  reopenReview,
  skipRound,
  submitReview,
} from '../../overlap/server';
import { decideOnProbes, splitProbes } from './decide-on-probes';
import { releaseLeases as releaseProducts } from './release-leases';
import { renewLeases as renewProducts } from './renew-leases';
import { skipProduct as skip } from './skip-product';
import { unsubmitProduct as unsubmit } from './unsubmit-product';

// The desk works the same on both kinds of lease: what it sends goes to the product, or to its own
// place in a round of independent reviews, by the token.

/** See `decide`, `decideOnProbes` and `decideIndependently`. */
export function decide(
  actor: Actor,
  productId: number,
  input: z.output<typeof decideInput>,
): Promise<DecideResult> {
  if (isIndependentToken(input.leaseToken)) return decideIndependently(actor, productId, input);
  return decideOnRows(actor, productId, input);
}

/** Rows that the person saw otherwise than they were proposed go their own way. */
async function decideOnRows(
  actor: Actor,
  productId: number,
  input: z.output<typeof decideInput>,
): Promise<DecideResult> {
  const { real, probed } = splitProbes(input);
  if (probed.decisions.length === 0) return decideOnProduct(actor, productId, input);
  const results = [await decideOnProbes(actor, productId, probed)];
  if (real.decisions.length > 0) results.push(await decideOnProduct(actor, productId, real));
  return {
    stored: results.flatMap(({ stored }) => stored),
    conflicts: results.flatMap(({ conflicts }) => conflicts),
  };
}

/** See `submitProduct` and `submitReview`. */
export function submitProduct(
  actor: Actor,
  productId: number,
  input: SubmitInput,
  now: Date,
): Promise<SubmitResult> {
  const verb = isIndependentToken(input.leaseToken) ? submitReview : submit;
  return verb(actor, productId, input, now);
}

/** See `unsubmitProduct` and `reopenReview`. */
export async function unsubmitProduct(
  actor: Actor,
  productId: number,
  input: UnsubmitInput,
  now: Date,
): Promise<Lease> {
  const place = await reopenReview(actor, productId, input, now);
  return place ?? unsubmit(actor, productId, input, now);
}

/** See `skipProduct` and `skipRound`. */
export function skipProduct(actor: Actor, productId: number, input: SkipInput): Promise<void> {
  const verb = isIndependentToken(input.leaseToken) ? skipRound : skip;
  return verb(actor, productId, input);
}

/** See `renewLeases`. */
export async function renewLeases(
  actor: Actor,
  tokens: readonly string[],
  now: Date,
): Promise<RenewResult> {
  const places = tokens.filter(isIndependentToken);
  const products = tokens.filter((token) => !isIndependentToken(token));
  const [one, other] = await Promise.all([
    products.length > 0 || places.length === 0
      ? renewProducts(actor, products, now)
      : { leases: [], lost: [], takeovers: [] },
    places.length > 0 ? renewPlaces(actor, places, now) : { leases: [], lost: [] },
  ]);
  return {
    leases: [...one.leases, ...other.leases],
    lost: [...one.lost, ...other.lost],
    takeovers: one.takeovers,
  };
}

/** See `releaseLeases`. */
export async function releaseLeases(actor: Actor, tokens: readonly string[]): Promise<void> {
  const places = tokens.filter(isIndependentToken);
  const products = tokens.filter((token) => !isIndependentToken(token));
  await Promise.all([
    products.length > 0 ? releaseProducts(actor, products) : undefined,
    places.length > 0 ? leavePlaces(actor, places) : undefined,
  ]);
}
