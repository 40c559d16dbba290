import * as z from 'zod';

import { heldValue, skipReason } from '../values/decision';
import { proposalBody } from '../proposals/contract';
import { attributeDefinition, key } from '../values/contract';
import { rowIdInAddress } from '../platform/inputs';

export const reviewState = z.enum([
  'waiting',
  'ready',
  'overlap',
  'submitted',
  'committed',
  'skipped',
]);

/** Where an offer stands: in review, or taken back by its seller. */
export const productState = z.enum([...reviewState.options, 'withdrawn']);
export type ProductState = z.infer<typeof productState>;

export const customerReview = z.object({
  id: z.number().int(),
  rating: z.number().int().min(1).max(5).nullable(),
  text: z.string(),
  writtenAt: z.iso.datetime().nullable(),
});

// GET /api/products – newest first
export const productQuery = z.object({
  /** Leaf or inner category; an inner one takes in everything below it. */
  categoryKey: key.optional(),
  sellerId: rowIdInAddress.optional(),
  state: productState.optional(),
  /** Words of title, brand or external id, as people type them. */
  q: z.string().trim().max(200).optional(),
  /** `next` of the page before. */
  cursor: rowIdInAddress.optional(),
  limit: z.coerce.number<number>().int().min(1).max(200).default(50),
});
export type ProductQuery = z.infer<typeof productQuery>;

export const productLine = z.object({
  id: z.number().int(),
  externalId: z.string(),
  title: z.string(),
  brand: z.string().nullable(),
  /** In the smallest unit of `currency`. */
  price: z.number().nullable(),
  currency: z.string(),
  imageUrl: z.string().nullable(),
  seller: z.string(),
  categoryKo: z.string(),
  categoryEn: z.string(),
  state: productState,
  /** Rows that need a person, of all rows. */
  needs: z.number().int(),
  rows: z.number().int(),
});
export type ProductLine = z.infer<typeof productLine>;

/** Products by state; each counted up to `countLimit` together. */
export const productCounts = z.record(productState, z.number().int());
export type ProductCounts = z.infer<typeof productCounts>;

export const productPage = z.object({
  products: z.array(productLine),
  next: z.number().int().nullable(),
  /** For the filter without its state; null behind the first page. */
  counts: productCounts.nullable(),
});
export type ProductPage = z.infer<typeof productPage>;

/** Counts of products stop here. */
export const countLimit = 100_000;

// GET /api/products/:id
export const productIdPath = z.object({ id: rowIdInAddress });
export const productDetail = z.object({
  id: z.number().int(),
  externalId: z.string(),
  title: z.string(),
  spec: z.string(),
  description: z.string(),
  brand: z.string().nullable(),
  price: z.number().nullable(),
  currency: z.string(),
  imageUrls: z.array(z.string()),
  /** Barcode with a right check digit. */
  gtin: z.string().nullable(),
  /** Offers of one product share it. */
  groupKey: z.string().nullable(),
  seller: z.string(),
  category: z.object({
    key,
    nameKo: z.string(),
    nameEn: z.string(),
    pathKo: z.array(z.string()),
    pathEn: z.array(z.string()),
  }),
  /** What the file held beyond the fields above. */
  raw: z.record(z.string(), z.unknown()),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  state: productState,
  needs: z.number().int(),
  rows: z.number().int(),
  modelVersion: z.string().nullable(),
  /** Who holds it for review right now. */
  heldBy: z.string().nullable(),
  skip: z.object({ reason: skipReason, note: z.string().nullable() }).nullable(),
  /** Every attribute of the schema in its order, with what the catalogue holds. */
  values: z.array(
    z.object({
      attribute: attributeDefinition,
      held: heldValue.nullable(),
      committedAt: z.iso.datetime().nullable(),
      /** What is proposed and waits for a person; null once it is decided, or where nothing was asked. */
      proposed: proposalBody.pick({ values: true, confidence: true, flags: true }).nullable(),
    }),
  ),
  /** The newest ones. */
  customerReviews: z.array(customerReview),
});
export type ProductDetail = z.infer<typeof productDetail>;

// GET /api/products/:id/category-proposal
export const categoryProposal = z.object({
  /** The category that it is in. */
  current: key,
  /** The deepest category that is certain enough; null when none is. */
  proposed: key.nullable(),
  /** At most three leaves, best first. */
  candidates: z.array(
    z.object({
      key,
      /** From the root down; how certain it is that the product belongs below each. */
      path: z.array(z.object({ key, confidence: z.number().min(0).max(1) })),
      confidence: z.number().min(0).max(1),
      /** The words that decided: UTF-16 offsets. */
      evidence: z.array(
        z.object({
          source: z.enum(['title', 'spec', 'sellerPath']),
          start: z.number().int(),
          end: z.number().int(),
        }),
      ),
    }),
  ),
  /** That the texts speak for another category than the one that it is in. */
  isDoubtful: z.boolean(),
  modelVersion: z.string(),
});
export type CategoryProposal = z.infer<typeof categoryProposal>;

// GET /api/sellers
export const seller = z.object({ id: z.number().int(), name: z.string() });
export const sellers = z.array(seller);
export type Seller = z.infer<typeof seller>;
