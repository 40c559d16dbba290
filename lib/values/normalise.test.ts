import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attributeDefinition, attributeType, type AttributeDefinition } from './contract';
import { formatValue } from './display';
import { normaliseSeveral, normaliseSurface } from './normalise';
import { isSameValue } from './same-value';
import { units } from './units';

function define(fields: Partial<AttributeDefinition>): AttributeDefinition {
  return attributeDefinition.parse({
    key: 'attribute',
    nameKo: '속성',
    nameEn: 'Attribute',
    type: 'text',
    ...fields,
  });
}

const panel = define({
  nameKo: '패널',
  type: 'enum',
  synonyms: ['패널 종류'],
  values: ['IPS', 'VA', 'Nano IPS', 'HDMI 2.1', 'DP 1.4'].map((value) => ({
    value,
    nameEn: null,
    synonyms: [],
  })),
});

describe('a number with a unit', () => {
  const width = define({ type: 'number', unit: 'cm' });
  it.each([
    ['68cm', 68],
    ['27인치', 68.58],
    ['27형', 68.58],
    ['27', 27],
    ['약 1.2 m', 120],
    ['속성: 68cm', 68],
    ['68cm(27인치)', 68],
    ['27인치(68cm)', 68],
    ['68cm (1개)', 68],
    ['27 (6개)', 27],
  ])('reads %s', (surface, value) => {
    expect(normaliseSurface(surface, width)).toEqual({ value, flags: [] });
  });

  it('reads what other units say when its own unit is not there', () => {
    const thickness = define({ type: 'number', unit: 'mm' });
    expect(normaliseSurface('68cm(27인치)', thickness)).toEqual({ value: 680, flags: [] });
  });

  it('prefers the unit that the schema names by another spelling', () => {
    const inches = define({ type: 'number', unit: '인치' });
    expect(normaliseSurface('68cm(27형)', inches)).toEqual({ value: 27, flags: [] });
  });

  it.each([
    ['68cm(35인치)', 68, 'implausible'],
    ['68cm / 70cm', 68, 'several-values'],
    ['60~70cm', null, 'several-values'],
    ['719x422mm', null, 'several-values'],
    ['300g', null, 'unknown-unit'],
    ['300AW', null, 'unknown-unit'],
    ['7530U', null, 'unknown-unit'],
    ['넓음', null, 'not-a-number'],
    ['', null, 'not-a-number'],
  ])('flags %s', (surface, value, flag) => {
    expect(normaliseSurface(surface, width)).toEqual({ value, flags: [flag] });
  });

  it('never turns watts into air watts or pascals', () => {
    for (const [unit, surface] of [
      ['W', '300AW'],
      ['AW', '300W'],
      ['Pa', '300W'],
      ['W', '20kPa'],
    ] as const) {
      expect(normaliseSurface(surface, define({ type: 'number', unit }))).toEqual({
        value: null,
        flags: ['unknown-unit'],
      });
    }
  });

  it('takes a bare number beside a measure for a count', () => {
    const pieces = define({ type: 'number', unit: '개' });
    expect(normaliseSurface('1.8L x 6', pieces)).toEqual({ value: 6, flags: [] });
    expect(normaliseSurface('300g', pieces)).toEqual({ value: null, flags: ['unknown-unit'] });
  });

  it('lets the attribute choose among the meanings of a spelling', () => {
    const read = (surface: string, unit: string) =>
      normaliseSurface(surface, define({ type: 'number', unit })).value;
    expect(read('16G', 'GB')).toBe(16);
    expect(read('16G', 'g')).toBe(16);
    expect(read('350cd', 'nit')).toBe(350);
    expect(read('90도', '°')).toBe(90);
    expect(read('90도', '℃')).toBe(90);
  });
});

describe('a plain number', () => {
  const count = define({ type: 'number' });
  it('reads counts and leaves the unit out', () => {
    expect(normaliseSurface('HDMI(전체): 3개', count)).toEqual({ value: 3, flags: [] });
  });
  it('keeps the number of an unexpected unit, but flags it', () => {
    expect(normaliseSurface('300g', count)).toEqual({ value: 300, flags: ['unknown-unit'] });
  });
});

describe('a boolean', () => {
  const bluetooth = define({ type: 'boolean', nameKo: '블루투스', nameEn: 'Bluetooth' });
  it.each([
    '있음',
    '지원',
    'O',
    '○',
    'yes',
    '블루투스',
    '블루투스 5.3',
    'Bluetooth: 지원',
    '블루투스 O',
  ])('is true for %s', (surface) => {
    expect(normaliseSurface(surface, bluetooth)).toEqual({ value: true, flags: [] });
  });
  it.each([
    '없음',
    '미지원',
    'X',
    '×',
    'No',
    '블루투스 미지원',
    'Bluetooth (X)',
    'without Bluetooth',
  ])('is false for %s', (surface) => {
    expect(normaliseSurface(surface, bluetooth)).toEqual({ value: false, flags: [] });
  });
  it('is unread for another feature', () => {
    expect(normaliseSurface('와이파이', bluetooth)).toEqual({
      value: null,
      flags: ['not-a-boolean'],
    });
  });
  it('does not take the no in its own name for an answer', () => {
    const nonSlip = define({ type: 'boolean', nameKo: '논슬립', nameEn: 'Non slip' });
    expect(normaliseSurface('Non slip', nonSlip).value).toBe(true);
  });
});

describe('a value list', () => {
  it('reads past the name of the attribute', () => {
    expect(normaliseSurface('패널 종류: Fast IPS', panel)).toEqual({ value: 'IPS', flags: [] });
  });
  it('flags what is not in a closed list', () => {
    expect(normaliseSurface('TN', panel)).toEqual({ value: null, flags: ['not-in-list'] });
  });
  it('suggests a spelling for text and keeps the rest as it is', () => {
    const suggesting = { ...panel, type: 'text' as const };
    expect(normaliseSurface('ips', suggesting).value).toBe('IPS');
    expect(normaliseSurface('Fast  IPS', suggesting).value).toBe('Fast IPS');
  });
});

describe('normaliseSeveral', () => {
  it('splits a surface form whose every part is a value', () => {
    const ports = { ...panel, isMultiple: true };
    expect(normaliseSeveral(['HDMI 2.1 / DP 1.4', 'hdmi2.1'], ports)).toEqual({
      values: ['HDMI 2.1', 'DP 1.4'],
      flags: [],
    });
    expect(normaliseSeveral(['HDMI 2.1 / USB'], ports).values).toEqual(['HDMI 2.1']);
  });

  it('adds the rules to what could not be read, each flag once', () => {
    const weight = define({ type: 'number', unit: 'kg', maximum: 10, isRequired: true });
    expect(normaliseSeveral(['20kg', '30kg'], weight)).toEqual({
      values: [20, 30],
      flags: ['above-maximum', 'several-values'],
    });
    expect(normaliseSeveral(['무거움'], weight)).toEqual({
      values: [],
      flags: ['not-a-number', 'required-missing'],
    });
  });
});

describe('for every attribute', () => {
  const anyAttribute = fc
    .record({
      type: fc.constantFrom(...attributeType.options),
      unit: fc.option(fc.constantFrom(...units.map((unit) => unit.symbol), '자루')),
      isMultiple: fc.boolean(),
    })
    .map((fields) => define({ ...panel, ...fields }));
  const alphabet = fc.constantFrom(...'0123456789.,/-~x만천 kgcmLIPSVA인치개패널:()없음지원+"');
  const surface = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: alphabet }));

  it('never throws, and says why when it reads nothing', () => {
    fc.assert(
      fc.property(surface, anyAttribute, (text, attribute) => {
        const { value, flags } = normaliseSurface(text, attribute);
        if (attribute.type !== 'text') expect(value !== null || flags.length > 0).toBe(true);
        expect(normaliseSeveral([text, text], attribute).values.length).toBeLessThanOrEqual(
          attribute.isMultiple ? text.length : 1,
        );
      }),
    );
  });

  it('reads what it shows as the same value, in both languages', () => {
    fc.assert(
      fc.property(surface, anyAttribute, fc.constantFrom('ko', 'en'), (text, attribute, locale) => {
        const { value } = normaliseSurface(text, attribute);
        fc.pre(value !== null);
        const shown = formatValue(value, attribute, locale);
        const again = normaliseSurface(shown, attribute);
        expect(again.value !== null && isSameValue(again.value, value), shown).toBe(true);
        expect(again.flags).toEqual([]);
      }),
    );
  });

  it('reads back any amount in any unit', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.nat({ max: 8 }),
        fc.constantFrom(...units),
        fc.constantFrom('ko', 'en'),
        (digits, decimals, unit, locale) => {
          const amount = digits / 10 ** decimals + 0;
          const attribute = define({ type: 'number', unit: unit.symbol });
          const shown = formatValue(amount, attribute, locale);
          expect(normaliseSurface(shown, attribute), shown).toEqual({ value: amount, flags: [] });
        },
      ),
    );
  });
});
