import { findSchemaProblems, type SchemaProblemCode } from '@/lib/catalogue/check-schema';
import { attributeDefinition, type AttributeDefinition } from '@/lib/values/contract';

export interface AttributeProblem {
  readonly index: number;
  readonly field: keyof AttributeDefinition;
  readonly code: SchemaProblemCode | 'bad-key' | 'no-name' | 'bad-pattern' | 'too-long';
  readonly subject: string;
}

function shapeCode(field: unknown): AttributeProblem['code'] {
  if (field === 'key') return 'bad-key';
  if (field === 'nameKo' || field === 'nameEn') return 'no-name';
  return field === 'pattern' ? 'bad-pattern' : 'too-long';
}

const fields = attributeDefinition.keyof();

/** Everything that keeps the edited attributes from being saved, in their order. */
export function findAttributeProblems(
  attributes: readonly AttributeDefinition[],
): AttributeProblem[] {
  const shapes = attributes.flatMap((attribute, index) => {
    const issues = attributeDefinition.safeParse(attribute).error?.issues ?? [];
    return issues.map(({ path: [field] }) => ({
      index,
      field: fields.catch('key').parse(field),
      code: shapeCode(field),
      subject: attribute.key,
    }));
  });
  return [...shapes, ...findSchemaProblems(attributes)];
}
