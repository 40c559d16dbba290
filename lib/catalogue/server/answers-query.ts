import { plannedAnew, Prisma } from '../../platform/db';
import { readQuery, searchLetters, type SearchTerm } from '../../values/search-text';

/**
 * The condition that the product with this id answers a query: every word stands in its title,
 * brand or external id, in the name of its category or of one above it, or in a committed value, by one
 * of its readings; signs alone stand in the first three. Null when nothing is asked for.
 */
export function answersQuery(productId: Prisma.Sql, query: string): Prisma.Sql | null {
  const terms = readQuery(query);
  if (terms.length === 0) return null;
  // The words decide the plan: one for "any words" would read every product.
  return Prisma.sql`${Prisma.join(
    terms.map((term) => Prisma.sql`${productId} IN (${holdersOf(term)})`),
    ' AND ',
  )} ${plannedAnew}`;
}

/**
 * The products that hold a word. What the title holds and what the category is called are found apart,
 * each by its index: nobody can tell beforehand how many categories have such a name.
 */
function holdersOf(term: SearchTerm): Prisma.Sql {
  const inTexts = Prisma.sql`SELECT f.product_id FROM product_search f WHERE ${holdsTerm(term)}`;
  const named = namesCategory(term);
  return named
    ? Prisma.sql`${inTexts}
      UNION ALL SELECT f.product_id FROM product_search f WHERE ${named}`
    : inTexts;
}

/** A form holds no sign that LIKE would read as a wildcard. */
function holdsTerm({ forms, initials, signs }: SearchTerm): Prisma.Sql {
  if (signs.length > 0) return Prisma.sql`f.signs @> ${signs}::text[]`;
  const readings = forms.flatMap((form) => {
    const letters = `%${searchLetters(form)}%`;
    const inTitle = Prisma.sql`(f.letters LIKE ${letters} AND f.form LIKE ${`%${form}%`})`;
    if (form.length < shortestElsewhere) return [inTitle];
    return [
      inTitle,
      Prisma.sql`(f.value_letters LIKE ${letters} AND f.value_form LIKE ${`%${form}%`})`,
    ];
  });
  if (initials !== null) readings.push(Prisma.sql`f.initials LIKE ${`%${initials}%`}`);
  return Prisma.sql`(${Prisma.join(readings, ' OR ')})`;
}

/** One letter is in the name of nearly every category and in nearly every value. */
const shortestElsewhere = 2;

/** The categories are few: their names are read each time, and an index knows the products of each. */
function namesCategory({ forms, initials }: SearchTerm): Prisma.Sql | null {
  const readings = forms
    .filter((form) => form.length >= shortestElsewhere)
    .flatMap((form) => [
      Prisma.sql`search_form(c.name_ko) LIKE ${`%${form}%`}`,
      Prisma.sql`search_form(c.name_en) LIKE ${`%${form}%`}`,
    ]);
  if (initials !== null && initials.length > shortestElsewhere) {
    readings.push(Prisma.sql`search_initials(search_form(c.name_ko)) LIKE ${`%${initials}%`}`);
  }
  if (readings.length === 0) return null;
  return Prisma.sql`f.category_id = ANY(ARRAY(
    WITH RECURSIVE named AS (
      SELECT c.id FROM categories c WHERE ${Prisma.join(readings, ' OR ')}
      UNION
      SELECT k.id FROM categories k JOIN named n ON k.parent_id = n.id)
    SELECT id FROM named))`;
}
