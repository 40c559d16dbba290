import type { AttributeDefinition, AttributeValue } from '../values/contract';
import type { ExportFormat } from './export-contract';
import type { Absence } from '../values/decision';

/** One decision in force with everything that an example says of it. */
export interface ExportedDecision {
  readonly category: { readonly nameKo: string; readonly nameEn: string };
  readonly title: string;
  readonly brand: string | null;
  readonly spec: string;
  readonly description: string;
  readonly attribute: Pick<
    AttributeDefinition,
    'nameKo' | 'nameEn' | 'type' | 'unit' | 'isMultiple' | 'guideline'
  > & { readonly listValues: readonly string[] };
  readonly values: readonly AttributeValue[];
  readonly absence: Absence | null;
}

const systemPrompt =
  '너는 상품 정보에서 속성값을 읽는 도우미다. 상품 정보에 있는 사실만 쓰고 JSON으로만 답한다. ' +
  '형식: {"values": [값, …], "absence": null}. 값이 없으면 values는 []이고 absence는 ' +
  '"not-stated"(언급 없음), "not-applicable"(해당 없음), "conflict"(출처 충돌) 가운데 하나다. ' +
  '숫자는 정해진 단위로 환산하고, 값 목록이 있으면 목록의 표기를 따른다.';

/** A listing, or a question about it, as it stands inside a JSON string: many examples share it. */
export type EncodedText = string & { readonly encoded: unique symbol };

/** The listing of an example; the same characters for every decision on the product. */
export function encodeListing(
  listing: Pick<ExportedDecision, 'category' | 'title' | 'brand' | 'spec' | 'description'>,
): EncodedText {
  return encodeText(describeListing(listing));
}

/** What an example asks about the listing; the same characters for every decision on the attribute. */
export function encodeQuestion(attribute: ExportedDecision['attribute']): EncodedText {
  return encodeText(describeQuestion(attribute));
}

/** `system,user`: the messages before the answer, as JSON without the brackets. */
export function encodeMessages(listing: EncodedText, question: EncodedText): string {
  return `${systemMessage},{"role":"user","content":"${listing}\\n\\n${question}"}`;
}

/** The answer's message as JSON. */
export function encodeAnswer(answer: Pick<ExportedDecision, 'values' | 'absence'>): string {
  return `{"role":"assistant","content":${JSON.stringify(describeAnswer(answer))}}`;
}

/**
 * One decision as a line of fine-tuning data, in JSON. `chat` is `{ messages: [system, user,
 * assistant] }`, `prompt-completion` is `{ prompt, completion }` of the same texts. The user's text is
 * the listing and one question; the answer is `{"values": AttributeValue[], "absence": Absence |
 * null}` as JSON, numbers in the attribute's unit. The same decision always gives the same characters.
 */
export function toExampleLine(
  listing: EncodedText,
  question: EncodedText,
  answer: Pick<ExportedDecision, 'values' | 'absence'>,
  format: ExportFormat,
): string {
  return encodeHead(listing, format) + encodeTail(question, answer, format);
}

/** The beginning of a line, up to the question: one for all decisions on the listing. */
export function encodeHead(listing: EncodedText, format: ExportFormat): string {
  switch (format) {
    case 'chat':
      return `{"messages":[${systemMessage},{"role":"user","content":"${listing}\\n\\n`;
    case 'prompt-completion':
      return `{"prompt":"${systemText}\\n\\n${listing}\\n\\n`;
  }
}

/** What follows the beginning in a line. */
export function encodeTail(
  question: EncodedText,
  answer: Pick<ExportedDecision, 'values' | 'absence'>,
  format: ExportFormat,
): string {
  switch (format) {
    case 'chat':
      return `${question}"},${encodeAnswer(answer)}]}\n`;
    case 'prompt-completion':
      return `${question}\\n\\n답: ","completion":${JSON.stringify(describeAnswer(answer))}}\n`;
  }
}

function encodeText(text: string): EncodedText {
  return JSON.stringify(text).slice(1, -1) as EncodedText;
}

const systemText = encodeText(systemPrompt);
const systemMessage = `{"role":"system","content":"${systemText}"}`;

function describeAnswer(answer: Pick<ExportedDecision, 'values' | 'absence'>): string {
  return JSON.stringify({ values: answer.values, absence: statedAbsence(answer) });
}

/** An answer without a value and without a reason is that the listing does not state one. */
function statedAbsence({
  values,
  absence,
}: Pick<ExportedDecision, 'values' | 'absence'>): Absence | null {
  return values.length === 0 ? (absence ?? 'not-stated') : null;
}

function describeListing({
  category,
  title,
  brand,
  spec,
  description,
}: Parameters<typeof encodeListing>[0]): string {
  const parts: readonly (readonly [string, string | null])[] = [
    ['카테고리', `${category.nameKo} (${category.nameEn})`],
    ['상품명', title],
    ['브랜드', brand],
    ['사양', spec],
    ['설명', description],
  ];
  return parts
    .filter(([, text]) => text !== null && text.trim() !== '')
    .map(([name, text]) => `${name}: ${text}`)
    .join('\n');
}

function describeQuestion(attribute: ExportedDecision['attribute']): string {
  const lines = [
    `속성: ${attribute.nameKo} (${attribute.nameEn})`,
    `형식: ${describeType(attribute)}`,
  ];
  if (attribute.listValues.length > 0) lines.push(`값 목록: ${attribute.listValues.join(' | ')}`);
  if (attribute.guideline.trim() !== '') lines.push(`지침: ${attribute.guideline.trim()}`);
  return lines.join('\n');
}

function describeType({ type, unit, isMultiple }: ExportedDecision['attribute']): string {
  const several = isMultiple ? ', 여러 값' : '';
  switch (type) {
    case 'enum':
      return `목록에서 선택${several}`;
    case 'text':
      return `문자열${several}`;
    case 'number':
      return `숫자${unit === null ? '' : ` (${unit})`}${several}`;
    case 'boolean':
      return `참/거짓${several}`;
  }
}
