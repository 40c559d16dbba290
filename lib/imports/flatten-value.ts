const maximumDepth = 8;

/**
 * An object or list of a JSON specification as `name: value` lines. A quantity with its unit becomes
 * one value, a list of {name, value} pairs a line for each, members of members get both names.
 */
export function flattenValue(value: unknown): string {
  const lines: string[] = [];
  addLines(value, '', lines, 0);
  return lines.join('\n');
}

function addLines(value: unknown, name: string, lines: string[], depth: number): void {
  const scalar = scalarText(value);
  if (scalar !== null) {
    if (scalar !== '') lines.push(name === '' ? scalar : `${name}: ${scalar}`);
    return;
  }
  if (depth >= maximumDepth || typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const each of value as unknown[]) addLines(each, name, lines, depth + 1);
    return;
  }
  const pair = readPair(value);
  if (pair !== null) {
    addLines(pair.value, joinNames(name, pair.name), lines, depth + 1);
    return;
  }
  for (const [inner, each] of Object.entries(value)) {
    addLines(each, joinNames(name, inner), lines, depth + 1);
  }
}

function joinNames(outer: string, inner: string): string {
  return outer === '' ? inner : `${outer} ${inner}`;
}

/** Text of a value that fits on a line: a scalar, a list of them, or {value, unit}. */
function scalarText(value: unknown): string | null {
  switch (typeof value) {
    case 'string':
      return value.trim();
    case 'number':
    case 'boolean':
      return String(value);
    case 'object':
      break;
    default:
      return '';
  }
  if (value === null) return '';
  if (Array.isArray(value)) {
    const parts = value.map((each: unknown) =>
      typeof each === 'object' ? null : scalarText(each),
    );
    return parts.every((part) => part !== null) ? parts.filter(Boolean).join(', ') : null;
  }
  const members = Object.entries(value);
  const amount = members.find(([name]) => /^(value|amount|값)$/i.test(name))?.[1] as unknown;
  const unit = members.find(([name]) => /^(unit|units|단위)$/i.test(name))?.[1] as unknown;
  if (members.length !== 2 || typeof unit !== 'string') return null;
  return typeof amount === 'number' || typeof amount === 'string' ? `${amount}${unit}` : null;
}

/** {"name": "색", "value": "빨강"} in its many spellings. */
function readPair(value: object): { readonly name: string; readonly value: unknown } | null {
  const members = Object.entries(value);
  const name = members.find(([each]) => /^(name|key|label|title|attribute|이름|항목)$/i.test(each));
  const said = members.find(([each]) => /^(values?|content|text|값|내용)$/i.test(each));
  if (typeof name?.[1] !== 'string' || said === undefined) return null;
  const unit = members.find(([each]) => /^(unit|단위)$/i.test(each))?.[1] as unknown;
  const whole =
    typeof unit === 'string' && typeof said[1] !== 'object' ? { value: said[1], unit } : said[1];
  return { name: name[1], value: whole };
}
