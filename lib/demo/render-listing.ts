import { joinParts, writeParts, type Mark, type MarkedText, type Part } from './marked-text';
import { fnv1a } from '../statistics/hash';
import type { Random } from '../statistics/seeded-random';
import type { AttributeRecipe, CategoryRecipe, Facts, Language, Spelling } from './recipe';
import type { Seller } from './sellers';
import type { Shape } from './shapes';

/** One invented product, before any seller writes about it. */
export interface DemoModel {
  readonly recipe: CategoryRecipe;
  readonly language: Language;
  readonly brand: string;
  readonly series: string;
  readonly code: string;
  readonly facts: Facts;
}

/** A mistake that the listing makes on purpose. */
export type Twist = 'shifted-value' | 'swapped-values' | 'placeholder' | 'unit-conflict';

export interface RenderedListing {
  readonly title: MarkedText;
  readonly spec: MarkedText;
  readonly description: MarkedText;
  readonly shapes: ReadonlySet<Shape>;
}

type Segment = readonly Part[];

const foreignValues: Readonly<Record<Language, readonly string[]>> = {
  ko: ['20W', '220V', '2.5A', '1년', 'KC인증', '100x100mm', '3', '65W 어댑터'],
  en: ['20W', '220V', '2.5A', '100x100mm', '3'],
};
const placeholders: Readonly<Record<Language, readonly string[]>> = {
  ko: ['상세페이지 참조', '상세설명 참조', '해당사항 없음', '-', '문의 바랍니다'],
  en: ['see description', 'N/A', '-'],
};
const titleTags = ['(해외구매)', '[무료배송]', '정품', '[당일발송]', '특가', '(리퍼)', '신제품'];
const yesMarks: Readonly<Record<Language, readonly string[]>> = {
  ko: ['있음', 'O', '지원', '○', '가능'],
  en: ['Yes', 'yes'],
};
const noMarks: Readonly<Record<Language, readonly string[]>> = {
  ko: ['없음', 'X', '미지원', '불가'],
  en: ['No', 'no'],
};

/** Fills `{3-9}` with a whole number and `{a|b}` with one of the alternatives. */
export function fillTemplate(random: Random, template: string): string {
  return template.replace(/\{([^{}]+)\}/g, (whole, inner: string) => {
    if (inner.includes('|')) return random.pick(inner.split('|'));
    const range = /^(\d+)-(\d+)$/.exec(inner);
    if (range) return String(random.integer(Number(range[1]), Number(range[2])));
    return /^\d+$/.test(inner) ? inner : whole;
  });
}

/** Adds 은/는, 을/를 … by the last syllable; Latin letters and digits take the second form. */
export function withParticle(word: string, afterConsonant: string, afterVowel: string): string {
  const unit = word.charCodeAt(word.length - 1) - 0xac00;
  const endsInConsonant = unit >= 0 && unit < 11_172 && unit % 28 !== 0;
  return word + (endsInConsonant ? afterConsonant : afterVowel);
}

/** Writes one listing of `model` as `seller` would. */
export function renderListing(
  random: Random,
  model: DemoModel,
  seller: Seller,
  twist: Twist | null,
): RenderedListing {
  const { recipe, language, facts } = model;
  const found = new Set<Shape>();
  const byKey = new Map(recipe.attributes.map((each) => [each.definition.key, each]));

  function pickSpelling(
    attribute: AttributeRecipe,
    value: Facts[string][number],
    isTitle: boolean,
  ): Spelling | null {
    const all = attribute.spell(value, language, isTitle);
    const isForeignWanted = twist === 'unit-conflict' && !isTitle;
    const foreign = all.filter((spelling) => spelling.value === null);
    const usable = all.filter((spelling) => spelling.value !== null);
    const choices = isForeignWanted && foreign.length > 0 ? foreign : usable;
    if (choices.length === 0) return null;
    const habit = (fnv1a(`${seller.name}/${attribute.definition.key}`) >>> 0) % choices.length;
    return random.chance(0.7) ? (choices[habit] ?? null) : random.pick(choices);
  }

  function markOf(attribute: AttributeRecipe, spelling: Spelling): Mark {
    if (spelling.value === null) found.add('unit-conflict');
    return {
      attributeKey: attribute.definition.key,
      surface: spelling.surface,
      value: spelling.value,
    };
  }

  function labelOf(attribute: AttributeRecipe): string {
    const { nameKo, nameEn, synonyms } = attribute.definition;
    if (language === 'en') return nameEn;
    return random.chance(0.6) || synonyms.length === 0 ? nameKo : random.pick(synonyms);
  }

  function renderTitle(): Part[] {
    const tokens = random.pick(recipe.titles[language]).match(/\([^)]*\)\??,?|\S+/g) ?? [];
    const words: Part[][] = [];
    for (const token of tokens) {
      const isOptional = /\?,?$/.test(token);
      if (isOptional && random.chance(0.5)) continue;
      const word = renderTitleWord(token.replace(/\?(,?)$/, '$1'));
      if (word) words.push(word);
    }
    if (language === 'ko' && random.chance(0.12)) {
      const tag = [random.pick(titleTags)];
      if (random.chance(0.5)) words.push(tag);
      else words.unshift(tag);
    }
    return joinParts(words, ' ');
  }

  /** Null when the product has nothing to put into a slot. */
  function renderTitleWord(token: string): Part[] | null {
    const parts: Part[] = [];
    for (const piece of token.split(/(\[[a-z-]+\])/).filter((each) => each !== '')) {
      const slot = /^\[([a-z-]+)\]$/.exec(piece)?.[1];
      if (slot === undefined) {
        parts.push(piece);
        continue;
      }
      const attribute = byKey.get(slot);
      if (!attribute) {
        parts.push(slot === 'brand' ? model.brand : slot === 'series' ? model.series : model.code);
        continue;
      }
      const value = facts[slot]?.[0];
      if (value === undefined || value === false) return null;
      const spelling = pickSpelling(attribute, value, true);
      if (!spelling) return null;
      parts.push(spelling.before, markOf(attribute, spelling), spelling.after);
      if (slot === 'pack-count' || slot === 'packs') found.add('pack-count');
      if (slot === 'operating-system' || slot === 'memory') found.add('title-options');
    }
    return parts;
  }

  /** The segments that state one attribute, or none when nothing can be written. */
  function renderAttribute(attribute: AttributeRecipe): Segment[] {
    const values = facts[attribute.definition.key] ?? [];
    const isFlag = attribute.definition.type === 'boolean';
    const isNamed =
      attribute.isAlwaysNamed || random.chance(isFlag ? seller.namedShare / 2 : seller.namedShare);
    if (isNamed && isFlag) {
      const isTrue = values[0] === true;
      const surface = random.pick((isTrue ? yesMarks : noMarks)[language]);
      found.add('named-value');
      const mark = markOf(attribute, { before: '', surface, after: '', value: isTrue });
      return [[labelOf(attribute) + seller.colon, mark]];
    }
    const spellings = values
      .map((value) => pickSpelling(attribute, value, false))
      .filter((spelling) => spelling !== null);
    if (spellings.length === 0) return [];
    if (spellings.length > 1) found.add('several-values');
    if (isNamed) {
      found.add('named-value');
      const marks = spellings.map((spelling) => [markOf(attribute, spelling)]);
      return [[labelOf(attribute) + seller.colon, ...joinParts(marks, ', ')]];
    }
    found.add('unnamed-segments');
    const whole = spellings.map((spelling): Part[] => [
      spelling.before,
      markOf(attribute, spelling),
      spelling.after,
    ]);
    return whole.length > 1 && random.chance(0.25) ? [joinParts(whole, ', ')] : whole;
  }

  /** A segment that names an attribute but gives it something that cannot be its value. */
  function renderMisfit(statedKeys: Set<string>, titleKeys: ReadonlySet<string>): Segment[] {
    if (twist === 'swapped-values') {
      const numbers = recipe.attributes.filter(
        ({ definition }) =>
          definition.type === 'number' &&
          definition.unit !== null &&
          statedKeys.has(definition.key),
      );
      const [left, right] = random.sample(numbers, 2);
      if (!left || !right || left.definition.unit === right.definition.unit) return [];
      const swapped = [left, right].map((attribute) => {
        const value = facts[attribute.definition.key]?.[0];
        const spelling = value === undefined ? null : pickSpelling(attribute, value, false);
        return spelling && markOf(attribute, spelling);
      });
      const [leftMark, rightMark] = swapped;
      if (!leftMark || !rightMark) return [];
      statedKeys.delete(left.definition.key);
      statedKeys.delete(right.definition.key);
      found.add('swapped-values');
      return [
        [labelOf(left) + seller.colon, rightMark],
        [labelOf(right) + seller.colon, leftMark],
      ];
    }
    if (twist !== 'shifted-value' && twist !== 'placeholder') return [];
    const candidates = recipe.attributes.filter(
      ({ definition }) =>
        !titleKeys.has(definition.key) &&
        (twist === 'placeholder' || definition.type === 'enum' || definition.type === 'boolean'),
    );
    if (candidates.length === 0) return [];
    const attribute = random.pick(candidates);
    statedKeys.delete(attribute.definition.key);
    silentKeys.add(attribute.definition.key);
    found.add(twist);
    const nonsense = random.pick(
      (twist === 'placeholder' ? placeholders : foreignValues)[language],
    );
    return [[labelOf(attribute) + seller.colon + nonsense]];
  }

  function renderSpec(titleKeys: ReadonlySet<string>): Part[] {
    const statedKeys = new Set(
      recipe.attributes
        .filter(
          ({ definition, presence }) =>
            (facts[definition.key]?.length ?? 0) > 0 && random.chance(presence),
        )
        .map(({ definition }) => definition.key),
    );
    const misfits = renderMisfit(statedKeys, titleKeys);
    const plain: Segment[] = [];
    const groups = new Map<string, Segment[]>();
    const ordered = seller.shuffles ? random.shuffled(recipe.attributes) : recipe.attributes;
    for (const attribute of ordered) {
      if (!statedKeys.has(attribute.definition.key)) {
        found.add('missing-value');
        continue;
      }
      const segments = renderAttribute(attribute);
      const marker = attribute.group?.[language];
      if (marker === undefined || !seller.hasGroupMarkers) plain.push(...segments);
      else groups.set(marker, [...(groups.get(marker) ?? []), ...segments]);
    }
    plain.push(...misfits);
    const noise = random.sample(recipe.distractors[language], random.integer(1, 5));
    for (const template of noise) {
      found.add('distractor');
      plain.splice(random.integer(0, plain.length), 0, [fillTemplate(random, template)]);
    }
    if (random.chance(0.7)) plain.unshift([random.pick(recipe.words[language])]);
    const grouped = [...groups].flatMap(([marker, segments]) => {
      const [first, ...rest] = segments;
      if (!first) return [];
      found.add('group-marker');
      return [[`[${marker}] `, ...first], ...rest];
    });
    const all = [...plain, ...grouped].map((segment) => [seller.itemPrefix, ...segment]);
    return joinParts(all, seller.separator);
  }

  function renderSentence(attribute: AttributeRecipe): Part[] | null {
    const value = facts[attribute.definition.key]?.[0];
    if (value === undefined) return null;
    const spelling = pickSpelling(attribute, value, false);
    if (!spelling || spelling.value === null) return null;
    const mark = markOf(attribute, spelling);
    const own = attribute.sentences[language];
    const { nameKo, nameEn, type } = attribute.definition;
    const generic =
      type === 'boolean'
        ? { ko: '{} 제품이니 참고하세요.', en: 'Note: {}.' }
        : { ko: `${withParticle(nameKo, '은', '는')} {}입니다.`, en: `${nameEn}: {}.` };
    const template = own.length > 0 && random.chance(0.8) ? random.pick(own) : generic[language];
    const [before = '', after = ''] = template.split('{}');
    return [before, mark, after];
  }

  function renderDescription(saidKeys: ReadonlySet<string>): Part[] {
    if (!random.chance(seller.describes)) return [];
    const openings = random.sample(recipe.openings[language], random.integer(1, 2));
    const candidates = recipe.attributes.filter(
      ({ definition }) => definition.key !== 'brand' && !silentKeys.has(definition.key),
    );
    const told = random.sample(candidates, random.integer(0, 4)).flatMap((attribute) => {
      const sentence = renderSentence(attribute);
      if (sentence && !saidKeys.has(attribute.definition.key)) found.add('description-only');
      return sentence ? [sentence] : [];
    });
    const [first, ...others] = openings.map((sentence): Part[] => [sentence]);
    return joinParts(first ? [first, ...random.shuffled([...told, ...others])] : told, ' ');
  }

  const silentKeys = new Set<string>();
  if (language === 'en') found.add('english');
  const title = writeParts(renderTitle());
  const titleKeys = new Set(title.spans.map((span) => span.attributeKey));
  const spec = writeParts(renderSpec(titleKeys));
  const saidKeys = new Set([...titleKeys, ...spec.spans.map((span) => span.attributeKey)]);
  const description = writeParts(renderDescription(saidKeys));
  return { title, spec, description, shapes: found };
}
