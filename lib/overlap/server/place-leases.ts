import { isUnder, type LeaseKind } from '../../curation/server';
import { Prisma } from '../../platform/db';

/** A place in which `userId` may answer under one of `tokens`; on `independent_reviews`. */
export function isHeldPlace(userId: string, tokens: readonly string[]): Prisma.Sql {
  return Prisma.sql`(reviewer_id = ${userId} AND submitted_at IS NULL AND ${isUnder(tokens)}
    AND EXISTS (SELECT FROM overlap_rounds c WHERE c.id = round_id AND c.state = 'collecting'))`;
}

/** Whoever leaves a place can come back to it until another takes it. */
export const placeLeases: LeaseKind = {
  table: Prisma.sql`independent_reviews`,
  key: Prisma.sql`round_id`,
  isHeld: isHeldPlace,
  holder: null,
};
