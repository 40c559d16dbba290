import { describe, expect, it } from 'vitest';
import { splitSpec } from './spec-segments';

describe('splitSpec', () => {
  it('puts segments under the marker before them and reads names', () => {
    expect(splitSpec('무선청소기 / 흡입력: 210AW / [구성] 거치대 / 브러시: 3개')).toEqual([
      { group: '', name: null, text: '무선청소기', place: 0 },
      { group: '', name: '흡입력', text: '210AW', place: 1 },
      { group: '구성', name: null, text: '거치대', place: 0 },
      { group: '구성', name: '브러시', text: '3개', place: 1 },
    ]);
  });

  it('takes no ratio and no bracket for a name', () => {
    const texts = splitSpec('와이드(16:9) / 3,000:1').map(({ name, text }) => [name, text]);
    expect(texts).toEqual([
      [null, '와이드(16:9)'],
      [null, '3,000:1'],
    ]);
  });

  it('reads lines and bullets as well as slashes', () => {
    expect(splitSpec('- 용량: 500ml\n• 유리\n').map(({ text }) => text)).toEqual(['500ml', '유리']);
  });

  it('cuts at commas where nothing else separates', () => {
    const texts = splitSpec('Glass, 1,500 ml, dishwasher safe').map(({ text }) => text);
    expect(texts).toEqual(['Glass', '1,500 ml', 'dishwasher safe']);
  });
});
