import type { Transaction } from '../../platform/db';
import { AppError } from '../../platform/errors';
import type { Actor } from '../../platform/session';
import { decisionInput, type DecisionInput } from '../../curation/contract';
import { readSubjects, resolveAll, writeLink, type Link } from '../../curation/server';
import { landAtOnce } from './land-at-once';

/** What a person says of a value that was accepted unseen: `supersedesId` is that decision. */
export type UnseenVerdict = Pick<
  DecisionInput,
  'id' | 'proposalId' | 'kind' | 'absence' | 'values'
> & {
  readonly supersedesId: string;
};

/**
 * The verdict as the decision that it will be; see `storeVerdict`.
 * @throws AppError `not-found` when the proposal is not in force, `invalid` when the schema refuses it
 */
export async function resolveVerdict(
  productId: number,
  verdict: UnseenVerdict,
  now: Date,
): Promise<Link> {
  const wish = decisionInput.parse({ ...verdict, decidedAt: now.toISOString() });
  const [link] = await resolveAll(productId, [wish], await readSubjects(productId, [wish]));
  if (!link) throw new AppError('not-found', 'errors.not-found', { subject: verdict.id });
  return link;
}

/**
 * Puts a person's word in the place of the decision that nobody made; another value than the accepted
 * one is in the catalogue at once, as a commit of that person.
 * @returns false when that decision is not the last word any more
 */
export async function storeVerdict(
  tx: Transaction,
  actor: Pick<Actor, 'id'>,
  productId: number,
  link: Link,
  now: Date,
): Promise<boolean> {
  await tx.$queryRaw`
    SELECT product_id FROM review_items WHERE product_id = ${productId}::int FOR UPDATE`;
  if (!(await writeLink(tx, actor, productId, link))) return false;
  if (link.kind !== 'accept') {
    await landAtOnce(tx, actor.id, [{ id: link.id, productId }], now);
  }
  return true;
}
