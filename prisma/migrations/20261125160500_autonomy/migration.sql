CREATE TYPE "AutonomyState" AS ENUM ('shadow', 'auto', 'demoted');

CREATE TABLE "autonomy_policies" (
  "attribute_id" INTEGER NOT NULL PRIMARY KEY,
  "is_on" BOOLEAN NOT NULL,
  "wanted_precision" DOUBLE PRECISION NOT NULL,
  "delay_hours" INTEGER NOT NULL,
  "audit_share" DOUBLE PRECISION NOT NULL,
  "set_by" TEXT NOT NULL,
  "set_at" TIMESTAMPTZ(3) NOT NULL
);

CREATE TABLE "autonomy_standings" (
  "attribute_id" INTEGER NOT NULL,
  "model_version" TEXT NOT NULL,
  "state" "AutonomyState" NOT NULL DEFAULT 'shadow',
  "since" TIMESTAMPTZ(3) NOT NULL,
  "counts_from" BIGINT NOT NULL DEFAULT 0,
  "judged" INTEGER NOT NULL DEFAULT 0,
  "right" INTEGER NOT NULL DEFAULT 0,
  "bound" DOUBLE PRECISION NOT NULL DEFAULT 0,
  "committed" INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY ("attribute_id", "model_version")
);

CREATE TABLE "autonomy_verdicts" (
  "proposal_id" INTEGER NOT NULL PRIMARY KEY,
  "attribute_id" INTEGER NOT NULL,
  "model_version" TEXT NOT NULL,
  "seq" BIGINT NOT NULL,
  "is_right" BOOLEAN NOT NULL
);
-- The newest verdicts of a standing are what it is measured by.
CREATE INDEX "autonomy_verdicts_newest"
  ON "autonomy_verdicts" ("attribute_id", "model_version", "seq" DESC) INCLUDE ("is_right");

CREATE TABLE "autonomy_samples" (
  "decision_id" UUID NOT NULL PRIMARY KEY,
  "proposal_id" INTEGER NOT NULL UNIQUE,
  "attribute_id" INTEGER NOT NULL,
  "drawn_at" TIMESTAMPTZ(3) NOT NULL,
  "judged_at" TIMESTAMPTZ(3),
  "judged_by" TEXT
);
CREATE INDEX "autonomy_samples_open" ON "autonomy_samples" ("drawn_at", "decision_id") WHERE "judged_at" IS NULL;

-- What nobody looked at, of which there is little: counted apart everywhere.
CREATE INDEX "decisions_auto" ON "decisions" ("proposal_id") WHERE "mode" = 'auto';
