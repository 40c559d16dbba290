import { describe, expect, it } from 'vitest';
import type { ModelLabels } from './model-config';
import { fillsSegmentsOf } from './segments';

const query = (category: string, name: string) => {
  const unknown = { otherNames: [], type: null, unit: null, isMultiple: false, examples: [] };
  return { category, name, ...unknown };
};

/** Counts of five attributes of monitors, `filling` of which fill segments. */
function monitors(filling: number): ModelLabels['segments'] {
  return [0, 1, 2, 3, 4].map((at) => {
    const [whole, part] = at < filling ? [10, 0] : [5, 5];
    return ['모니터', `속성 ${at}`, whole, part];
  });
}

const labelsOf = (segments: ModelLabels['segments']): ModelLabels => {
  return { attributes: [], trims: {}, overlaps: [], counted: [], segments };
};

describe('fillsSegmentsOf', () => {
  it('goes by what the products showed of the attribute', () => {
    const fills = fillsSegmentsOf(
      labelsOf([
        ['모니터', '패널', 10, 0],
        ['모니터', '화면크기', 0, 10],
        ['모니터', '해상도', 2, 0],
        ['모니터', '주사율', 300, 2],
        ['모니터', '무게', 300, 4],
      ]),
    );
    const asked = ['패널', '화면크기', '해상도', '주사율', '무게'];
    expect(asked.map((name) => fills(query('모니터', name)))).toEqual([
      true,
      false,
      false,
      true,
      false,
    ]);
    expect(fills(query('TV', '패널'))).toBe(false);
  });

  it('takes an attribute that was not shown to be laid out as nearly all of its category are', () => {
    const rare: ModelLabels['segments'] = [
      ['모니터', '단자', 2, 0],
      ['모니터', '스위치', 1, 1],
    ];
    const asked = ['새 속성', '단자', '스위치'];
    const answer = (filling: number): boolean[] => {
      const fills = fillsSegmentsOf(labelsOf([...monitors(filling), ...rare]));
      return asked.map((name) => fills(query('모니터', name)));
    };
    expect(answer(5)).toEqual([true, true, false]);
    expect(answer(4)).toEqual([false, false, false]);
  });
});
