import { createHash } from 'node:crypto';
import type { AttributeDefinition } from '../../values/contract';
import type { Extraction, ExtractionInput } from '../contract';

/**
 * The latest answers by what was asked. A batch that is rolled back, or asked again product by
 * product because one of them failed, then costs no second request.
 */
export class AnswerMemory {
  private readonly answers = new Map<string, Extraction[]>();
  private readonly schemas = new WeakMap<readonly AttributeDefinition[], string>();

  constructor(private readonly limit: number) {}

  find(input: ExtractionInput): Extraction[] | null {
    return this.answers.get(this.keyOf(input)) ?? null;
  }

  keep(input: ExtractionInput, answer: Extraction[]): void {
    this.answers.set(this.keyOf(input), answer);
    const [oldest] = this.answers.keys();
    if (this.answers.size > this.limit && oldest !== undefined) this.answers.delete(oldest);
  }

  private keyOf({ category, attributes, title, spec, description }: ExtractionInput): string {
    const schema = this.schemas.get(attributes) ?? hash(attributes);
    this.schemas.set(attributes, schema);
    return hash([category, schema, title, spec, description]);
  }
}

const hash = (content: unknown): string =>
  createHash('sha256').update(JSON.stringify(content)).digest('base64url');
