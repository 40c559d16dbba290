import { describe, expect, it } from 'vitest';
import { attributeDefinition } from '../values/contract';
import type { ProposalBody } from '../proposals/contract';
import { sweepPathOf } from './sweep-address';
import { sweepAddress } from './contract';

const category = { key: 'monitors', nameKo: '모니터', nameEn: 'Monitors', pathKo: [], pathEn: [] };
const attribute = attributeDefinition.parse({
  key: 'colour',
  nameKo: '색상',
  nameEn: 'Colour',
  type: 'text',
});
const proposalOf = (value: string | null): ProposalBody => ({
  values: [{ surface: '블랙 & 실버', value, evidence: null, confidence: 0.9 }],
  alternatives: [],
  confidence: 0.9,
  flags: [],
});

describe('sweepPathOf', () => {
  it('names category, attribute, spelling and value as the page reads them', () => {
    const path = sweepPathOf({ category }, { attribute, proposal: proposalOf('검정') })!;
    const query = Object.fromEntries(new URL(path, 'http://avenue.test').searchParams);
    expect(sweepAddress.parse(query)).toEqual({
      category: 'monitors',
      attribute: 'colour',
      surface: '블랙 & 실버',
      value: '검정',
    });
  });

  it('has no page for a value that was not read, or for none', () => {
    expect(sweepPathOf({ category }, { attribute, proposal: proposalOf(null) })).toBeNull();
    const empty = { ...proposalOf(null), values: [] };
    expect(sweepPathOf({ category }, { attribute, proposal: empty })).toBeNull();
  });
});
