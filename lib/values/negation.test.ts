import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attributeDefinition, type AttributeDefinition } from './contract';
import { readBearing, splitClauses } from './negation';
import { normaliseSurface } from './normalise';

const define = (fields: Partial<AttributeDefinition>): AttributeDefinition =>
  attributeDefinition.parse({
    key: 'a',
    nameKo: '속성',
    nameEn: 'Attribute',
    type: 'text',
    ...fields,
  });

const listed = (...values: string[]): AttributeDefinition =>
  define({
    nameKo: '소재',
    nameEn: 'Material',
    type: 'enum',
    values: values.map((value) => ({ value, nameEn: null, synonyms: [] })),
  });

const feature = (nameKo: string, nameEn = 'Feature'): AttributeDefinition =>
  define({ nameKo, nameEn, type: 'boolean' });

describe('a value of a list', () => {
  it.each([
    ['유리 아님', ['유리', '플라스틱']],
    ['유리(X)', ['유리', '플라스틱']],
    ['유리 미사용', ['유리', '플라스틱']],
    ['유리 소재는 사용하지 않음', ['유리', '플라스틱']],
    ['무 설탕', ['설탕', '꿀']],
    ['제로 설탕', ['설탕', '꿀']],
    ['설탕 무첨가', ['설탕', '꿀']],
    ['설탕: 없음', ['설탕', '꿀']],
    ['non leather', ['Leather', 'Cotton']],
    ['leather-free', ['Leather', 'Cotton']],
    ['leather (not included)', ['Leather', 'Cotton']],
    ["isn't made of leather", ['Leather', 'Cotton']],
  ])('is not read where %s denies it', (surface, values) => {
    expect(normaliseSurface(surface, listed(...values))).toEqual({
      value: null,
      flags: ['not-in-list', 'negated'],
    });
  });

  it.each([
    ['인조 가죽', ['가죽', '면']],
    ['합성 고무', ['고무', '면']],
    ['가죽 느낌', ['가죽', '면']],
    ['faux leather', ['Leather', 'Cotton']],
    ['leather-like', ['Leather', 'Cotton']],
  ])('is not read where %s is something like it', (surface, values) => {
    expect(normaliseSurface(surface, listed(...values))).toEqual({
      value: null,
      flags: ['not-in-list'],
    });
  });

  it.each([
    ['유리 아님, 트라이탄', ['유리', '트라이탄'], '트라이탄'],
    ['유리가 아니라 트라이탄', ['유리', '트라이탄'], '트라이탄'],
    ['not leather but cotton', ['Leather', 'Cotton'], 'Cotton'],
    ['인조 가죽', ['가죽', '인조가죽'], '인조가죽'],
    ['무 설탕', ['설탕', '무설탕'], '무설탕'],
    ['천연 가죽', ['가죽', '면'], '가죽'],
    ['genuine leather', ['Leather', 'Cotton'], 'Leather'],
    ['유리 x 2', ['유리', '면'], '유리'],
  ])('is read from %s among %j as %s', (surface, values, value) => {
    expect(normaliseSurface(surface, listed(...values))).toEqual({ value, flags: [] });
  });
});

describe('a feature', () => {
  it.each([
    ['식기세척기', '식기세척기 사용 금지'],
    ['식기세척기', '식기세척기: 사용 금지'],
    ['식기세척기', '사용 금지'],
    ['식기세척기', '식기세척기 사용이 불가능합니다'],
    ['방수', '방수 되지 않음'],
    ['방수', '되지 않음'],
    ['방수', '비방수'],
    ['방수', '방수: 무'],
    ['방수', '방수 기능이 없습니다'],
    ['방수', '블루투스 지원, 방수 미지원'],
    ['손잡이', '손잡이 없는 디자인'],
    ['손잡이', '손잡이 별도 구매'],
    ['무선', '무선 아님'],
  ])('%s is denied by %s', (name, surface) => {
    expect(normaliseSurface(surface, feature(name))).toEqual({ value: false, flags: [] });
  });

  it.each([
    "isn't waterproof",
    'isn’t waterproof',
    'not waterproof',
    'non-waterproof',
    'Waterproof: no',
  ])('is denied by %s', (surface) => {
    const waterproof = feature('방수', 'Waterproof');
    expect(normaliseSurface(surface, waterproof)).toEqual({ value: false, flags: [] });
  });

  it.each([
    ['방수', '방수 지원, 블루투스 미지원'],
    ['무선', '무선 충전'],
    ['논슬립', '논슬립'],
    ['식기세척기', '식기세척기 사용가능'],
  ])('%s is there by %s', (name, surface) => {
    expect(normaliseSurface(surface, feature(name))).toEqual({ value: true, flags: [] });
  });

  it.each([
    ['방수', '방수 기능으로 젖지 않음'],
    ['방수', '방수팩 미포함'],
    ['방수', 'non-방수 아님'],
    ['방수', '방수 지원, 방수 미지원'],
    ['식기세척기', '식기세척기에 넣지 마세요'],
  ])('%s needs a person for %s', (name, surface) => {
    expect(normaliseSurface(surface, feature(name))).toEqual({ value: null, flags: ['negated'] });
  });

  it('that is less than the attribute asks for keeps its value and is looked at', () => {
    expect(normaliseSurface('생활방수', feature('방수'))).toEqual({
      value: true,
      flags: ['qualified'],
    });
  });
});

describe('for every word', () => {
  const word = fc.constantFrom('가죽', '유리', '방수', '설탕', '블루투스', 'leather', 'waterproof');
  const denial = fc.constantFrom<(word: string) => string>(
    (each) => `${each} 아님`,
    (each) => `${each} 없음`,
    (each) => `${each} 미포함`,
    (each) => `${each}: 미지원`,
    (each) => `${each} 사용 불가`,
    (each) => `${each} 기능 없음`,
    (each) => `${each}(X)`,
    (each) => `${each} 제외`,
    (each) => `무 ${each}`,
    (each) => `비${each}`,
    (each) => `non ${each}`,
    (each) => `non-${each}`,
    (each) => `without ${each}`,
    (each) => `not ${each}`,
    (each) => `no ${each}`,
    (each) => `isn't ${each}`,
    (each) => `${each} not included`,
    (each) => `${each}-free`,
  );

  it('a denied one is neither listed nor there', () => {
    fc.assert(
      fc.property(word, denial, fc.boolean(), (named, deny, isUpper) => {
        const surface = isUpper ? deny(named).toUpperCase() : deny(named);
        expect(normaliseSurface(surface, listed(named, '기타')).value, surface).toBeNull();
        expect(normaliseSurface(surface, feature(named)).value, surface).not.toBe(true);
      }),
    );
  });

  it('the words that are said of it lie within the text', () => {
    fc.assert(
      fc.property(fc.string(), word, fc.string(), (before, named, after) => {
        const end = before.length + named.length;
        const bearing = readBearing(before + named + after, before.length, end);
        expect(bearing.before).toBeLessThanOrEqual(before.length);
        expect(bearing.after).toBeLessThanOrEqual(after.length);
      }),
    );
  });

  it('clauses and the signs between them are the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'가나, /(;)|') }), (text) => {
        const clauses = splitClauses(text);
        for (const clause of clauses) {
          const { start } = clause;
          expect(text.slice(start, start + clause.text.length)).toBe(clause.text);
        }
        const length = clauses.reduce((sum, clause) => sum + clause.text.length, 0);
        expect(length + clauses.length - 1).toBe(text.length);
      }),
    );
  });
});
