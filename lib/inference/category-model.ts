import type { CategoryInput } from '../extraction/category-contract';
import type { Curve } from './calibration';

/** How far answers of one kind can be believed. */
export interface CategoryTrust {
  readonly curve: Curve;
  /** By leaf the least confidence at which it was right often enough on held-out products. */
  readonly thresholds: Readonly<Record<string, number>>;
}

/** A trained category head in memory. */
export interface CategoryModel {
  /** Registry name of the model version. */
  readonly version: string;
  /** Keys of the leaves that it was taught, in the order of its scores. */
  readonly leaves: readonly string[];
  /** Rows and width of the table of hashed features; row 0 is zero. */
  readonly rows: number;
  readonly width: number;
  readonly table: Float32Array;
  /** ONNX: `sums` [products, width] → `scores` [products, leaves]. */
  readonly graph: Uint8Array;
  /** How much names say beside the head. */
  readonly nameWeight: number;
  /** Fitted apart, because a title alone is right less often at one and the same confidence. */
  readonly trust: { readonly titleOnly: CategoryTrust; readonly withSpec: CategoryTrust };
  /** By leaf the parts and accessories that titles of its own products speak of. */
  readonly dependants: Readonly<Record<string, readonly string[]>>;
}

export function trustOf(
  model: Pick<CategoryModel, 'trust'>,
  { spec }: CategoryInput,
): CategoryTrust {
  return spec.trim() === '' ? model.trust.titleOnly : model.trust.withSpec;
}
