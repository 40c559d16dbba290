import type { AttributeValue, Evidence } from '../values/contract';
import { isSameValue } from '../values/same-value';
import type { Absence, DecisionKind, DecisionMode, ErrorKind } from '../values/decision';
import type { ExportedDecision } from './export-example';
import type { ProposedValue } from '../proposals/contract';
import { maskPersonalData, moveSpan, type MaskedText } from './mask-personal-data';
import type { Split } from './near-duplicates';

export const listingFields = ['title', 'spec', 'description'] as const;
export type ListingField = (typeof listingFields)[number];
type Texts = Readonly<Record<ListingField, string>>;

/** UTF-16 offsets `[start, end)` in one text of the listing. */
export interface ValueSpan {
  readonly field: ListingField;
  readonly start: number;
  readonly end: number;
}

/** One decided value, and how and where the listing writes it; null when it does not. */
export interface DatasetValue {
  readonly value: AttributeValue;
  readonly surface: string | null;
  readonly span: ValueSpan | null;
}

/** One decision in force as every format reads it. */
export interface DatasetDecision {
  readonly id: string;
  readonly attribute: ExportedDecision['attribute'] & { readonly key: string };
  readonly kind: Exclude<DecisionKind, 'undo'>;
  readonly mode: DecisionMode;
  readonly values: readonly DatasetValue[];
  readonly absence: Absence | null;
  /** Normalised values that the model had proposed. */
  readonly proposed: readonly AttributeValue[];
  /** What the model had done wrong; null where it was right, or before errors were named. */
  readonly errorKind: ErrorKind | null;
  /** How often the training split repeats it. */
  readonly weight: number;
  readonly modelVersion: string;
  /** A pseudonym: the same person has the same one within a dataset. */
  readonly reviewer: string;
  readonly decidedAt: string;
  readonly durationMs: number | null;
}

/** A product with its decisions in schema order; personal data is masked already. */
export interface DatasetProduct extends Texts {
  readonly id: number;
  readonly split: Split;
  readonly category: ExportedDecision['category'] & { readonly key: string };
  readonly brand: string | null;
  readonly decisions: readonly DatasetDecision[];
}

/** One decision as it is stored: its texts are those of the listing, unmasked. */
export interface StoredDecision extends Omit<DatasetDecision, 'values' | 'proposed'> {
  readonly values: readonly AttributeValue[];
  readonly proposed: {
    readonly values: readonly ProposedValue[];
    readonly alternatives: readonly ProposedValue[];
  };
  readonly surface: string | null;
  readonly evidence: Evidence | null;
}

export interface StoredProduct extends Omit<DatasetProduct, 'decisions'> {
  readonly decisions: readonly StoredDecision[];
}

/** Finds every decided value in the listing and masks personal data in all texts and values. */
export function toDatasetProduct(
  product: StoredProduct,
  masking: { readonly names: RegExp | null } | null,
): DatasetProduct {
  const mask = (text: string): MaskedText =>
    masking ? maskPersonalData(text, masking.names) : { text, places: [] };
  const masked = {
    title: mask(product.title),
    spec: mask(product.spec),
    description: mask(product.description),
  };
  const maskValue = (value: AttributeValue) =>
    typeof value === 'string' ? mask(value).text : value;
  const texts: Texts = {
    title: masked.title.text,
    spec: masked.spec.text,
    description: masked.description.text,
  };
  return {
    ...product,
    ...texts,
    brand: product.brand === null ? null : mask(product.brand).text,
    decisions: product.decisions.map((decision): DatasetDecision => ({
      id: decision.id,
      attribute: decision.attribute,
      kind: decision.kind,
      mode: decision.mode,
      values: decision.values.map((value) => {
        const source = findSource(decision, value);
        const span = moveEvidence(masked, source.evidence);
        const shown = maskValue(value);
        const { surface, span: place } = locate(texts, span, source.surface, shown);
        return { value: shown, surface, span: place };
      }),
      absence: decision.absence,
      proposed: decision.proposed.values.flatMap(({ value }) =>
        value === null ? [] : [maskValue(value)],
      ),
      errorKind: decision.errorKind,
      weight: decision.weight,
      modelVersion: decision.modelVersion,
      reviewer: decision.reviewer,
      decidedAt: decision.decidedAt,
      durationMs: decision.durationMs,
    })),
  };
}

/** An example as often as the recipe wants it: more than once in the training split alone. */
export function repeatByWeight<T>(
  { split }: Pick<DatasetProduct, 'split'>,
  { weight }: Pick<DatasetDecision, 'weight'>,
  example: T,
): T[] {
  return Array.from({ length: split === 'train' ? weight : 1 }, () => example);
}

/** The values that an example answers: the same for every format. */
export function valuesOf(decision: DatasetDecision): AttributeValue[] {
  return decision.values.map(({ value }) => value);
}

/** True when the decision says something else than the proposal. */
export function isCorrection({ kind, proposed }: DatasetDecision): boolean {
  switch (kind) {
    case 'accept':
      return false;
    case 'correct':
    case 'added':
      return true;
    case 'reject':
    case 'absent':
      return proposed.length > 0;
  }
}

function findSource(
  { values, proposed, surface, evidence }: StoredDecision,
  value: AttributeValue,
): { readonly surface: string | null; readonly evidence: Evidence | null } {
  if (evidence && values.length === 1) return { surface, evidence };
  const read = [...proposed.values, ...proposed.alternatives].find(
    (each) => each.value !== null && isSameValue(each.value, value),
  );
  if (read) return { surface: read.surface, evidence: read.evidence };
  return { surface: values.length === 1 ? surface : null, evidence: null };
}

function moveEvidence(
  masked: Readonly<Record<ListingField, MaskedText>>,
  evidence: Evidence | null,
): ValueSpan | null {
  if (!evidence || evidence.field === 'review') return null;
  const moved = moveSpan(masked[evidence.field], evidence.start, evidence.end);
  if (!moved || moved.end > masked[evidence.field].text.length) return null;
  return { field: evidence.field, ...moved };
}

/** The span, else the first place of the surface, else the first place of the value itself. */
function locate(
  texts: Texts,
  span: ValueSpan | null,
  surface: string | null,
  value: AttributeValue,
): Pick<DatasetValue, 'surface' | 'span'> {
  if (span) return { surface: texts[span.field].slice(span.start, span.end), span };
  for (const text of [surface, typeof value === 'boolean' ? null : String(value)]) {
    if (!text?.trim()) continue;
    for (const field of listingFields) {
      const start = findWhole(texts[field], text);
      if (start >= 0) return { surface: text, span: { field, start, end: start + text.length } };
    }
  }
  return { surface: null, span: null };
}

const digit = /\d/;

/** Where `part` stands and no digit goes on at either end, so that 5 is not found in 15; else -1. */
function findWhole(text: string, part: string): number {
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
    const [before, after] = [text[at - 1] ?? '', text[at + part.length] ?? ''];
    const cutsBefore = digit.test(before) && digit.test(part[0]!);
    const cutsAfter = digit.test(after) && digit.test(part.at(-1)!);
    if (!cutsBefore && !cutsAfter) return at;
  }
  return -1;
}
