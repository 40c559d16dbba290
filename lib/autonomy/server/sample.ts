import { readReviewProducts } from '../../curation/server';
import { resolveVerdict, storeVerdict, type UnseenVerdict } from './judge-unseen';
import { writeAudit } from '../../platform/audit';
import { db } from '../../platform/db';
import { AppError } from '../../platform/errors';
import type { Actor } from '../../platform/session';
import type { JudgeInput, SampleList } from '../contract';

/** As many as a person looks at before the page asks again. */
const listedValues = 20;

interface SampleRecord {
  readonly decision_id: string;
  readonly proposal_id: number;
  readonly product_id: number;
  readonly drawn_at: Date;
  readonly waiting: number;
}

/** Values accepted unseen that were drawn and that nobody has judged, reverted or decided since. */
export async function listSample(now: Date): Promise<SampleList> {
  const records = await db().$queryRaw<SampleRecord[]>`
    SELECT s.decision_id::text, s.proposal_id, p.product_id, s.drawn_at,
      (count(*) OVER ())::int AS waiting
    FROM autonomy_samples s
    JOIN proposals p ON p.id = s.proposal_id AND p.decision_id = s.decision_id
      AND p.superseded_at IS NULL
    WHERE s.judged_at IS NULL
    ORDER BY s.drawn_at, s.decision_id LIMIT ${listedValues}::int`;
  const ids = [...new Set(records.map(({ product_id }) => product_id))];
  const products = new Map(
    (await readReviewProducts(db(), ids, now)).map((product) => [product.productId, product]),
  );
  return {
    waiting: records[0]?.waiting ?? 0,
    values: records.flatMap(({ decision_id, proposal_id, product_id, drawn_at }) => {
      const product = products.get(product_id);
      const rows = product?.rows.filter(({ proposalId }) => proposalId === proposal_id) ?? [];
      if (!product || rows.length === 0) return [];
      return [
        {
          decisionId: decision_id,
          drawnAt: drawn_at.toISOString(),
          proposalId: proposal_id,
          product: { ...product, rows },
        },
      ];
    }),
  };
}

/**
 * A person's word on a value of the sample: right, or what it should have been, which is in the
 * catalogue at once. Sending it again changes nothing.
 * @throws AppError `not-found`; `conflict` when somebody judged it before, or when the value was
 * reverted or decided meanwhile; `invalid` when the schema refuses the value
 */
export async function judgeSample(
  actor: Actor,
  decisionId: string,
  { id, kind, values, absence }: JudgeInput,
  now: Date,
): Promise<void> {
  if (await db().decision.findFirst({ where: { id, supersedesId: decisionId } })) return;
  const sample = await db().autonomySample.findUnique({ where: { decisionId } });
  const unseen = await db().decision.findUnique({ where: { id: decisionId } });
  if (!sample || !unseen) {
    throw new AppError('not-found', 'errors.not-found', { subject: `sample ${decisionId}` });
  }
  const verdict: UnseenVerdict = {
    id,
    proposalId: sample.proposalId,
    supersedesId: decisionId,
    kind,
    values,
    absence,
  };
  const link = await resolveVerdict(unseen.productId, verdict, now);
  await db().$transaction(async (tx) => {
    const { count } = await tx.autonomySample.updateMany({
      where: { decisionId, judgedAt: null },
      data: { judgedAt: now, judgedBy: actor.id },
    });
    if (count === 0 || !(await storeVerdict(tx, actor, unseen.productId, link, now))) {
      throw new AppError('conflict', 'autonomy.errors.judged-already');
    }
    await writeAudit(tx, {
      actorId: actor.id,
      action: 'autonomy.judge',
      subjectType: 'decision',
      subjectId: decisionId,
      detail: { kind: link.kind, decisionId: id },
    });
  });
}
