import * as z from 'zod';
import { attributeValue, type AttributeValue } from '../../values/contract';
import { db, idArray } from '../../platform/db';
import type { Actor } from '../../platform/session';
import type { ProposalBody } from '../../proposals/contract';
import type { ReviewProduct, ReviewRow } from '../../curation/contract';
import { isSampled } from '../../statistics/sample';
import {
  disguiseRow,
  hiddenBody,
  noProbes,
  plantValue,
  probeRates,
  type ProbeKind,
  type ProbeRates,
} from '../../curation/probe';
import { findValueFault, proposedValues } from '../../curation/values';
import { areSameValues } from '../../values/same-value';
import {
  ratesSetting,
  decisionOf,
  findProbes,
  probeRecord,
  type ProbeRecord,
} from '../../curation/server';

/** Values of other products among which a wrong one is chosen. */
const otherValues = 100;

/** What is known of probes before products are shown: the admin's rates, and those shown already. */
export interface ProbeState {
  readonly rates: ProbeRates;
  readonly known: readonly ProbeRecord[];
}

const nothingKnown: ProbeState = { rates: noProbes, known: [] };

/** A key of another system types nothing from habit: only people, who have an address, are measured. */
export async function readProbeState(
  { id, email }: Actor,
  productIds: readonly number[],
): Promise<ProbeState> {
  if (email === '' || productIds.length === 0) return nothingKnown;
  const [state] = await db().$queryRaw<{ rates: unknown; has_known: boolean }[]>`
    SELECT (SELECT value FROM settings WHERE name = ${ratesSetting}) AS rates,
      EXISTS (SELECT FROM probes WHERE product_id = ANY(${idArray(productIds)})
        AND reviewer_id = ${id} AND settled_at IS NULL) AS has_known`;
  const wanted = { productId: { in: [...productIds] }, reviewerId: id, settledAt: null };
  return {
    rates: state?.rates ? probeRates.parse(state.rates) : noProbes,
    known: state?.has_known ? await findProbes(wanted) : [],
  };
}

/**
 * Products as their holder sees them: some undecided rows with a wrong value or none, at the admin's
 * rates. What was shown once is shown again; products in independent review are left as they are.
 */
export async function withProbes(
  actor: Actor,
  products: readonly ReviewProduct[],
  { rates, known }: ProbeState,
  now: Date,
): Promise<ReviewProduct[]> {
  const own = products.filter(
    ({ state, lease }) => state === 'ready' && lease?.userId === actor.id,
  );
  const isOn = rates.planted > 0 || rates.hidden > 0;
  const drawn = isOn ? await drawProbes(actor, own, rates, now) : [];
  const probes = new Map([...known, ...drawn].map((probe) => [probe.proposalId, probe]));
  if (probes.size === 0) return [...products];
  return products.map((product) => ({
    ...product,
    rows: product.rows.map((row) => {
      const probe = own.includes(product) ? probes.get(row.proposalId) : undefined;
      if (!probe) return row;
      const { links, ...shown } = probe;
      const headId = links.at(-1)?.id ?? null;
      return disguiseRow(row, { ...shown, headId, decision: decisionOf(links, actor.id) });
    }),
  }));
}

interface Draw {
  readonly kind: ProbeKind;
  readonly proposalId: number;
  readonly shown: ProposalBody;
}

/** Which rows are probes is fixed by their ids: claiming again draws the same. */
async function drawProbes(
  actor: Actor,
  products: readonly ReviewProduct[],
  rates: ProbeRates,
  now: Date,
): Promise<ProbeRecord[]> {
  const open = products.flatMap(({ rows }) => rows.filter(({ headId }) => headId === null));
  const isDrawn = (kind: ProbeKind) => (row: ReviewRow) =>
    rates[kind] > 0 && isSampled(kind, row.proposalId, rates[kind]);
  const hidden = open.filter((row) => isDrawn('hidden')(row) && isHideable(row));
  const planted = open.filter(
    (row) => isDrawn('planted')(row) && isPlantable(row) && !hidden.includes(row),
  );
  const draws: Draw[] = hidden.map(({ proposalId }) => ({
    kind: 'hidden',
    proposalId,
    shown: hiddenBody,
  }));
  draws.push(...(await plantValues(planted)));
  if (draws.length === 0) return [];
  const made = await db().$queryRaw<unknown[]>`
    INSERT INTO probes (kind, proposal_id, product_id, attribute_id, model_version, reviewer_id, shown,
      created_at)
    SELECT d.kind, p.id, p.product_id, p.attribute_id, p.model_version, ${actor.id}, d.shown,
      ${now}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(draws)}::jsonb)
      AS d(kind "ProbeKind", "proposalId" int, shown jsonb)
    JOIN proposals p ON p.id = d."proposalId"
    ORDER BY p.id
    ON CONFLICT DO NOTHING
    RETURNING id, kind::text, proposal_id AS "proposalId", product_id AS "productId", shown, links`;
  return z.array(probeRecord).parse(made);
}

/** A row whose value stands in the catalogue shows it: there is nothing to hide. */
function isHideable({ current }: ReviewRow): boolean {
  return current === null;
}

/** One value that looks right: where a person would look anyway, a wrong one measures nothing. */
function isPlantable({ group, proposal }: ReviewRow): boolean {
  return group === 'right' && proposal.values.length === 1;
}

/** Gives each row a value that the model read in another product. */
async function plantValues(rows: readonly ReviewRow[]): Promise<Draw[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ proposalId }) => proposalId);
  const others = await db().$queryRaw<{ id: number; value: AttributeValue }[]>`
    SELECT p.id, other.value
    FROM proposals p
    CROSS JOIN LATERAL (
      SELECT q.values->0->'value' AS value FROM (
        SELECT q.id, q.values FROM proposals q
        WHERE q.attribute_id = p.attribute_id AND q.superseded_at IS NULL
          AND q.value_key IS NOT NULL AND md5(q.value_key) <> md5(p.value_key)
        LIMIT ${otherValues}::int
      ) q
      ORDER BY md5(q.id::text || p.id::text) LIMIT 1
    ) other
    WHERE p.id = ANY(${ids}::int[])`;
  const valueOf = new Map(others.map(({ id, value }) => [id, value]));
  return rows.flatMap((row) => {
    const value = attributeValue.safeParse(valueOf.get(row.proposalId));
    if (!value.success || !isWrong(row, value.data)) return [];
    const shown = plantValue(row.proposal, value.data);
    return [{ kind: 'planted', proposalId: row.proposalId, shown }];
  });
}

/** Neither what the model, the catalogue nor another seller says, but what the schema allows. */
function isWrong(row: ReviewRow, value: AttributeValue): boolean {
  const truths = [
    proposedValues(row.proposal),
    ...row.witnesses.map(({ values }) => values),
    ...(row.current ? [row.current.values] : []),
  ];
  return (
    findValueFault(row.attribute, [value]) === null &&
    !truths.some((truth) => areSameValues(truth, [value], row.attribute.tolerance))
  );
}
