import * as z from 'zod';
import { productState, type ProductDetail } from '../product-contract';
import { absence } from '../../values/decision';
import { readSkip } from '../../values/skip-reason';
import { db } from '../../platform/db';
import { AppError } from '../../platform/errors';
import { attributeValue } from '../../values/contract';
import { proposalBody } from '../../proposals/contract';
import { readAttributes, readPath } from './schema-store';

const shownReviews = 20;
const waitingBody = proposalBody.pick({ values: true, confidence: true, flags: true });
type WaitingBody = z.infer<typeof waitingBody>;

/**
 * One product with its texts, images, review state and what the catalogue holds.
 * @throws AppError `not-found`.
 */
export async function readProduct(id: number, now: Date): Promise<ProductDetail> {
  const product = await db().product.findUnique({
    where: { id },
    include: {
      text: true,
      seller: true,
      category: true,
      reviewItem: true,
      values: { include: { attribute: { select: { key: true, categoryId: true } } } },
      reviews: { orderBy: { id: 'desc' }, take: shownReviews },
    },
  });
  if (!product) throw new AppError('not-found', 'errors.not-found', { subject: `product ${id}` });
  const { category, reviewItem, text } = product;
  const path = await readPath(db(), category.id);
  const isHeld = reviewItem?.leaseUntil && reviewItem.leaseUntil > now;
  const holder =
    isHeld && reviewItem.leaseUserId
      ? await db().user.findUnique({ where: { id: reviewItem.leaseUserId } })
      : null;
  // Values of a category that it was in before are kept, and may have the keys of this one's.
  const own = product.values.filter(({ attribute }) => attribute.categoryId === category.id);
  const heldByKey = new Map(own.map((value) => [value.attribute.key, value]));
  const attributes = await readAttributes(db(), category.id);
  const proposed = await readWaiting(id, category.id);
  return {
    id,
    externalId: product.externalId,
    title: product.title,
    spec: text?.spec ?? '',
    description: text?.description ?? '',
    brand: product.brand,
    price: product.price === null ? null : Number(product.price),
    currency: product.currency.trim(),
    imageUrls: product.imageUrls,
    gtin: product.gtin,
    groupKey: product.groupKey,
    seller: product.seller.name,
    category: {
      key: category.key,
      nameKo: category.nameKo,
      nameEn: category.nameEn,
      pathKo: path.map(({ nameKo }) => nameKo),
      pathEn: path.map(({ nameEn }) => nameEn),
    },
    raw: z.record(z.string(), z.unknown()).catch({}).parse(text?.raw),
    createdAt: product.createdAt.toISOString(),
    updatedAt: product.updatedAt.toISOString(),
    state: productState.parse(
      product.withdrawnAt === null ? (reviewItem?.state ?? 'waiting') : 'withdrawn',
    ),
    needs: reviewItem?.needsCount ?? 0,
    rows: reviewItem?.rowCount ?? 0,
    modelVersion: reviewItem?.modelVersion ?? null,
    heldBy: holder?.name ?? null,
    skip: reviewItem?.skipReason ? readSkip(reviewItem.skipReason, reviewItem.skipNote) : null,
    values: attributes.map((attribute) => {
      const held = heldByKey.get(attribute.key);
      return {
        attribute,
        held: held
          ? {
              values: z.array(attributeValue).parse(held.values),
              absence: absence.nullable().parse(held.absence?.replaceAll('_', '-') ?? null),
            }
          : null,
        committedAt: held?.committedAt.toISOString() ?? null,
        proposed: proposed.get(attribute.key) ?? null,
      };
    }),
    customerReviews: product.reviews.map((review) => ({
      id: review.id,
      rating: review.rating,
      text: review.text,
      writtenAt: review.writtenAt?.toISOString() ?? null,
    })),
  };
}

/** Proposals in force that nobody has decided, by attribute key. */
async function readWaiting(
  productId: number,
  categoryId: number,
): Promise<ReadonlyMap<string, WaitingBody>> {
  const rows = await db().proposal.findMany({
    where: { productId, supersededAt: null, attribute: { categoryId } },
    select: {
      values: true,
      confidence: true,
      flags: true,
      decisionId: true,
      attribute: { select: { key: true } },
    },
  });
  const heads = rows.flatMap(({ decisionId }) => decisionId ?? []);
  // A chain whose last word takes the only decision back is undecided again.
  const undone = await db().decision.findMany({
    where: { id: { in: heads }, kind: 'undo', restoresId: null },
    select: { id: true },
  });
  const open = new Set<string | null>([null, ...undone.map(({ id }) => id)]);
  return new Map(
    rows
      .filter(({ decisionId }) => open.has(decisionId))
      .map(({ attribute, ...body }) => [attribute.key, waitingBody.parse(body)]),
  );
}
