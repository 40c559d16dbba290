import { db, idArray } from '../../platform/db';
import type { Actor } from '../../platform/session';
import type { MovePreview, MoveSelection } from '../contract';
import { planMove } from './plan-move';

/** What a move would do, and nothing done. @throws AppError as `planMove` */
export async function previewMove(
  actor: Actor,
  selection: MoveSelection,
  now: Date,
): Promise<MovePreview> {
  return db().$transaction(async (tx) => {
    const plan = await planMove(tx, selection, { actorId: actor.id, now, isBinding: false });
    const ids = idArray(plan.going.map(({ productId }) => productId));
    const own = idArray(plan.target.attributeIds);
    const [counted] = await tx.$queryRaw<{ carried: number; standing: number; held: number }[]>`
      WITH carried AS MATERIALIZED (${plan.carried}), standing AS (
        SELECT product_id, attribute_id FROM catalogue_values
        WHERE product_id = ANY(${ids}) AND attribute_id = ANY(${own}))
      SELECT (SELECT count(*) FROM carried)::int AS carried,
        (SELECT count(*) FROM (
          SELECT * FROM standing UNION SELECT product_id, attribute_id FROM carried) s)::int
          AS standing,
        (SELECT count(*) FROM catalogue_values v
          JOIN attributes a ON a.id = v.attribute_id AND a.archived_at IS NULL
          JOIN products o ON o.id = v.product_id AND o.category_id = a.category_id
          WHERE v.product_id = ANY(${ids}))::int AS held`;
    const { carried, standing, held } = counted!;
    const products = plan.going.length;
    const asked = products * plan.target.attributeIds.length - standing;
    return { products, carried, parked: held - carried, asked, left: [...plan.left] };
  });
}
