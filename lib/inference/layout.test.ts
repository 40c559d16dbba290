import { describe, expect, it } from 'vitest';
import { placesOf } from './layout';
import { tokenise } from './tokenise';

const texts = {
  title: '아롬 모니터 27',
  spec: 'Fast IPS / [단자] HDMI 2.1 / 무게: 4.2 kg / 평면',
  description: '',
};
const tokens = tokenise(texts);
const places = placesOf(tokens);

/** The text of the segment that the first token with this text stands in. */
function segmentAt(text: string): string | null {
  const at = tokens.findIndex((token) => token.text === text.toLowerCase());
  const { segmentFirst, segmentLast } = places[at]!;
  if (segmentFirst < 0) return null;
  const [head, tail] = [tokens[segmentFirst]!, tokens[segmentLast]!];
  return texts[head.field].slice(head.start, tail.end);
}

describe('placesOf', () => {
  it.each([
    ['Fast', 'Fast IPS'],
    ['IPS', 'Fast IPS'],
    ['HDMI', 'HDMI 2.1'],
    ['2.1', 'HDMI 2.1'],
    ['무게', '무게: 4.2 kg'],
    ['kg', '4.2 kg'],
    ['평면', '평면'],
    ['모니터', '아롬 모니터 27'],
    ['단자', null],
    ['/', null],
  ])('knows that %s stands in the segment %s', (text, segment) => {
    expect(segmentAt(text)).toBe(segment);
  });
});
