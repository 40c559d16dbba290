import type { AttributeDefinition, AttributeValue } from '../values/contract';
import { normaliseSurface } from '../values/normalise';
import { spellingKey } from '../values/text-forms';
import { convert, unitOf } from '../values/units';
import { validateValues } from '../values/validate';

/** Which attribute of the new schema asks the same: of one key, else of one name or synonym. */
export function findSame(
  attribute: AttributeDefinition,
  candidates: readonly AttributeDefinition[],
): AttributeDefinition | null {
  const byKey = candidates.find(({ key }) => key === attribute.key);
  if (byKey) return byKey;
  const names = namesOf(attribute);
  const byName = candidates.filter((candidate) =>
    [...namesOf(candidate)].some((name) => names.has(name)),
  );
  // Two that answer to one name: to which of them the value belongs is for a person to say.
  return byName.length === 1 ? byName[0]! : null;
}

function namesOf({ nameKo, nameEn, synonyms }: AttributeDefinition): Set<string> {
  return new Set([nameKo, nameEn, ...synonyms].map(spellingKey).filter(Boolean));
}

/** The values as the other attribute holds them; null when one of them cannot stand there. */
export function fitValues(
  values: readonly AttributeValue[],
  from: AttributeDefinition,
  to: AttributeDefinition,
): AttributeValue[] | null {
  const fitted: AttributeValue[] = [];
  for (const value of values) {
    const next = fitValue(value, from, to);
    if (next === null) return null;
    fitted.push(next);
  }
  // An absence keeps its reason; whether a value is required is asked in review.
  return fitted.length > 0 && validateValues(fitted, to).length > 0 ? null : fitted;
}

function fitValue(
  value: AttributeValue,
  from: AttributeDefinition,
  to: AttributeDefinition,
): AttributeValue | null {
  if (typeof value === 'number') return to.type === 'number' ? fitNumber(value, from, to) : null;
  if (typeof value === 'boolean') return to.type === 'boolean' ? value : null;
  if (to.type !== 'text' && to.type !== 'enum') return null;
  const { value: read, flags } = normaliseSurface(value, to);
  return flags.length > 0 ? null : read;
}

function fitNumber(
  value: number,
  from: AttributeDefinition,
  to: AttributeDefinition,
): number | null {
  if (from.unit === to.unit) return value;
  if (from.unit === null || to.unit === null) return null;
  return convert(value, unitOf(from.unit), unitOf(to.unit));
}
