import { attributeDefinition, type AttributeValue } from '../../values/contract';
import type { ProposalBody } from '../../proposals/contract';
import type { ReviewProduct, ReviewRow, RowGroup } from '../../curation/contract';

interface RowWish {
  readonly id: number;
  readonly group?: RowGroup;
  readonly values?: readonly (AttributeValue | null)[];
  readonly type?: 'text' | 'number' | 'enum' | 'boolean';
  readonly unit?: string;
  readonly isMultiple?: boolean;
  readonly listed?: readonly string[];
  readonly change?: Partial<ReviewRow>;
}

/** A review row for tests: attribute `a<id>`, one proposed text value unless it is told otherwise. */
export function makeRow(wish: RowWish): ReviewRow {
  const { id, group = 'right', values = [`v${id}`], type = 'text', change = {} } = wish;
  const proposal: ProposalBody = {
    values: values.map((value) => ({
      surface: String(value),
      value,
      evidence: null,
      confidence: 0.95,
    })),
    alternatives: [],
    confidence: 0.95,
    flags: [],
  };
  return {
    proposalId: id,
    attribute: attributeDefinition.parse({
      key: `a${id}`,
      nameKo: `속성${id}`,
      nameEn: `Attribute ${id}`,
      type,
      unit: wish.unit ?? null,
      isMultiple: wish.isMultiple ?? false,
      values: (wish.listed ?? []).map((value) => ({ value })),
    }),
    group,
    reasons: group === 'needs' ? ['low-confidence'] : [],
    modelVersion: 'test',
    proposal,
    current: null,
    witnesses: [],
    decision: null,
    headId: null,
    ...change,
  };
}

/** A leased product for tests with these rows. */
export function makeProduct(productId: number, rows: readonly ReviewRow[]): ReviewProduct {
  return {
    productId,
    externalId: `x${productId}`,
    seller: '가게',
    category: { key: 'monitor', nameKo: '모니터', nameEn: 'Monitor', pathKo: [], pathEn: [] },
    title: `상품 ${productId}`,
    spec: '',
    description: '',
    brand: null,
    price: null,
    currency: 'KRW',
    imageUrls: [],
    updatedAt: '2026-01-01T00:00:00.000Z',
    state: 'ready',
    lease: {
      token: `token ${productId}`,
      userId: 'mina',
      userName: '미나',
      until: '2026-01-01T00:05:00.000Z',
    },
    rows: [...rows],
    independent: null,
    customerReviews: [],
    siblings: [],
  };
}
