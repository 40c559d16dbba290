import { plannedAnew, Prisma } from '../../platform/db';
import { readQuery, searchLetters, type SearchTerm } from '../../values/search-text';

/**
 * The condition that the product with this id answers a query: every word stands in its title,
 * brand or external id, by one of its readings. Null when nothing is asked for.
 */
export function answersQuery(productId: Prisma.Sql, query: string): Prisma.Sql | null {
  const terms = readQuery(query);
  if (terms.length === 0) return null;
  // The words decide the plan: one for "any words" would read every product.
  return Prisma.sql`${productId} IN (SELECT f.product_id FROM product_search f
    WHERE ${Prisma.join(terms.map(holdsTerm), ' AND ')}) ${plannedAnew}`;
}

/** A form holds no sign that LIKE would read as a wildcard. */
function holdsTerm({ forms, initials }: SearchTerm): Prisma.Sql {
  const readings = forms.map(
    (form) => Prisma.sql`(f.letters LIKE ${`%${searchLetters(form)}%`}
      AND f.form LIKE ${`%${form}%`})`,
  );
  if (initials !== null) readings.push(Prisma.sql`f.initials LIKE ${`%${initials}%`}`);
  return Prisma.sql`(${Prisma.join(readings, ' OR ')})`;
}
