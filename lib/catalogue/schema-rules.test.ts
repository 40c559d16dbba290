import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findSchemaProblems } from './check-schema';
import {
  attributeDefinition,
  type AttributeDefinition,
  type AttributeRule,
} from '../values/contract';
import { findBrokenRules, findUnfitting } from '../values/schema-rules';
import { suggestRules } from './suggest-rules';

const define = (
  key: string,
  nameKo: string,
  unit: string | null,
  rules: AttributeRule[] = [],
  more: Partial<AttributeDefinition> = {},
): AttributeDefinition =>
  attributeDefinition.parse({ key, nameKo, nameEn: key, type: 'number', unit, rules, ...more });

const freezer = define('freezer', '냉동실 용량', 'L', [{ kind: 'at-most', of: ['total'] }]);
const fridge = define('fridge', '냉장실 용량', 'L');
const total = define('total', '전체 용량', 'L', [{ kind: 'sum-of', of: ['freezer', 'fridge'] }]);

const broken = (...stated: readonly (readonly [AttributeDefinition, ...number[]])[]): string[] =>
  [...findUnfitting(stated.map(([attribute, ...values]) => ({ attribute, values })))].toSorted();

describe('a rule across attributes', () => {
  it('finds a part that is larger than its whole, and names both', () => {
    expect(broken([freezer, 486], [total, 226])).toEqual(['freezer', 'total']);
    expect(broken([freezer, 226], [total, 226])).toEqual([]);
  });

  it('finds parts that do not add up, and names all', () => {
    expect(broken([freezer, 200], [fridge, 300], [total, 500])).toEqual([]);
    expect(broken([freezer, 200], [fridge, 300], [total, 600])).toEqual([
      'freezer',
      'fridge',
      'total',
    ]);
  });

  it('keeps silent about what is not known, but for parts that are too large already', () => {
    const whole = { ...total, rules: [{ kind: 'sum-of' as const, of: ['fridge', 'freezer'] }] };
    const part = { ...freezer, rules: [] };
    expect(broken([part, 200], [whole, 500])).toEqual([]);
    expect(broken([part, 600], [whole, 500])).toEqual(['freezer', 'total']);
    expect(broken([part, 200, 300], [whole, 100])).toEqual([]);
  });

  it('compares across units, with the tolerance of the attribute that has it', () => {
    const before = define('before', '조리 전', 'g', [{ kind: 'at-most', of: ['after'] }]);
    const after = define('after', '조리 후', 'kg');
    expect(broken([before, 900], [after, 1])).toEqual([]);
    expect(broken([before, 1100], [after, 1])).toEqual(['after', 'before']);
    expect(broken([{ ...before, tolerance: 0.2 }, 1100], [after, 1])).toEqual([]);
  });

  it('holds for a minimum and its maximum whatever the amounts', () => {
    const least = define('least', '최소 높이', 'cm', [{ kind: 'at-most', of: ['most'] }]);
    const most = define('most', '최대 높이', 'mm');
    fc.assert(
      fc.property(
        fc.integer({ min: -999, max: 999 }),
        fc.integer({ min: -9999, max: 9999 }),
        (a, b) => {
          const stated = [
            { attribute: least, values: [a] },
            { attribute: most, values: [b] },
          ];
          expect(findBrokenRules(stated).length > 0).toBe(a * 10 > b);
        },
      ),
    );
  });

  it('is refused where it can never be told', () => {
    const codes = (...attributes: AttributeDefinition[]) =>
      findSchemaProblems(attributes).map(({ code }) => code);
    const rule = (of: string[], kind: AttributeRule['kind'] = 'at-most') => [{ kind, of }];
    expect(codes(define('a', '가', 'L', rule(['b'])))).toEqual(['rule-unknown']);
    expect(codes(define('a', '가', 'L', rule(['a'])))).toEqual(['rule-unknown']);
    expect(codes(define('a', '가', 'L', rule(['b'])), define('b', '나', 'kg'))).toEqual([
      'rule-incomparable',
    ]);
    const short = define('a', '가', 'L', rule(['b', 'b'], 'sum-of'));
    expect(codes(short, define('b', '나', 'L'))).toEqual(['rule-too-short']);
    expect(codes(define('a', '가', null, rule(['a']), { type: 'text' }))).toEqual([
      'rule-without-number',
    ]);
    expect(codes(define('a', '가', 'L', [], { wants: 'count' }))).toEqual(['count-of-measure']);
  });
});

describe('suggested rules', () => {
  const plain = [
    { ...freezer, rules: [] },
    { ...fridge, rules: [] },
    { ...total, rules: [] },
    define('height', '높이', 'cm'),
  ];
  const product = (place: number, error = 0): ReadonlyMap<string, number> =>
    new Map([
      ['freezer', 100 + place],
      ['fridge', 300 + 7 * place],
      ['total', 400 + 8 * place + error],
      ['height', 180],
    ]);

  it('are those that the data keep, wrong listings notwithstanding', () => {
    const products = Array.from({ length: 60 }, (_, place) => product(place, place === 9 ? 90 : 0));
    expect(
      suggestRules(plain, products).map(({ key, rule }) => [key, rule.kind, ...rule.of]),
    ).toEqual([
      ['total', 'sum-of', 'freezer', 'fridge'],
      ['freezer', 'at-most', 'fridge'],
    ]);
  });

  it('are none where the data do not keep them, are few, or the schema has them', () => {
    const wrong = Array.from({ length: 60 }, (_, place) =>
      product(place, place % 2 === 0 ? 90 : 0),
    );
    expect(suggestRules(plain, wrong).filter(({ rule }) => rule.kind === 'sum-of')).toEqual([]);
    expect(suggestRules(plain, wrong.slice(0, 5))).toEqual([]);
    const right = Array.from({ length: 60 }, (_, place) => product(place));
    const known = suggestRules([freezer, fridge, total], right);
    expect(known.filter(({ rule }) => rule.kind === 'sum-of')).toEqual([]);
  });
});
