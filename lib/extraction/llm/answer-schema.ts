import type { AttributeDefinition } from '../../values/contract';

/** Longer lists make the endpoint's grammar slow; the prompt names their values all the same. */
const maximumEnum = 60;

export type JsonSchema = Readonly<Record<string, unknown>>;

/** Every spelling that the value list of an attribute knows, each once. */
export function listedSpellings({ values }: AttributeDefinition): readonly string[] {
  return [
    ...new Set(
      values.flatMap(({ value, nameEn, synonyms }) => [
        value,
        ...(nameEn === null || nameEn === '' ? [] : [nameEn]),
        ...synonyms,
      ]),
    ),
  ];
}

function surfaceSchema(attribute: AttributeDefinition): JsonSchema {
  const spellings = attribute.type === 'enum' ? listedSpellings(attribute) : [];
  const isShort = spellings.length > 0 && spellings.length <= maximumEnum;
  return isShort ? { type: 'string', enum: spellings } : { type: 'string' };
}

/**
 * The JSON schema of an answer: attribute key → surface form or null, a list of surface forms where
 * the attribute can have several. Uses only what strict structured outputs, vLLM and Ollama know.
 */
export function createAnswerSchema(attributes: readonly AttributeDefinition[]): JsonSchema {
  return {
    type: 'object',
    properties: Object.fromEntries(
      attributes.map((attribute) => {
        const surface = surfaceSchema(attribute);
        return [
          attribute.key,
          attribute.isMultiple
            ? { type: 'array', items: surface }
            : { anyOf: [surface, { type: 'null' }] },
        ];
      }),
    ),
    required: attributes.map(({ key }) => key),
    additionalProperties: false,
  };
}
