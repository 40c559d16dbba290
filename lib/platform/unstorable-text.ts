interface Place {
  readonly value: unknown;
  readonly name: string;
  readonly above: Place | null;
}

const unstorable = /\0|\p{Surrogate}/u;

/**
 * Where in a JSON value stands a text, or the key of one, that PostgreSQL cannot keep; null where
 * none does. A body nests as deep as its sender likes, so this walks instead of calling itself.
 */
export function findUnstorable(value: unknown): readonly string[] | null {
  const waiting: Place[] = [{ value, name: '', above: null }];
  for (let place = waiting.pop(); place; place = waiting.pop()) {
    const here = place;
    if (typeof here.value === 'string' && unstorable.test(here.value)) return pathOf(here);
    if (typeof here.value !== 'object' || here.value === null) continue;
    for (const [name, part] of Object.entries(here.value)) {
      if (unstorable.test(name)) return pathOf(here);
      waiting.push({ value: part, name, above: here });
    }
  }
  return null;
}

function pathOf(place: Place): readonly string[] {
  const names: string[] = [];
  for (let each = place; each.above !== null; each = each.above) names.push(each.name);
  return names.reverse();
}
