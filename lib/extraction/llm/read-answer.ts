import * as z from 'zod';
import type { AttributeDefinition } from '../../values/contract';
import { spellingKey } from '../../values/text-forms';

export interface AnsweredSurface {
  readonly surface: string;
  /** As the answer's JSON most likely writes it, to find the probability of its tokens. */
  readonly literal: string;
}

/** Attribute key → answered surface forms; `[]` is "not stated", a missing key was not answered. */
export type AnsweredSurfaces = ReadonlyMap<string, readonly AnsweredSurface[]>;

export type BadAnswer = 'empty' | 'not-json' | 'ambiguous' | 'wrong-shape';

export type ReadAnswer =
  | { readonly kind: 'read'; readonly surfaces: AnsweredSurfaces }
  | { readonly kind: 'bad'; readonly why: BadAnswer };

const bad = (why: BadAnswer): ReadAnswer => ({ kind: 'bad', why });

/**
 * Reads what a model wrote as its answer. Repaired is what can mean only one thing: prose, a fence
 * or thoughts around the one JSON object, brackets missing at its end, one wrapper around it, an
 * attribute called by its name, a number or a list where a text is asked. Unknown names are left out.
 */
export function readAnswer(
  content: string,
  attributes: readonly AttributeDefinition[],
): ReadAnswer {
  const thoughtsEnd = content.lastIndexOf(endOfThoughts);
  const text = content.slice(thoughtsEnd < 0 ? 0 : thoughtsEnd + endOfThoughts.length).trim();
  if (text === '') return bad('empty');
  const objects = findObjects(text);
  if (objects.length === 0) return bad('not-json');
  const keysOf = createKeyReader(attributes);
  const fitting = objects.flatMap((object) => {
    const unwrapped = unwrap(object, keysOf);
    return unwrapped === null ? [] : [unwrapped];
  });
  const distinct = new Map(fitting.map((object) => [JSON.stringify(object), object]));
  const [answer, ...rivals] = distinct.values();
  if (answer === undefined) return bad('wrong-shape');
  if (rivals.length > 0) return bad('ambiguous');
  return readObject(answer, attributes, keysOf);
}

const endOfThoughts = '</think>';
/** Every opening bracket of prose costs one look at all that follows. */
const maximumOpenings = 24;

type JsonObject = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The outermost JSON objects of a text, in order; the last may lack its closing brackets. */
function findObjects(text: string): readonly JsonObject[] {
  const whole = parseJson(text);
  if (whole !== undefined) return isObject(whole) ? [whole] : [];
  const objects: JsonObject[] = [];
  let at = text.indexOf('{');
  for (let openings = 0; at >= 0 && openings < maximumOpenings; openings += 1) {
    const { end, missing } = findEnd(text, at);
    const value = parseJson(text.slice(at, end) + missing);
    const isFound = isObject(value);
    if (isFound) objects.push(value);
    at = text.indexOf('{', isFound ? end : at + 1);
  }
  return objects;
}

/**
 * Where the object that opens at `start` closes. When the text ends first after a whole value,
 * `missing` are the brackets that close it; a value that breaks off is never completed.
 */
function findEnd(text: string, start: number): { readonly end: number; readonly missing: string } {
  const open: string[] = [];
  let isInText = false;
  for (let at = start; at < text.length; at += 1) {
    const sign = text[at];
    if (isInText) {
      if (sign === '\\') at += 1;
      else if (sign === '"') isInText = false;
    } else if (sign === '"') isInText = true;
    else if (sign === '{') open.push('}');
    else if (sign === '[') open.push(']');
    else if (sign === '}' || sign === ']') {
      if (open.pop() !== sign) break;
      if (open.length === 0) return { end: at + 1, missing: '' };
    }
  }
  // A number at the end may have lost digits; after anything else that parses, nothing is missing.
  const isWhole = !isInText && /(?:["\]}]|true|false|null)$/.test(text);
  return { end: text.length, missing: isWhole ? open.reverse().join('') : '' };
}

type KeyReader = (name: string) => string | null;

/** An answer's name as an attribute key: the key itself, or what only one attribute is called. */
function createKeyReader(attributes: readonly AttributeDefinition[]): KeyReader {
  const keys = new Set(attributes.map(({ key }) => key));
  const byName = new Map<string, string | null>();
  for (const { key, nameKo, nameEn, synonyms } of attributes) {
    for (const name of [key, nameKo, nameEn, ...synonyms]) {
      const known = byName.get(spellingKey(name));
      byName.set(spellingKey(name), known === undefined || known === key ? key : null);
    }
  }
  return (name) => (keys.has(name) ? name : (byName.get(spellingKey(name)) ?? null));
}

/** The object that names attributes: this one, or the only object inside it. */
function unwrap(object: JsonObject, keyOf: KeyReader): JsonObject | null {
  const entries = Object.entries(object);
  if (entries.length === 0 || entries.some(([name]) => keyOf(name) !== null)) return object;
  const inner = entries.map(([, value]) => value).filter(isObject);
  const [only] = inner;
  if (only === undefined || inner.length > 1) return null;
  return Object.keys(only).some((name) => keyOf(name) !== null) ? only : null;
}

function readObject(
  answer: JsonObject,
  attributes: readonly AttributeDefinition[],
  keyOf: KeyReader,
): ReadAnswer {
  const byKey = new Map(attributes.map((attribute) => [attribute.key, attribute]));
  const surfaces = new Map<string, readonly AnsweredSurface[]>();
  for (const [name, value] of Object.entries(answer)) {
    const attribute = byKey.get(keyOf(name) ?? '');
    if (attribute === undefined) continue;
    const read = readSurfaces(value, attribute);
    if (read === null) return bad('wrong-shape');
    // The same attribute by its key and by its name: the key is what was asked for.
    if (name === attribute.key || !surfaces.has(attribute.key)) surfaces.set(attribute.key, read);
  }
  return { kind: 'read', surfaces };
}

const wrapped = z.union([
  z.object({ surface: z.json() }).transform(({ surface }) => surface),
  z.object({ value: z.json() }).transform(({ value }) => value),
  z.object({ text: z.json() }).transform(({ text }) => text),
]);

/** How models write "not stated" where they were asked for null. */
const nothing =
  /^(?:null|none|n\/a|unknown|not (?:stated|specified|mentioned)|-|미기재|명시되지 않음|언급 없음|정보 없음|알 수 없음)?$/i;

/** The surface forms of one answered value; null when it cannot be one. */
function readSurfaces(
  value: unknown,
  attribute: AttributeDefinition,
): readonly AnsweredSurface[] | null {
  if (value === null) return [];
  if (Array.isArray(value)) {
    const members = value.map((member: unknown) =>
      Array.isArray(member) ? null : readSurfaces(member, attribute),
    );
    const known = members.filter((member) => member !== null);
    return known.length < members.length ? null : distinctSurfaces(known.flat());
  }
  const literal = JSON.stringify(value);
  switch (typeof value) {
    case 'string': {
      const surface = value.trim();
      return nothing.test(surface) ? [] : [{ surface, literal }];
    }
    case 'number':
      return [{ surface: String(value), literal }];
    case 'boolean':
      return attribute.type === 'boolean' ? [{ surface: String(value), literal }] : null;
    default: {
      const inner = wrapped.safeParse(value);
      const isDeep = inner.success && typeof inner.data === 'object' && inner.data !== null;
      return !inner.success || isDeep ? null : readSurfaces(inner.data, attribute);
    }
  }
}

const distinctSurfaces = (surfaces: readonly AnsweredSurface[]): readonly AnsweredSurface[] => [
  ...new Map(surfaces.map((each) => [each.surface, each])).values(),
];
