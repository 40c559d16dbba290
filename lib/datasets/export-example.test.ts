import { describe, expect, it } from 'vitest';
import type { ExportFormat } from './export-contract';
import {
  encodeListing,
  encodeQuestion,
  toExampleLine,
  type ExportedDecision,
} from './export-example';

function toExample(decision: ExportedDecision, format: ExportFormat): Record<string, unknown> {
  const [listing, question] = [encodeListing(decision), encodeQuestion(decision.attribute)];
  const line = toExampleLine(listing, question, decision, format);
  expect(line.endsWith('}\n')).toBe(true);
  return JSON.parse(line) as Record<string, unknown>;
}

const decision: ExportedDecision = {
  category: { nameKo: '모니터', nameEn: 'Monitors' },
  title: '27인치 "게이밍" 모니터',
  brand: null,
  spec: '화면크기: 27인치\n검정',
  description: ' ',
  attribute: {
    nameKo: '화면크기',
    nameEn: 'Screen size',
    type: 'number',
    unit: 'cm',
    isMultiple: false,
    guideline: '대각선 길이',
    listValues: [],
  },
  values: [68.58],
  absence: null,
};
const question = [
  '카테고리: 모니터 (Monitors)',
  '상품명: 27인치 "게이밍" 모니터',
  '사양: 화면크기: 27인치',
  '검정',
  '',
  '속성: 화면크기 (Screen size)',
  '형식: 숫자 (cm)',
  '지침: 대각선 길이',
].join('\n');

describe('toExampleLine', () => {
  it('asks one question about the listing and answers it in JSON', () => {
    const example = toExample(decision, 'chat');
    expect(Object.keys(example)).toEqual(['messages']);
    expect(example.messages).toEqual([
      { role: 'system', content: expect.stringContaining('JSON') as string },
      { role: 'user', content: question },
      { role: 'assistant', content: '{"values":[68.58],"absence":null}' },
    ]);
  });

  it('holds the same texts as prompt and completion', () => {
    const example = toExample(decision, 'prompt-completion');
    expect(Object.keys(example)).toEqual(['prompt', 'completion']);
    expect(example.prompt).toContain(question);
    expect(example.completion).toBe('{"values":[68.58],"absence":null}');
  });

  it('shows the value list and that several values may stand', () => {
    const attribute = {
      ...decision.attribute,
      type: 'enum',
      isMultiple: true,
      guideline: '',
      listValues: ['검정', '흰색'],
    } as const;
    const { prompt } = toExample({ ...decision, attribute }, 'prompt-completion');
    expect(prompt).toContain('형식: 목록에서 선택, 여러 값\n값 목록: 검정 | 흰색');
    expect(prompt).not.toContain('지침');
  });

  it('answers an absence with its kind, and an empty value with "not stated"', () => {
    const answer = (absence: ExportedDecision['absence']) =>
      toExample({ ...decision, values: [], absence }, 'prompt-completion').completion;
    expect(answer('conflict')).toBe('{"values":[],"absence":"conflict"}');
    expect(answer(null)).toBe('{"values":[],"absence":"not-stated"}');
  });
});
