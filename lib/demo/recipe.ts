import {
  attributeDefinition,
  type AttributeDefinition,
  type AttributeType,
  type AttributeValue,
  type ListValue,
} from '../values/contract';
import type { Random } from '../statistics/seeded-random';

export type Language = 'ko' | 'en';

/** What is true of one product: attribute key → values; a missing key or `[]` means none. */
export type Facts = Readonly<Record<string, readonly AttributeValue[]>>;

/** One way to write a value; only `surface` is the value, the rest is context around it. */
export interface Spelling {
  readonly before: string;
  readonly surface: string;
  readonly after: string;
  readonly value: AttributeValue | null;
}

/** How invented listings write one attribute, beside its definition in the schema. */
export interface AttributeRecipe {
  readonly definition: AttributeDefinition;
  draw(random: Random, facts: Facts): readonly AttributeValue[];
  spell(value: AttributeValue, language: Language, isTitle: boolean): readonly Spelling[];
  /** Chance that a spec text states it. */
  readonly presence: number;
  /** True when a bare value would be ambiguous, so that the spec always writes `name: value`. */
  readonly isAlwaysNamed: boolean;
  /** Group marker (`[단자정보]`) under which the spec puts it, by language. */
  readonly group: Readonly<Record<Language, string>> | null;
  /** Description sentences with `{}` for the value. */
  readonly sentences: Readonly<Record<Language, readonly string[]>>;
  readonly praise: readonly string[];
  readonly complaints: readonly string[];
}

export interface CategoryRecipe {
  readonly key: string;
  readonly nameKo: string;
  readonly nameEn: string;
  /** Keys from the root to the parent; every key is a node of `departments`. */
  readonly path: readonly string[];
  readonly drawing: string;
  readonly attributes: readonly AttributeRecipe[];
  /** `[slot]` takes an attribute key, `brand`, `series` or `code`; a trailing `?` makes a word optional. */
  readonly titles: Readonly<Record<Language, readonly string[]>>;
  /** What the first segment of a spec calls the product. */
  readonly words: Readonly<Record<Language, readonly string[]>>;
  /** Segments that state none of the attributes. */
  readonly distractors: Readonly<Record<Language, readonly string[]>>;
  /** Description sentences that state none of the attributes. */
  readonly openings: Readonly<Record<Language, readonly string[]>>;
  /** Price range in won. */
  readonly price: readonly [minimum: number, maximum: number];
  /** Model-code pattern: `A` a letter, `0` a digit, anything else as it stands. */
  readonly code: string;
  /** Makes the facts contradict each other in a way a reader notices. */
  readonly distort?: (facts: Facts) => Facts;
}

export interface RecipeOptions {
  readonly presence?: number;
  readonly isAlwaysNamed?: boolean;
  readonly isRequired?: boolean;
  /** `한국어 = English` marker. */
  readonly group?: string;
  readonly synonyms?: readonly string[];
  readonly guideline?: string;
  readonly sentences?: readonly string[];
  readonly sentencesEn?: readonly string[];
  readonly praise?: readonly string[];
  readonly complaints?: readonly string[];
  /** Title forms where they differ from the spec's. */
  readonly titleForms?: readonly string[];
}

interface Naming {
  readonly key: string;
  readonly nameKo: string;
  readonly nameEn: string;
}

const isAscii = (text: string) => /^[\x20-\x7e]*$/.test(text);

/** Reads `before <surface> after`; without angle brackets the whole form is the surface. */
function readForm(form: string, value: AttributeValue | null): Spelling {
  const match = /^(.*)<(.+)>(.*)$/u.exec(form);
  if (!match) return { before: '', surface: form, after: '', value };
  return { before: match[1] ?? '', surface: match[2] ?? '', after: match[3] ?? '', value };
}

interface FormSet {
  readonly ko: readonly string[];
  readonly en: readonly string[];
}

/** Reads `표준|다른 표기 = English|Other spelling`. */
function readForms(line: string): FormSet {
  const [korean = '', english] = line.split(' = ');
  const ko = korean.split('|');
  if (english !== undefined) return { ko, en: english.split('|') };
  return { ko, en: ko.filter(isAscii) };
}

function baseRecipe(
  naming: Naming,
  type: AttributeType,
  options: RecipeOptions,
  more: Partial<AttributeDefinition> & { readonly examples: readonly string[] },
  generatedGuideline: string,
): Omit<AttributeRecipe, 'draw' | 'spell'> {
  const group = options.group === undefined ? null : readForms(options.group);
  return {
    definition: attributeDefinition.parse({
      ...naming,
      type,
      isRequired: options.isRequired ?? false,
      synonyms: options.synonyms ?? [],
      guideline: options.guideline ?? generatedGuideline,
      ...more,
    }),
    presence: options.presence ?? 0.82,
    isAlwaysNamed: options.isAlwaysNamed ?? false,
    group: group && { ko: group.ko[0] ?? '', en: group.en[0] ?? group.ko[0] ?? '' },
    sentences: { ko: options.sentences ?? [], en: options.sentencesEn ?? [] },
    praise: options.praise ?? [],
    complaints: options.complaints ?? [],
  };
}

export interface ChoiceOptions extends RecipeOptions {
  readonly type?: 'enum' | 'text';
  /** Fewest and most values of one product; makes the attribute take several values. */
  readonly several?: readonly [minimum: number, maximum: number];
  readonly draw?: (random: Random, facts: Facts) => string;
}

/** An attribute with a value list; each line is `표준|다른 표기 = English|Other spelling`. */
export function choice(
  key: string,
  nameKo: string,
  nameEn: string,
  lines: readonly string[],
  options: ChoiceOptions = {},
): AttributeRecipe {
  const forms = new Map(
    lines.map((line) => {
      const set = readForms(line);
      return [readForm(set.ko[0] ?? '', null).surface, set] as const;
    }),
  );
  const canonicals = [...forms.keys()];
  const values: ListValue[] = [...forms].map(([value, set]) => {
    const surfaces = [...set.ko, ...set.en].map((form) => readForm(form, null).surface);
    const english = set.en[0] === undefined ? null : readForm(set.en[0], null).surface;
    return {
      value,
      nameEn: english,
      synonyms: [...new Set(surfaces)].filter((surface) => surface !== value),
    };
  });
  const examples = [...forms.values()].slice(0, 4).map((set) => {
    return readForm(set.ko[1] ?? set.ko[0] ?? '', null).surface;
  });
  const { several, draw } = options;
  return {
    ...baseRecipe(
      { key, nameKo, nameEn },
      options.type ?? 'enum',
      options,
      { values, examples, isMultiple: several !== undefined },
      several
        ? `본문에 적힌 값을 모두 고른다. 적히지 않은 값은 추측하지 않는다. 예: ${examples.join(', ')}`
        : `값 목록에서 하나를 고른다. 표기가 달라도 뜻이 같으면 같은 값이다. 예: ${examples.join(', ')}`,
    ),
    draw(random, facts) {
      if (draw) return [draw(random, facts)];
      if (!several) return [random.pick(canonicals)];
      return random.sample(canonicals, random.integer(several[0], several[1]));
    },
    spell(value, language) {
      const set = forms.get(String(value));
      const written = set?.[language] ?? [];
      return (written.length > 0 ? written : [String(value)]).map((form) => readForm(form, value));
    },
  };
}

export interface NumberOptions extends RecipeOptions {
  readonly from: (random: Random, facts: Facts) => number;
  /** Smallest and largest plausible value, in the attribute's unit. */
  readonly range: readonly [minimum: number, maximum: number];
  /** `{}` the number, `{,}` with thousands separators, `{*2.54:1}` times 2.54 with one decimal. */
  readonly forms: readonly string[];
  readonly formsEn: readonly string[];
  /** Writes what `{}` stands for, where it is more than the number (`1TB`, `512GB`). */
  readonly write?: (value: number) => string;
  /** Forms in a unit that does not convert into the attribute's. */
  readonly foreignForms?: readonly string[];
}

const numberToken = /\{(,?)(?:\*([\d.]+))?(?::(\d))?\}/g;

function writeNumber(form: string, value: number, write?: (value: number) => string): string {
  if (write) return form.replace('{}', write(value));
  return form.replace(numberToken, (_token, comma: string, factor?: string, decimals?: string) => {
    const scaled = value * Number(factor ?? 1);
    const rounded = Number(scaled.toFixed(Number(decimals ?? 3)));
    if (!comma) return String(rounded);
    const [whole = '', fraction] = String(rounded).split('.');
    const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
    return fraction === undefined ? grouped : `${grouped}.${fraction}`;
  });
}

/** A number in `unit` (null for a plain count). */
export function number(
  key: string,
  nameKo: string,
  nameEn: string,
  unit: string | null,
  options: NumberOptions,
): AttributeRecipe {
  const [minimum, maximum] = options.range;
  const sample = Number(((minimum + maximum) / 3).toPrecision(2));
  const examples = options.forms
    .slice(0, 3)
    .map((form) => readForm(writeNumber(form, sample, options.write), null).surface);
  return {
    ...baseRecipe(
      { key, nameKo, nameEn },
      'number',
      options,
      { unit, minimum, maximum, examples },
      `${unit === null ? '숫자' : `${unit} 단위의 숫자`}로 적는다. 다른 단위로 적혀 있으면 환산한다. 예: ${examples.join(', ')}`,
    ),
    draw: (random, facts) => [options.from(random, facts)],
    spell(value, language, isTitle) {
      const amount = Number(value);
      const ownForms = language === 'ko' ? options.forms : options.formsEn;
      const forms = isTitle && language === 'ko' ? (options.titleForms ?? ownForms) : ownForms;
      const spellings = forms.map((form) =>
        readForm(writeNumber(form, amount, options.write), amount),
      );
      if (language === 'en' || isTitle) return spellings;
      const foreign = (options.foreignForms ?? []).map((form) =>
        readForm(writeNumber(form, amount), null),
      );
      return [...spellings, ...foreign];
    },
  };
}

export interface FlagOptions extends RecipeOptions {
  /** Chance that the product has it. */
  readonly truth?: number;
}

/** A yes-or-no attribute; `yes` and `no` are form lines, `no` may be empty. */
export function flag(
  key: string,
  nameKo: string,
  nameEn: string,
  yes: string,
  no: string,
  options: FlagOptions = {},
): AttributeRecipe {
  const truth = options.truth ?? 0.6;
  const yesForms = readForms(yes);
  const noForms: FormSet = no === '' ? { ko: [], en: [] } : readForms(no);
  const listed = (value: string, nameEnglish: string, set: FormSet): ListValue => ({
    value,
    nameEn: nameEnglish,
    synonyms: [...set.ko, ...set.en].map((form) => readForm(form, null).surface),
  });
  const examples = [...yesForms.ko, ...noForms.ko].slice(0, 4);
  return {
    ...baseRecipe(
      { key, nameKo, nameEn },
      'boolean',
      options,
      {
        values: [listed('예', 'Yes', yesForms), listed('아니요', 'No', noForms)],
        examples: examples.map((form) => readForm(form, null).surface),
      },
      `있다고 적혀 있으면 예, 없다고 적혀 있으면 아니요. 아무 말이 없으면 미기재로 둔다. 예: ${examples.join(', ')}`,
    ),
    draw: (random) => [random.chance(truth)],
    spell(value, language) {
      const forms = (value === true ? yesForms : noForms)[language];
      return forms.map((form) => readForm(form, value));
    },
  };
}

/** Free text without a value list. */
export function text(
  key: string,
  nameKo: string,
  nameEn: string,
  draw: (random: Random, facts: Facts) => string,
  options: RecipeOptions & { readonly examples: readonly string[]; readonly pattern?: string },
): AttributeRecipe {
  return {
    ...baseRecipe(
      { key, nameKo, nameEn },
      'text',
      options,
      { examples: [...options.examples], pattern: options.pattern ?? null },
      `본문에 적힌 그대로 옮긴다. 예: ${options.examples.join(', ')}`,
    ),
    draw: (random, facts) => [draw(random, facts)],
    spell: (value, _language, isTitle) =>
      (isTitle ? (options.titleForms ?? ['{}']) : ['{}']).map((form) =>
        readForm(form.replace('{}', String(value)), value),
      ),
  };
}

/** One of the listed numbers. */
export const oneOf =
  (...numbers: readonly number[]) =>
  (random: Random): number =>
    random.pick(numbers);

/** A multiple of `step` between two ends, both included. */
export const between =
  (minimum: number, maximum: number, step = 1) =>
  (random: Random): number =>
    Number((minimum + step * random.integer(0, Math.round((maximum - minimum) / step))).toFixed(3));

/** The first value of an attribute as a number; `otherwise` when there is none. */
export function factNumber(facts: Facts, key: string, otherwise: number): number {
  const value = facts[key]?.[0];
  return typeof value === 'number' ? value : otherwise;
}
