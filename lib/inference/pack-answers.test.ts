import { describe, expect, it } from 'vitest';
import type { Extraction } from '../extraction/contract';
import { packAnswers, unpackAnswers } from './pack-answers';

const texts = { title: '아롬 램프 40W', spec: '검정 / USB-C', description: '' };
const span = (field: 'title' | 'spec', surface: string, confidence: number) => {
  const start = texts[field].indexOf(surface);
  return { surface, evidence: { field, start, end: start + surface.length }, confidence };
};

describe('packed answers', () => {
  it('come back as they were, several products with spans, alternatives and none', () => {
    const first: Extraction[] = [
      {
        attributeKey: 'power',
        spans: [span('title', '40W', 0.93)],
        confidence: 0.91,
        isTrusted: true,
        alternatives: [span('spec', '검정', 0.02)],
      },
      { attributeKey: 'weight', spans: [], confidence: 0.99, alternatives: [] },
    ];
    const second: Extraction[] = [
      { ...first[0]!, spans: [span('spec', 'USB-C', 0.5), span('title', '램프', 0.4)] },
    ];
    const packed = packAnswers([first, [], second]);
    const asked = [['power', 'weight'], [], ['power']].map((keys) => ({ texts, keys }));
    expect(unpackAnswers(packed, asked)).toEqual([first, [], second]);
  });
});
