import type pg from 'pg';
import { dictionaryVersion } from '../extraction/dictionary-extractor';
import type { DemoCatalogue } from './generate';
import { inventPast } from './past-decisions';

/** Who reviewed before the demo begins: listings in Korean, and those of sellers abroad. */
export interface PastReviewers {
  readonly korean: string;
  readonly abroad: string;
}

/**
 * A past of eight weeks: the dictionary had proposed, people had decided what the listings say, and
 * the values were committed. Most of these products are done; some are proposed anew by the model in
 * service, from the same text.
 * @returns how many values the catalogue holds.
 */
export async function insertHistory(
  client: pg.PoolClient,
  catalogue: DemoCatalogue,
  reviewers: PastReviewers,
): Promise<number> {
  const languages = new Map(
    catalogue.products.map(({ seller, externalId, language }) => [
      `${seller}\n${externalId}`,
      language,
    ]),
  );
  const decisions = await inventPast(catalogue, new Date());
  const records = JSON.stringify(
    decisions.map((decision) => ({
      ...decision,
      reviewerId:
        languages.get(`${decision.seller}\n${decision.externalId}`) === 'ko'
          ? reviewers.korean
          : reviewers.abroad,
    })),
  );
  await client.query(insertModel, [dictionaryVersion, decisions[0]?.decidedAt ?? null]);
  for (const statement of [
    insertProposals,
    insertDecisions,
    insertCommits,
    insertValues,
    insertChanges,
    settleItems,
  ]) {
    await client.query(statement, [records]);
  }
  return decisions.filter(({ values }) => values.length > 0).length;
}

const records = `jsonb_to_recordset($1::jsonb) AS r(seller text, "externalId" text,
    "categoryKey" text, "attributeKey" text, "decisionId" uuid, "commitId" uuid, kind "DecisionKind",
    "values" jsonb, absence "Absence", surface text, evidence jsonb, "errorKind" text, proposed jsonb,
    "proposedSurface" text, "valueKey" text, "decidedAt" timestamptz, "landedAt" timestamptz,
    "isAskedAgain" boolean, "reviewerId" text)
  JOIN sellers s ON s.name = r.seller
  JOIN products o ON o.seller_id = s.id AND o.external_id = r."externalId"
  JOIN categories c ON c.key = r."categoryKey"
  JOIN attributes a ON a.category_id = c.id AND a.key = r."attributeKey"`;

/** As the registry itself enters it; it was there before its first proposal. */
const insertModel = `
  INSERT INTO model_versions (name, state, kind, location, hash, created_at)
  SELECT $1, 'candidate', 'dictionary', 'builtin:dictionary', '', $2::timestamptz - interval '1 day'
  ON CONFLICT (name) DO NOTHING`;

const insertProposals = `
  INSERT INTO proposals (product_id, attribute_id, model_version, "values", alternatives, confidence,
    flags, surface, value_key, needs_review, content_hash, decision_id, created_at, superseded_at)
  SELECT o.id, a.id, r.proposed->>'modelVersion', r.proposed->'values', r.proposed->'alternatives',
    (r.proposed->>'confidence')::real,
    ARRAY(SELECT jsonb_array_elements_text(r.proposed->'flags')), r."proposedSurface", r."valueKey",
    false, o.content_hash, r."decisionId", r."decidedAt" - interval '1 hour',
    CASE WHEN r."isAskedAgain" THEN now() END
  FROM ${records}`;

const insertDecisions = `
  INSERT INTO decisions (id, proposal_id, product_id, attribute_id, kind, "values", absence, proposed,
    model_version, surface, evidence, error_kind, reviewer_id, duration_ms, keystrokes, decided_at,
    created_at)
  SELECT r."decisionId", p.id, o.id, a.id, r.kind, r."values", r.absence, r.proposed,
    p.model_version, COALESCE(r.surface, r."proposedSurface"),
    CASE WHEN jsonb_typeof(r.evidence) = 'object' THEN r.evidence END, r."errorKind", r."reviewerId",
    1500 + o.id * 71 % 3000, CASE WHEN r.kind IN ('accept', 'absent') THEN 1 ELSE 6 END,
    r."decidedAt", r."decidedAt"
  FROM ${records}
  JOIN proposals p ON p.decision_id = r."decisionId"
  ORDER BY r."decidedAt"`;

const insertCommits = `
  INSERT INTO commits (id, product_id, state, created_by, created_at, lands_at, landed_at)
  SELECT DISTINCT r."commitId", o.id, 'landed'::"CommitState", r."reviewerId",
    r."landedAt" - interval '10 seconds', r."landedAt", r."landedAt"
  FROM ${records}`;

const insertValues = `
  INSERT INTO catalogue_values (product_id, attribute_id, "values", absence, decision_id, commit_id,
    committed_at)
  SELECT o.id, a.id, r."values", r.absence, r."decisionId", r."commitId", r."landedAt"
  FROM ${records} WHERE r.kind <> 'reject'`;

const insertChanges = `
  INSERT INTO catalogue_changes (commit_id, product_id, attribute_id, after, at)
  SELECT r."commitId", o.id, a.id, jsonb_build_object('values', r."values", 'absence', r.absence,
    'decisionId', r."decisionId", 'commitId', r."commitId"), r."landedAt"
  FROM ${records} WHERE r.kind <> 'reject'
  ORDER BY r."landedAt", a.position`;

/** What is decided in every row is done; what is proposed anew waits like everything else. */
const settleItems = `
  UPDATE review_items i SET state = 'committed', row_count = done.rows, model_version = done.model,
    proposed_at = done.proposed_at, submitted_by = done.reviewer, submitted_at = done.submitted_at,
    commit_id = done.commit_id
  FROM (
    SELECT o.id, count(*) AS rows, min(r.proposed->>'modelVersion') AS model,
      min(r."decidedAt") - interval '1 hour' AS proposed_at, min(r."reviewerId") AS reviewer,
      min(r."landedAt") - interval '10 seconds' AS submitted_at, r."commitId" AS commit_id
    FROM ${records} WHERE NOT r."isAskedAgain" GROUP BY o.id, r."commitId") done
  WHERE i.product_id = done.id`;
