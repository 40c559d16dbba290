import { db } from '../../platform/db';
import type { SweepAddress, SweepTarget } from '../contract';

/** The group that an address names, or null when the schema has no such attribute. */
export async function findSweepTarget({
  category,
  attribute,
  surface,
  value,
}: SweepAddress): Promise<SweepTarget | null> {
  const found = await db().attribute.findFirst({
    where: { key: attribute, archivedAt: null, category: { key: category } },
    select: { id: true },
  });
  return found && { attributeId: found.id, surface, valueKey: value };
}
