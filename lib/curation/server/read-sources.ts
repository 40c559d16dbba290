import * as z from 'zod';
import { evidence, type Evidence } from '../../values/contract';
import { db } from '../../platform/db';
import type { SourceTexts } from '../error-kind';

/** What the proposals of one product were read from. */
export interface ProductSources {
  readonly texts: SourceTexts;
  /** Evidence of each proposal in force, by its id. */
  readonly evidence: ReadonlyMap<number, readonly Evidence[]>;
  /** Proposals that were read from an older text. */
  readonly stale: ReadonlySet<number>;
}

interface SourceRecord {
  readonly title: string;
  readonly spec: string | null;
  readonly description: string | null;
  readonly reviews: { readonly id: number; readonly text: string }[];
  readonly proposals: unknown;
}

const proposalRecords = z.array(
  z.object({ id: z.number(), isStale: z.boolean(), evidence: z.array(evidence.nullable()) }),
);

/** Texts of one product with the customer reviews that a proposal cites. */
export async function readSources(productId: number): Promise<ProductSources> {
  const [record] = await db().$queryRaw<SourceRecord[]>`
    WITH read AS MATERIALIZED (
      SELECT p.id, p.content_hash,
        jsonb_path_query_array(p.values, '$[*].evidence') AS evidence
      FROM proposals p WHERE p.product_id = ${productId}::int AND p.superseded_at IS NULL
    )
    SELECT o.title, t.spec, t.description,
      (SELECT COALESCE(jsonb_agg(jsonb_build_object('id', v.id, 'text', v.text)), '[]')
        FROM customer_reviews v WHERE v.id IN (
          SELECT (jsonb_path_query(r.evidence, '$[*].reviewId'))::int FROM read r)) AS reviews,
      (SELECT COALESCE(jsonb_agg(jsonb_build_object('id', r.id, 'evidence', r.evidence,
        'isStale', r.content_hash <> o.content_hash)), '[]') FROM read r) AS proposals
    FROM products o LEFT JOIN product_texts t ON t.product_id = o.id
    WHERE o.id = ${productId}::int`;
  const proposals = proposalRecords.parse(record?.proposals ?? []);
  return {
    texts: {
      title: record?.title ?? '',
      spec: record?.spec ?? '',
      description: record?.description ?? '',
      reviews: new Map(record?.reviews.map(({ id, text }) => [id, text])),
    },
    evidence: new Map(
      proposals.map((each) => [each.id, each.evidence.flatMap((cited) => cited ?? [])]),
    ),
    stale: new Set(proposals.filter(({ isStale }) => isStale).map(({ id }) => id)),
  };
}
