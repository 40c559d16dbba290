CREATE TYPE "ProbeKind" AS ENUM ('planted', 'hidden');
CREATE TYPE "ProbeOutcome" AS ENUM ('missed', 'caught', 'same', 'other');

CREATE TABLE "probes" (
  "id" SERIAL PRIMARY KEY,
  "kind" "ProbeKind" NOT NULL,
  "proposal_id" INTEGER NOT NULL,
  "product_id" INTEGER NOT NULL,
  "attribute_id" INTEGER NOT NULL,
  "model_version" TEXT NOT NULL,
  "reviewer_id" TEXT NOT NULL,
  "shown" JSONB NOT NULL,
  "links" JSONB NOT NULL DEFAULT '[]',
  "outcome" "ProbeOutcome",
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "settled_at" TIMESTAMPTZ(3)
);
-- A row is a probe once, for one person.
CREATE UNIQUE INDEX "probes_proposal_id_key" ON "probes" ("proposal_id");
CREATE INDEX "probes_product_id_idx" ON "probes" ("product_id");
CREATE INDEX "probes_settled_at_idx" ON "probes" ("settled_at");
-- By the id of a decision in the chain.
CREATE INDEX "probes_links" ON "probes" USING GIN ("links" jsonb_path_ops);
-- The desk knows a probe by its negative id, and -1 as nothing.
ALTER SEQUENCE "probes_id_seq" START WITH 1000 RESTART;
