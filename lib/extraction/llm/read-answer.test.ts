import { describe, expect, it } from 'vitest';
import { attributeDefinition } from '../../values/contract';
import { readAnswer } from './read-answer';

const attributes = [
  { key: 'panel', nameKo: '패널', nameEn: 'Panel', type: 'enum' },
  { key: 'screen-size', nameKo: '화면크기', nameEn: 'Screen size', type: 'number', unit: 'cm' },
  { key: 'ports', nameKo: '단자', nameEn: 'Ports', type: 'text', isMultiple: true },
  { key: 'hdr', nameKo: 'HDR', nameEn: 'HDR', type: 'boolean' },
].map((given) => attributeDefinition.parse(given));

/** Attribute key → surface forms, or why the answer is bad. */
function read(content: string): unknown {
  const answer = readAnswer(content, attributes);
  if (answer.kind === 'bad') return answer.why;
  return Object.fromEntries(
    [...answer.surfaces].map(([key, found]) => [key, found.map(({ surface }) => surface)]),
  );
}

describe('an answer', () => {
  it('is read as surface forms by attribute, nothing stated as none', () => {
    expect(read('{"panel":"IPS","screen-size":null,"ports":["HDMI","DP"],"hdr":"HDR10"}')).toEqual({
      panel: ['IPS'],
      'screen-size': [],
      ports: ['HDMI', 'DP'],
      hdr: ['HDR10'],
    });
  });

  it('leaves an attribute out that it does not name', () => {
    expect(read('{"panel":"IPS"}')).toEqual({ panel: ['IPS'] });
    expect(read('{}')).toEqual({});
  });

  it.each([
    ['prose', '물론입니다. 답은 {"panel":"IPS"} 입니다. {이상} 끝.'],
    ['a fence', '```json\n{"panel":"IPS"}\n```'],
    ['thoughts', '<think>{"panel":"VA"}일까?</think>\n{"panel":"IPS"}'],
    ['the same answer twice', '{"panel":"IPS"}\n{"panel":"IPS"}'],
    ['a wrapper', '{"attributes":{"panel":"IPS"},"note":"x"}'],
    ['unknown names', '{"panel":"IPS","weight":"3kg"}'],
    ['a missing bracket', '{"panel":"IPS"'],
    ['a name instead of the key', '{"패널":"IPS"}'],
    ['an object around the value', '{"panel":{"value":"IPS","confidence":1}}'],
    ['a list of one', '{"panel":["IPS",null,"IPS"]}'],
  ])('is found in spite of %s', (_, content) => {
    expect(read(content)).toEqual({ panel: ['IPS'] });
  });

  it('takes numbers and truth values for what they say', () => {
    expect(read('{"screen-size":68.6,"hdr":false}')).toEqual({
      'screen-size': ['68.6'],
      hdr: ['false'],
    });
  });

  it.each(['', 'null', 'N/A', '-', '명시되지 않음', 'not stated'])(
    'says with the text %j that nothing is stated',
    (text) => {
      expect(read(JSON.stringify({ panel: text }))).toEqual({ panel: [] });
    },
  );

  it.each([
    ['', 'empty'],
    ['<think>…</think>', 'empty'],
    ['값을 찾지 못했습니다.', 'not-json'],
    ['{"panel":"IP', 'not-json'],
    ['{"screen-size":2', 'not-json'],
    ['{"panel":"IPS","ports', 'not-json'],
    ['["IPS"]', 'not-json'],
    ['{"panel":"IPS"} 또는 {"panel":"VA"}', 'ambiguous'],
    ['{"weight":"3kg"}', 'wrong-shape'],
    ['{'.repeat(50_000), 'not-json'],
    ['{"panel":true}', 'wrong-shape'],
    ['{"panel":{"a":{"b":1}}}', 'wrong-shape'],
    ['{"ports":[["HDMI"]]}', 'wrong-shape'],
  ])('that reads %j is bad: %s', (content, why) => {
    expect(read(content)).toBe(why);
  });
});
