-- CreateEnum
CREATE TYPE "RoundState" AS ENUM ('collecting', 'disputed', 'settled', 'void');

-- AlterEnum
ALTER TYPE "ReviewState" ADD VALUE 'overlap';

-- AlterTable
ALTER TABLE "queues" ADD COLUMN "overlap_share" DOUBLE PRECISION NOT NULL DEFAULT 1,
ADD COLUMN "reviews_wanted" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "review_items" ADD COLUMN "expected_errors" REAL NOT NULL DEFAULT 0,
ADD COLUMN "lease_queue_id" UUID;

-- CreateTable
CREATE TABLE "queue_assignees" (
    "queue_id" UUID NOT NULL,
    "user_id" TEXT NOT NULL,

    CONSTRAINT "queue_assignees_pkey" PRIMARY KEY ("queue_id","user_id")
);

-- CreateTable
CREATE TABLE "overlap_rounds" (
    "id" UUID NOT NULL,
    "product_id" INTEGER NOT NULL,
    "queue_id" UUID NOT NULL,
    "wanted" INTEGER NOT NULL,
    "state" "RoundState" NOT NULL DEFAULT 'collecting',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "reviewed_at" TIMESTAMPTZ(3),
    "settled_at" TIMESTAMPTZ(3),
    "settled_by" TEXT,
    "commit_id" UUID,

    CONSTRAINT "overlap_rounds_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "independent_reviews" (
    "round_id" UUID NOT NULL,
    "slot" INTEGER NOT NULL,
    "reviewer_id" TEXT,
    "lease_token" UUID,
    "lease_until" TIMESTAMPTZ(3),
    "submitted_at" TIMESTAMPTZ(3),
    "submit_id" UUID,

    CONSTRAINT "independent_reviews_pkey" PRIMARY KEY ("round_id","slot")
);

-- CreateTable
CREATE TABLE "independent_decisions" (
    "id" UUID NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "round_id" UUID NOT NULL,
    "reviewer_id" TEXT NOT NULL,
    "proposal_id" INTEGER NOT NULL,
    "kind" "DecisionKind" NOT NULL,
    "absence" "Absence",
    "values" JSONB NOT NULL,
    "surface" TEXT,
    "evidence" JSONB,
    "mode" "DecisionMode" NOT NULL DEFAULT 'single',
    "supersedes_id" UUID,
    "restores_id" UUID,
    "duration_ms" INTEGER,
    "keystrokes" INTEGER,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "independent_decisions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "overlap_rows" (
    "round_id" UUID NOT NULL,
    "proposal_id" INTEGER NOT NULL,
    "attribute_id" INTEGER NOT NULL,
    "answers" JSONB NOT NULL,
    "is_disputed" BOOLEAN NOT NULL,
    "chosen_slot" INTEGER,
    "decision_id" UUID,

    CONSTRAINT "overlap_rows_pkey" PRIMARY KEY ("round_id","proposal_id")
);

-- CreateTable
CREATE TABLE "lease_takeovers" (
    "token" UUID NOT NULL,
    "product_id" INTEGER NOT NULL,
    "from_user_id" TEXT NOT NULL,
    "to_user_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "lease_takeovers_pkey" PRIMARY KEY ("token")
);

-- CreateTable
CREATE TABLE "review_paces" (
    "queue_id" UUID NOT NULL,
    "user_id" TEXT NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "products" INTEGER NOT NULL DEFAULT 0,
    "rows" INTEGER NOT NULL DEFAULT 0,
    "found" INTEGER NOT NULL DEFAULT 0,
    "seconds" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "standard_seconds" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "last_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "review_paces_pkey" PRIMARY KEY ("queue_id","user_id","hour")
);

-- CreateIndex
CREATE INDEX "overlap_rounds_state_reviewed_at_id_idx" ON "overlap_rounds"("state", "reviewed_at", "id");

-- CreateIndex
CREATE INDEX "overlap_rounds_queue_id_state_idx" ON "overlap_rounds"("queue_id", "state");

-- CreateIndex
CREATE UNIQUE INDEX "independent_reviews_lease_token_key" ON "independent_reviews"("lease_token");

-- CreateIndex
CREATE UNIQUE INDEX "independent_reviews_submit_id_key" ON "independent_reviews"("submit_id");

-- CreateIndex
CREATE UNIQUE INDEX "independent_reviews_round_id_reviewer_id_key" ON "independent_reviews"("round_id", "reviewer_id");

-- CreateIndex
CREATE UNIQUE INDEX "independent_decisions_seq_key" ON "independent_decisions"("seq");

-- CreateIndex
CREATE INDEX "overlap_rows_attribute_id_idx" ON "overlap_rows"("attribute_id");

-- CreateIndex
CREATE INDEX "review_paces_user_id_hour_idx" ON "review_paces"("user_id", "hour");

-- AddForeignKey
ALTER TABLE "queue_assignees" ADD CONSTRAINT "queue_assignees_queue_id_fkey" FOREIGN KEY ("queue_id") REFERENCES "queues"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "independent_reviews" ADD CONSTRAINT "independent_reviews_round_id_fkey" FOREIGN KEY ("round_id") REFERENCES "overlap_rounds"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "overlap_rows" ADD CONSTRAINT "overlap_rows_round_id_fkey" FOREIGN KEY ("round_id") REFERENCES "overlap_rounds"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Beyond what the schema language can say ---------------------------------------------------------

-- One open round per product.
CREATE UNIQUE INDEX "overlap_rounds_open" ON "overlap_rounds" ("product_id")
  WHERE "state" IN ('collecting', 'disputed');

-- One root and one successor each: what a person answered is a chain, whoever sends it twice at once.
CREATE UNIQUE INDEX "independent_decisions_chain"
  ON "independent_decisions" ("round_id", "reviewer_id", "proposal_id", "supersedes_id") NULLS NOT DISTINCT;

ALTER TABLE "queues" ADD CONSTRAINT "queues_overlap"
  CHECK ("reviews_wanted" BETWEEN 1 AND 5 AND "overlap_share" > 0 AND "overlap_share" <= 1);

-- Expected errors per second at the standard pace, as lib/curation/server/queue-filter.ts writes it.
CREATE INDEX "review_items_ready_yield" ON "review_items"
  (("expected_errors" / (4 + 6 * "needs_count" + 0.8 * ("row_count" - "needs_count"))) DESC, "product_id")
  WHERE "state" = 'ready';

UPDATE "review_items" r SET "expected_errors" = s."errors"
FROM (
  SELECT "product_id", sum(1 - "confidence" + cardinality("flags")) AS "errors" FROM "proposals"
  WHERE "superseded_at" IS NULL AND "decision_id" IS NULL GROUP BY "product_id"
) s
WHERE s."product_id" = r."product_id" AND r."state" = 'ready';
