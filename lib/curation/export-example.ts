import type { AttributeDefinition, AttributeValue } from '../catalogue/contract';
import type { Absence, ExportFormat } from './contract';

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

/**
 * One decision as a line of fine-tuning data. `chat` is `{ messages: [system, user, assistant] }`,
 * `prompt-completion` is `{ prompt, completion }` of the same texts. The user's text is the listing
 * and one question; the answer is `{"values": AttributeValue[], "absence": Absence | null}` as JSON,
 * numbers in the attribute's unit. The same decision always gives the same characters.
 */
export function toExample(
  decision: ExportedDecision,
  format: ExportFormat,
): Readonly<Record<string, unknown>> {
  const question = `${describeListing(decision)}\n\n${describeQuestion(decision)}`;
  const answer = JSON.stringify({ values: decision.values, absence: statedAbsence(decision) });
  switch (format) {
    case 'chat':
      return {
        messages: [
          { role: 'system', content: systemPrompt },
          { role: 'user', content: question },
          { role: 'assistant', content: answer },
        ],
      };
    case 'prompt-completion':
      return { prompt: `${systemPrompt}\n\n${question}\n\n답: `, completion: answer };
  }
}

/** An answer without a value and without a reason is that the listing does not state one. */
function statedAbsence({ values, absence }: ExportedDecision): Absence | null {
  return values.length === 0 ? (absence ?? 'not-stated') : null;
}

function describeListing(decision: ExportedDecision): string {
  const { category, title, brand, spec, description } = decision;
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

function describeQuestion({ attribute }: ExportedDecision): string {
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
