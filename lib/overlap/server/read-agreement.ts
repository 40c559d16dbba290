import * as z from 'zod';
import { db } from '../../platform/db';
import { agreementOf, type AnsweredRow, type PairFigures } from '../overlap';
import { overlapAnswer, type AgreementReport } from '../contract';

/** Figures come from this many of the newest rows: older ones say little of how people work now. */
const maximumRows = 20_000;

const answers = z.array(overlapAnswer.pick({ reviewerId: true, key: true }));

interface RowRecord {
  readonly attribute_id: number;
  readonly is_disputed: boolean;
  readonly answers: unknown;
}

/** How far independent reviews agree: in all, by attribute and by every two people. */
export async function readAgreement(queueId: string | null): Promise<AgreementReport> {
  const records = await db().$queryRaw<RowRecord[]>`
    SELECT w.attribute_id, w.is_disputed, w.answers
    FROM overlap_rounds o JOIN overlap_rows w ON w.round_id = o.id
    WHERE o.state IN ('disputed', 'settled')
      AND (${queueId}::uuid IS NULL OR o.queue_id = ${queueId}::uuid)
    ORDER BY o.reviewed_at DESC LIMIT ${maximumRows + 1}::int`;
  const rows = records.slice(0, maximumRows).map((record): AnsweredRow => ({
    attributeId: record.attribute_id,
    isDisputed: record.is_disputed,
    answers: answers.parse(record.answers),
  }));
  const byAttribute = new Map<number, AnsweredRow[]>();
  for (const row of rows) {
    const alike = byAttribute.get(row.attributeId);
    if (alike) alike.push(row);
    else byAttribute.set(row.attributeId, [row]);
  }
  const [attributes, names] = await Promise.all([
    db().attribute.findMany({
      where: { id: { in: [...byAttribute.keys()] } },
      select: {
        id: true,
        nameKo: true,
        nameEn: true,
        category: { select: { nameKo: true, nameEn: true } },
      },
    }),
    readNames(rows),
  ]);
  const named = ({ reviewerIds: [one, other], ...pair }: PairFigures) => ({
    ...pair,
    names: [names.get(one) ?? one, names.get(other) ?? other] as [string, string],
  });
  const { pairs, ...overall } = agreementOf(rows);
  return {
    overall,
    attributes: attributes
      .map(({ id, nameKo, nameEn, category }) => {
        const figures = agreementOf(byAttribute.get(id) ?? []);
        return {
          ...figures,
          attributeId: id,
          nameKo,
          nameEn,
          categoryNameKo: category.nameKo,
          categoryNameEn: category.nameEn,
          pairs: figures.pairs.map(named),
        };
      })
      .sort((a, b) => (a.raw ?? 1) - (b.raw ?? 1) || b.units - a.units),
    pairs: pairs.map(named),
    isCut: records.length > maximumRows,
  };
}

async function readNames(rows: readonly AnsweredRow[]): Promise<ReadonlyMap<string, string>> {
  const ids = new Set(rows.flatMap((row) => row.answers.map(({ reviewerId }) => reviewerId)));
  const people = await db().user.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, name: true },
  });
  return new Map(people.map(({ id, name }) => [id, name]));
}
