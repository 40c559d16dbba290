import type { AttributeDefinition, AttributeValue, RuleFlag } from './contract';
import { namesOf, normaliseBoolean } from './normalise-boolean';
import { normaliseNumber } from './normalise-number';
import type { NormalisedSurface } from './reading';
import { isSameValue } from './same-value';
import { spellingKey, tidyText } from './text-forms';
import { validateValues } from './validate';
import { matchSpelling, readListed } from './value-list';

export type { NormalisedSurface } from './reading';

export interface NormalisedValues {
  /** Distinct canonical values, in the order of the surface forms. */
  readonly values: readonly AttributeValue[];
  /** Why the values need a person: what could not be read, and what breaks a rule. */
  readonly flags: readonly RuleFlag[];
}

/** "패널: IPS" → "IPS" for the attribute 패널; other texts as they are. */
function withoutOwnName(surface: string, attribute: AttributeDefinition): string {
  const found = /^([^:：=]{1,120})[:：=](.+)$/u.exec(surface);
  const [, label = '', rest = ''] = found ?? [];
  const labelKey = spellingKey(label);
  const isOwn = namesOf(attribute).some((name) => spellingKey(name) === labelKey);
  return labelKey !== '' && isOwn ? withoutOwnName(tidyText(rest), attribute) : surface;
}

function normaliseListed(surface: string, attribute: AttributeDefinition): NormalisedSurface {
  const { value, isDenied } = readListed(surface, attribute.values);
  if (value !== null) return { value, flags: [] };
  return { value, flags: isDenied ? ['not-in-list', 'negated'] : ['not-in-list'] };
}

function normaliseText(surface: string, attribute: AttributeDefinition): NormalisedSurface {
  if (surface === '') return { value: null, flags: [] };
  return { value: matchSpelling(surface, attribute.values) ?? surface, flags: [] };
}

/**
 * Reads one surface form as a value of the attribute: a number in the attribute's unit, a value
 * of its list, a boolean, or tidied text. Never throws; rules are checked by `validateValues`.
 */
export function normaliseSurface(
  surface: string,
  attribute: AttributeDefinition,
): NormalisedSurface {
  const text = tidyText(surface);
  const bare = withoutOwnName(text, attribute);
  switch (attribute.type) {
    case 'number':
      return normaliseNumber(bare, attribute);
    case 'boolean':
      return normaliseBoolean(bare, attribute);
    case 'enum':
      return normaliseListed(bare, attribute);
    case 'text':
      return normaliseText(bare, attribute);
  }
}

/** "HDMI 2.1 / DP 1.4" holds two values where the whole is none and every part is one. */
function normaliseParts(
  surface: string,
  attribute: AttributeDefinition,
): readonly NormalisedSurface[] {
  const whole = normaliseSurface(surface, attribute);
  if (!attribute.isMultiple || attribute.type === 'text' || whole.value !== null) return [whole];
  if (whole.flags.includes('unsure-number')) return [whole];
  const parts = withoutOwnName(tidyText(surface), attribute)
    .split(/[/,;·|+&]/u)
    .filter((part) => part.trim() !== '')
    .map((part) => normaliseSurface(part, attribute));
  return parts.length > 1 && parts.every((part) => part.value !== null) ? parts : [whole];
}

/** Reads all surface forms of one attribute and checks the values together. */
export function normaliseSeveral(
  surfaces: readonly string[],
  attribute: AttributeDefinition,
): NormalisedValues {
  const results = surfaces.flatMap((surface) => normaliseParts(surface, attribute));
  const values: AttributeValue[] = [];
  for (const { value } of results) {
    if (value !== null && !values.some((known) => isSameValue(known, value, attribute.tolerance)))
      values.push(value);
  }
  const flags = [
    ...results.flatMap((result) => result.flags),
    ...validateValues(values, attribute),
  ];
  return { values, flags: [...new Set(flags)] };
}
