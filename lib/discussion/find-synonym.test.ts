import { describe, expect, it } from 'vitest';
import { attributeDefinition } from '../values/contract';
import { addSynonym, findSynonym, removeSynonym, type SynonymFacts } from './find-synonym';

const colour = attributeDefinition.parse({
  key: 'colour',
  nameKo: '색상',
  nameEn: 'Colour',
  type: 'enum',
  values: [{ value: '검정', synonyms: ['블랙'] }, { value: '흰색' }],
});
const spec = '화면재생률: 144Hz / 색: 미드나잇';

function find(change: {
  readonly surface?: string;
  readonly value?: string | null;
  readonly decision?: Partial<SynonymFacts['decision']>;
}) {
  const { surface = '미드나잇', value = null, decision = {} } = change;
  const read = { surface, value, evidence: null, confidence: 0.6 };
  return findSynonym({
    attribute: colour,
    knownNames: ['색상', 'Colour', '색'],
    proposal: { values: [read], alternatives: [], confidence: 0.6, flags: [] },
    decision: { kind: 'correct', values: ['검정'], evidence: null, ...decision },
    spec,
  });
}

describe('findSynonym', () => {
  it('takes a spelling that could not be read for the listed value that the person gave', () => {
    expect(find({})).toEqual({ value: '검정', spelling: '미드나잇' });
  });

  it('teaches nothing where the spelling has a value, the value is no listed one, or none is given', () => {
    expect(find({ surface: '블랙', value: '검정', decision: { values: ['흰색'] } })).toBeNull();
    expect(find({ decision: { values: ['남색'] } })).toBeNull();
    expect(find({ decision: { kind: 'absent', values: [] } })).toBeNull();
    expect(find({ surface: '블랙' })).toBeNull();
  });

  it('takes an unknown label for another name of the attribute', () => {
    const at = (text: string) => {
      const start = spec.indexOf(text);
      return { field: 'spec', start, end: start + text.length } as const;
    };
    const added = { kind: 'added', values: ['144'] } as const;
    expect(find({ value: '흰색', decision: { ...added, evidence: at('144Hz') } })).toEqual({
      value: null,
      spelling: '화면재생률',
    });
    expect(find({ value: '흰색', decision: { ...added, evidence: at('미드나잇') } })).toBeNull();
  });
});

describe('a synonym of a schema', () => {
  const offer = { value: '검정', spelling: '미드나잇' };

  it('goes in once and comes out again', () => {
    const added = addSynonym([colour], 'colour', offer)!;
    expect(added[0]?.values[0]?.synonyms).toEqual(['블랙', '미드나잇']);
    expect(addSynonym(added, 'colour', offer)).toBeNull();
    expect(removeSynonym(added, 'colour', offer)).toEqual([colour]);
    expect(removeSynonym([colour], 'colour', offer)).toBeNull();
  });

  it('names the attribute itself where there is no value', () => {
    const added = addSynonym([colour], 'colour', { value: null, spelling: '컬러' })!;
    expect(added[0]?.synonyms).toEqual(['컬러']);
    expect(addSynonym([colour], 'gone', offer)).toBeNull();
  });
});
