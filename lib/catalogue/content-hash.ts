import { createHash } from 'node:crypto';

/**
 * SHA-256, in hexadecimal, of everything a model reads of a product. `contentHashSql` computes the
 * same in PostgreSQL; a change of either makes every product's evidence stale.
 */
export function hashContent(product: {
  readonly title: string;
  readonly spec: string;
  readonly description: string;
}): string {
  const text = [product.title, product.spec, product.description].join('\u001f');
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** SQL expression of the hash over three text expressions. */
export function contentHashSql(title: string, spec: string, description: string): string {
  return `encode(sha256(convert_to(concat_ws(chr(31), ${title}, ${spec}, ${description}), 'UTF8')), 'hex')`;
}
