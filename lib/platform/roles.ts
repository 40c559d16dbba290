import * as z from 'zod';

/** From least to most: each role may do what the ones before it may. */
export const role = z.enum(['viewer', 'md', 'lead', 'admin']);
export type Role = z.infer<typeof role>;

const rank: Record<Role, number> = { viewer: 0, md: 1, lead: 2, admin: 3 };

/** True when somebody with role `held` may do what `needed` asks for. */
export function mayActAs(held: Role, needed: Role): boolean {
  return rank[held] >= rank[needed];
}
