import { enqueue } from '../../jobs/define-job';
import { writeAudit } from '../../platform/audit';
import { db } from '../../platform/db';
import { AppError } from '../../platform/errors';
import type { ShadowReport } from '../contract';
import { runShadow, shadowJobKey } from '../../proposals/jobs';

/**
 * Lets a candidate answer silently what is proposed from now on, in place of another that did, or ends
 * that. What it answered before stays.
 * @throws AppError `not-found`; `conflict` for a model that serves
 */
export async function setShadow(
  actor: { readonly id: string },
  name: string,
  isOn: boolean,
): Promise<void> {
  await db().$transaction(async (tx) => {
    const model = await tx.modelVersion.findUnique({ where: { name } });
    if (!model) throw new AppError('not-found', 'errors.not-found', { subject: name });
    if (model.state === 'production')
      throw new AppError('conflict', 'training.serves-already', { name });
    if ((model.state === 'shadow') === isOn) return;
    await tx.modelVersion.updateMany({
      where: { state: 'shadow' },
      data: { state: 'candidate' },
    });
    if (isOn) {
      await tx.modelVersion.update({
        where: { name },
        data: { state: 'shadow', shadowAt: model.shadowAt ?? new Date() },
      });
      await enqueue(tx, runShadow, {}, { key: shadowJobKey });
    }
    await writeAudit(tx, {
      actorId: actor.id,
      action: isOn ? 'model.shadow-on' : 'model.shadow-off',
      subjectType: 'model',
      subjectId: name,
    });
  });
}

interface Counts {
  readonly products: number;
  readonly values: number;
  readonly agreed: number;
  readonly decided: number;
  readonly shadowRight: number;
  readonly productionRight: number;
}

/** What the shadow answers of a model say; null for one that was never in the shadow. */
export async function readShadowReport(model: {
  readonly name: string;
  readonly shadowAt: Date | null;
}): Promise<ShadowReport | null> {
  const { name, shadowAt } = model;
  if (shadowAt === null) return null;
  const [[counts], attributes] = await Promise.all([
    db().$queryRaw<Counts[]>`
      SELECT count(DISTINCT s.product_id)::int AS products, count(*)::int AS values,
        count(*) FILTER (WHERE s.agrees)::int AS agreed, count(d.id)::int AS decided,
        count(d.id) FILTER (WHERE s."values" = d."values")::int AS "shadowRight",
        count(d.id) FILTER (WHERE d.kind = 'accept')::int AS "productionRight"
      FROM shadow_answers s
      JOIN proposals p ON p.id = s.proposal_id
      LEFT JOIN decisions d ON d.id = p.decision_id AND d.kind <> 'undo' AND d.mode <> 'auto'
      WHERE s.model_version = ${name}`,
    db().$queryRaw<ShadowReport['attributes']>`
      SELECT a.name_ko AS "nameKo", a.name_en AS "nameEn", count(*)::int AS values,
        count(*) FILTER (WHERE s.agrees)::int AS agreed
      FROM shadow_answers s JOIN attributes a ON a.id = s.attribute_id
      WHERE s.model_version = ${name}
      GROUP BY a.name_ko, a.name_en ORDER BY count(*) FILTER (WHERE NOT s.agrees) DESC, count(*) DESC
      LIMIT 100`,
  ]);
  const { products = 0, values = 0, agreed = 0 } = counts ?? {};
  const { decided = 0, shadowRight = 0, productionRight = 0 } = counts ?? {};
  return {
    since: shadowAt.toISOString(),
    products,
    values,
    agreement: values === 0 ? null : agreed / values,
    decided,
    shadowRight,
    productionRight,
    attributes,
  };
}
