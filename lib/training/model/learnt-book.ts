import type { AttributeQuery } from '../../inference/features';
import type { LearntAttribute } from '../../inference/model-config';
import { queryOf } from './labels';

/** Learnt attributes by category and name, each with its one question. */
export class LearntBook {
  private readonly learnt = new Map<string, LearntAttribute>();
  private readonly anywhere = new Map<string, LearntAttribute>();
  private readonly queries = new Map<string, AttributeQuery>();

  constructor(attributes: readonly LearntAttribute[]) {
    for (const attribute of attributes) {
      this.learnt.set(attributeKey(attribute.category, attribute.name), attribute);
      if (!this.anywhere.has(attribute.name)) this.anywhere.set(attribute.name, attribute);
    }
  }

  find(category: string, name: string): LearntAttribute | undefined {
    return this.learnt.get(attributeKey(category, name));
  }

  /** The question; in a category never seen, as another category describes the attribute. */
  queryOf(category: string, name: string): AttributeQuery {
    const key = attributeKey(category, name);
    const learnt = this.learnt.get(key) ?? this.anywhere.get(name);
    const known = this.queries.get(key) ?? queryOf(learnt, category, name);
    this.queries.set(key, known);
    return known;
  }
}

export function attributeKey(category: string, name: string): string {
  return JSON.stringify([category, name]);
}
