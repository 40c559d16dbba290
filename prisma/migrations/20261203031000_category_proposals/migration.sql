-- Which category a product belongs to, as a model or its file says, and what people decided of it.
CREATE TYPE "CategoryProposalReason" AS ENUM ('uncategorised', 'file', 'doubtful');
CREATE TYPE "CategoryDecisionKind" AS ENUM ('accept', 'correct', 'keep', 'undo');

CREATE TABLE "category_proposals" (
    "id" SERIAL NOT NULL,
    "product_id" INTEGER NOT NULL,
    "current_category_id" INTEGER NOT NULL,
    "reason" "CategoryProposalReason" NOT NULL,
    "model_version" TEXT NOT NULL,
    "candidates" JSONB NOT NULL,
    "proposed_key" TEXT,
    "content_hash" TEXT NOT NULL,
    "is_decided" BOOLEAN NOT NULL DEFAULT false,
    "decision_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "superseded_at" TIMESTAMPTZ(3),
    CONSTRAINT "category_proposals_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "category_proposals_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "products"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "category_proposals_product_id_idx" ON "category_proposals"("product_id");
-- One is in force per product; those that wait are few among all that ever were.
CREATE UNIQUE INDEX "category_proposals_in_force" ON "category_proposals"("product_id") WHERE "superseded_at" IS NULL;
CREATE INDEX "category_proposals_open" ON "category_proposals"("id") WHERE "superseded_at" IS NULL AND NOT "is_decided";

CREATE TABLE "category_decisions" (
    "id" UUID NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "proposal_id" INTEGER NOT NULL,
    "product_id" INTEGER NOT NULL,
    "kind" "CategoryDecisionKind" NOT NULL,
    "from_key" TEXT NOT NULL,
    "to_key" TEXT NOT NULL,
    "move_id" UUID,
    "supersedes_id" UUID,
    "reviewer_id" TEXT NOT NULL,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "category_decisions_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "category_decisions_proposal_id_fkey" FOREIGN KEY ("proposal_id") REFERENCES "category_proposals"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "category_decisions_seq_key" ON "category_decisions"("seq");
CREATE UNIQUE INDEX "category_decisions_supersedes_id_key" ON "category_decisions"("supersedes_id");
CREATE INDEX "category_decisions_product_id_seq_idx" ON "category_decisions"("product_id", "seq");
CREATE INDEX "category_decisions_proposal_id_idx" ON "category_decisions"("proposal_id");
