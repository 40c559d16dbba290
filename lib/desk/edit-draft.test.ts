import { describe, expect, it } from 'vitest';
import { attributeDefinition, type AttributeDefinition } from '../values/contract';
import { candidatesOf } from './candidates';
import { makeRow } from './testing/desk-fixture';
import { cycleUnit, readDraft, readUnitKey, startDraft, suggest, type Draft } from './edit-draft';

const define = (change: Partial<AttributeDefinition>): AttributeDefinition =>
  attributeDefinition.parse({
    key: 'a',
    nameKo: '속성',
    nameEn: 'Attribute',
    type: 'text',
    ...change,
  });

const width = define({ type: 'number', unit: 'cm' });
const ports = define({
  type: 'enum',
  isMultiple: true,
  values: ['HDMI 2.1', 'DP 1.4', 'USB-C'].map((value) => ({
    value,
    nameEn: null,
    synonyms: [],
  })),
});
const colour = define({
  type: 'enum',
  values: [
    { value: '블랙', nameEn: 'Black', synonyms: ['검정'] },
    { value: '화이트', nameEn: 'White', synonyms: ['흰색', '하양'] },
    { value: '오프화이트', nameEn: null, synonyms: [] },
  ],
});

const typed = (text: string, unit: string | null = null): Draft => ({
  text,
  unit,
  untouched: null,
});
const texts = (draft: Draft, attribute: AttributeDefinition, limit = 8) =>
  suggest(draft, attribute, [], 'ko', limit).map(({ text }) => text);

describe('the edit field', () => {
  it('opens with the value and saves it to the last digit when it is not touched', () => {
    const draft = startDraft(width, [68.58], 'cm', 'ko');
    expect(draft.text).toBe('68.58');
    const inInches = cycleUnitTo('in', draft);
    expect(inInches.text).toBe('27');
    expect(readDraft(inInches, width).values).toEqual([68.58]);
  });

  it('opens with what could not be read as well, and reads nothing of it in silence', () => {
    const draft = startDraft(ports, ['DP 1.4'], null, 'ko', ['HDMI 셋']);
    expect(draft.text).toBe('DP 1.4, HDMI 셋');
    expect(readDraft(draft, ports)).toMatchObject({ values: ['DP 1.4'], unread: ['HDMI 셋'] });
    expect(readDraft({ ...draft, text: 'DP 1.4, USB-C' }, ports)).toMatchObject({
      values: ['DP 1.4', 'USB-C'],
      unread: [],
    });
  });

  it('takes a typed number to be in the unit that is shown, a typed unit before that', () => {
    expect(readDraft(typed('27', 'in'), width).values).toEqual([68.58]);
    expect(readDraft(typed('27', 'cm'), width).values).toEqual([27]);
    expect(readDraft(typed('300mm', 'in'), width).values).toEqual([30]);
  });

  it('reads decimal commas and thousands as they are typed, in the unit beside the field', () => {
    expect(readDraft(typed('1,5', 'in'), width)).toEqual({
      values: [3.81],
      flags: [],
      unread: [],
    });
    expect(readDraft(typed('1 250', 'mm'), width).values).toEqual([125]);
    expect(readDraft(typed("1'250", 'mm'), width).values).toEqual([125]);
    expect(readDraft(typed('1.249,90', 'cm'), width).values).toEqual([1249.9]);
    expect(readDraft(typed('50,60', 'cm'), width)).toEqual({
      values: [],
      flags: ['unsure-number'],
      unread: ['50,60 cm'],
    });
  });

  it('keeps a typed number while the unit changes', () => {
    const draft = cycleUnitTo('in', typed('27', 'cm'));
    expect([draft.text, draft.unit]).toEqual(['27', 'in']);
  });

  it('knows the unit key behind a number in both keyboard layouts', () => {
    expect(readUnitKey('27u')).toBe('27');
    expect(readUnitKey('1,000.5 ㅕ')).toBe('1,000.5 ');
    expect(readUnitKey('ubuntu')).toBeNull();
    expect(readUnitKey('27')).toBeNull();
  });

  it('reads several values at commas but not inside a number', () => {
    expect(readDraft(typed('HDMI 2.1, DP 1.4'), ports).values).toEqual(['HDMI 2.1', 'DP 1.4']);
    const sizes = define({ type: 'number', isMultiple: true });
    expect(readDraft(typed('1,000, 2,000'), sizes).values).toEqual([1000, 2000]);
  });

  it('says what is doubtful, and has no values when the text cannot be read', () => {
    expect(readDraft(typed('보라'), colour).values).toEqual([]);
    const limited = define({ type: 'number', unit: 'cm', maximum: 100 });
    expect(readDraft(typed('300', 'cm'), limited)).toEqual({
      values: [300],
      flags: ['above-maximum'],
      unread: [],
    });
  });
});

describe('type-ahead', () => {
  it('offers the whole list before anything is typed', () => {
    expect(texts(startDraft(colour, ['블랙'], null, 'ko'), colour)).toEqual([
      '블랙',
      '화이트',
      '오프화이트',
    ]);
  });

  it('finds values by the beginning before the middle, and by other spellings', () => {
    expect(texts(typed('화이트'), colour)).toEqual(['화이트', '오프화이트']);
    expect(texts(typed('흰'), colour)).toEqual(['화이트']);
    expect(texts(typed('whi'), colour)).toEqual(['화이트']);
    expect(texts(typed('보라'), colour)).toEqual([]);
  });

  it('finds values by their initials and in the other keyboard layout, and says where', () => {
    expect(texts(typed('ㅎㅇㅌ'), colour)).toEqual(['화이트', '오프화이트']);
    expect(texts(typed('ghkdlxm'), colour)).toEqual(['화이트', '오프화이트']);
    expect(suggest(typed('ㅇㅌ'), colour, [], 'ko', 8)[0]?.ranges).toEqual([{ start: 1, end: 3 }]);
  });

  it('names the spelling that was found', () => {
    expect(suggest(typed('검'), colour, [], 'ko', 8)[0]).toMatchObject({
      text: '블랙',
      hint: '검정',
    });
  });

  it('completes the last part of several values', () => {
    const [first] = suggest(typed('HDMI 2.1, dp'), ports, [], 'ko', 8);
    expect(first?.draft.text).toBe('HDMI 2.1, DP 1.4, ');
    expect(first && readDraft(first.draft, ports).values).toEqual(['HDMI 2.1', 'DP 1.4']);
  });

  it('puts the candidates first, and the limit last', () => {
    const row = makeRow({ id: 1, type: 'enum', listed: ['가', '나', '다'], values: ['나'] });
    const lines = suggest(typed(''), row.attribute, candidatesOf(row), 'ko', 2);
    expect(lines.map(({ text, source }) => [text, source])).toEqual([
      ['나', 'candidate'],
      ['가', 'list'],
    ]);
  });
});

function cycleUnitTo(unit: string, draft: Draft): Draft {
  let turned = cycleUnit(draft, width, 'ko');
  while (turned.unit !== unit && turned.unit !== draft.unit) {
    turned = cycleUnit(turned, width, 'ko');
  }
  return turned;
}
