-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "AttributeType" AS ENUM ('enum', 'text', 'number', 'boolean');

-- CreateEnum
CREATE TYPE "Absence" AS ENUM ('not-stated', 'not-applicable', 'conflict');

-- CreateEnum
CREATE TYPE "CommitState" AS ENUM ('pending', 'landed', 'cancelled');

-- CreateEnum
CREATE TYPE "ImportState" AS ENUM ('uploaded', 'queued', 'running', 'paused', 'done', 'failed', 'cancelled');

-- CreateEnum
CREATE TYPE "ModelState" AS ENUM ('candidate', 'shadow', 'production', 'retired');

-- CreateEnum
CREATE TYPE "RunState" AS ENUM ('queued', 'running', 'paused', 'done', 'failed', 'cancelled');

-- CreateEnum
CREATE TYPE "TaskState" AS ENUM ('queued', 'done', 'failed');

-- CreateEnum
CREATE TYPE "ReviewState" AS ENUM ('waiting', 'ready', 'submitted', 'committed', 'skipped');

-- CreateEnum
CREATE TYPE "DecisionKind" AS ENUM ('accept', 'correct', 'reject', 'absent', 'added', 'undo');

-- CreateEnum
CREATE TYPE "DecisionMode" AS ENUM ('single', 'rest', 'sweep', 'auto');

-- CreateTable
CREATE TABLE "users" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "email_verified" BOOLEAN NOT NULL DEFAULT false,
    "image" TEXT,
    "role" TEXT NOT NULL DEFAULT 'viewer',
    "banned" BOOLEAN DEFAULT false,
    "ban_reason" TEXT,
    "ban_expires" TIMESTAMPTZ(3),
    "locale" TEXT NOT NULL DEFAULT 'ko',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sessions" (
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ip_address" TEXT,
    "user_agent" TEXT,
    "impersonated_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "accounts" (
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "access_token" TEXT,
    "refresh_token" TEXT,
    "access_token_expires_at" TIMESTAMPTZ(3),
    "refresh_token_expires_at" TIMESTAMPTZ(3),
    "scope" TEXT,
    "id_token" TEXT,
    "password" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "accounts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "verifications" (
    "id" TEXT NOT NULL,
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "verifications_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rate_limits" (
    "id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "last_request" BIGINT NOT NULL,

    CONSTRAINT "rate_limits_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_entries" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor_id" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subject_type" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "detail" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "audit_entries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "settings" (
    "name" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "settings_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "categories" (
    "id" SERIAL NOT NULL,
    "key" TEXT NOT NULL,
    "parent_id" INTEGER,
    "name_ko" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,
    "source_ref" TEXT,
    "schema_revision" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "categories_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attributes" (
    "id" SERIAL NOT NULL,
    "category_id" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "name_ko" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "type" "AttributeType" NOT NULL,
    "is_multiple" BOOLEAN NOT NULL DEFAULT false,
    "is_required" BOOLEAN NOT NULL DEFAULT false,
    "unit" TEXT,
    "minimum" DOUBLE PRECISION,
    "maximum" DOUBLE PRECISION,
    "pattern" TEXT,
    "synonyms" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "guideline" TEXT NOT NULL DEFAULT '',
    "examples" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "position" INTEGER NOT NULL,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "attributes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attribute_list_values" (
    "id" SERIAL NOT NULL,
    "attribute_id" INTEGER NOT NULL,
    "value" TEXT NOT NULL,
    "name_en" TEXT,
    "synonyms" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "position" INTEGER NOT NULL,

    CONSTRAINT "attribute_list_values_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "schema_revisions" (
    "category_id" INTEGER NOT NULL,
    "revision" INTEGER NOT NULL,
    "document" JSONB NOT NULL,
    "saved_by" TEXT NOT NULL,
    "saved_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "schema_revisions_pkey" PRIMARY KEY ("category_id","revision")
);

-- CreateTable
CREATE TABLE "sellers" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "sellers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "products" (
    "id" SERIAL NOT NULL,
    "seller_id" INTEGER NOT NULL,
    "external_id" TEXT NOT NULL,
    "category_id" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "brand" TEXT,
    "price" BIGINT,
    "currency" CHAR(3) NOT NULL DEFAULT 'KRW',
    "image_urls" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "group_key" TEXT,
    "content_hash" TEXT NOT NULL,
    "import_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "products_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "product_texts" (
    "product_id" INTEGER NOT NULL,
    "spec" TEXT NOT NULL DEFAULT '',
    "description" TEXT NOT NULL DEFAULT '',
    "raw" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "product_texts_pkey" PRIMARY KEY ("product_id")
);

-- CreateTable
CREATE TABLE "customer_reviews" (
    "id" SERIAL NOT NULL,
    "product_id" INTEGER NOT NULL,
    "external_id" TEXT NOT NULL,
    "rating" INTEGER,
    "text" TEXT NOT NULL,
    "written_at" TIMESTAMPTZ(3),

    CONSTRAINT "customer_reviews_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "catalogue_values" (
    "product_id" INTEGER NOT NULL,
    "attribute_id" INTEGER NOT NULL,
    "values" JSONB NOT NULL,
    "absence" "Absence",
    "decision_id" UUID NOT NULL,
    "commit_id" UUID NOT NULL,
    "committed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "catalogue_values_pkey" PRIMARY KEY ("product_id","attribute_id")
);

-- CreateTable
CREATE TABLE "catalogue_changes" (
    "id" BIGSERIAL NOT NULL,
    "commit_id" UUID NOT NULL,
    "product_id" INTEGER NOT NULL,
    "attribute_id" INTEGER NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "catalogue_changes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "commits" (
    "id" UUID NOT NULL,
    "product_id" INTEGER NOT NULL,
    "state" "CommitState" NOT NULL DEFAULT 'pending',
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lands_at" TIMESTAMPTZ(3) NOT NULL,
    "landed_at" TIMESTAMPTZ(3),
    "reverts_id" UUID,

    CONSTRAINT "commits_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "imports" (
    "id" UUID NOT NULL,
    "file_name" TEXT NOT NULL,
    "file_path" TEXT NOT NULL,
    "byte_size" BIGINT NOT NULL,
    "sha256" TEXT NOT NULL,
    "format" JSONB NOT NULL,
    "mapping" JSONB NOT NULL,
    "state" "ImportState" NOT NULL DEFAULT 'uploaded',
    "rows_settled" BIGINT NOT NULL DEFAULT 0,
    "rows_inserted" BIGINT NOT NULL DEFAULT 0,
    "rows_updated" BIGINT NOT NULL DEFAULT 0,
    "rows_unchanged" BIGINT NOT NULL DEFAULT 0,
    "rows_rejected" BIGINT NOT NULL DEFAULT 0,
    "bytes_read" BIGINT NOT NULL DEFAULT 0,
    "error" JSONB,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "imports_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_rejects" (
    "import_id" UUID NOT NULL,
    "row_number" BIGINT NOT NULL,
    "code" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "raw" TEXT NOT NULL,

    CONSTRAINT "import_rejects_pkey" PRIMARY KEY ("import_id","row_number")
);

-- CreateTable
CREATE TABLE "model_versions" (
    "name" TEXT NOT NULL,
    "state" "ModelState" NOT NULL DEFAULT 'candidate',
    "kind" TEXT NOT NULL,
    "location" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "card" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "model_versions_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "proposal_runs" (
    "id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "subject_id" TEXT,
    "model_version" TEXT,
    "state" "RunState" NOT NULL DEFAULT 'queued',
    "total" INTEGER NOT NULL DEFAULT 0,
    "done" INTEGER NOT NULL DEFAULT 0,
    "failed" INTEGER NOT NULL DEFAULT 0,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "proposal_runs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "proposal_tasks" (
    "run_id" UUID NOT NULL,
    "product_id" INTEGER NOT NULL,
    "state" "TaskState" NOT NULL DEFAULT 'queued',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,

    CONSTRAINT "proposal_tasks_pkey" PRIMARY KEY ("run_id","product_id")
);

-- CreateTable
CREATE TABLE "proposals" (
    "id" SERIAL NOT NULL,
    "product_id" INTEGER NOT NULL,
    "attribute_id" INTEGER NOT NULL,
    "model_version" TEXT NOT NULL,
    "values" JSONB NOT NULL,
    "alternatives" JSONB NOT NULL DEFAULT '[]',
    "confidence" REAL NOT NULL,
    "flags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "surface" TEXT,
    "value_key" TEXT,
    "needs_review" BOOLEAN NOT NULL,
    "content_hash" TEXT NOT NULL,
    "decision_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "superseded_at" TIMESTAMPTZ(3),

    CONSTRAINT "proposals_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "review_items" (
    "product_id" INTEGER NOT NULL,
    "category_id" INTEGER NOT NULL,
    "seller_id" INTEGER NOT NULL,
    "state" "ReviewState" NOT NULL DEFAULT 'waiting',
    "needs_count" INTEGER NOT NULL DEFAULT 0,
    "row_count" INTEGER NOT NULL DEFAULT 0,
    "min_confidence" REAL NOT NULL DEFAULT 1,
    "has_flags" BOOLEAN NOT NULL DEFAULT false,
    "model_version" TEXT,
    "price" BIGINT,
    "proposed_at" TIMESTAMPTZ(3),
    "lease_user_id" TEXT,
    "lease_token" UUID,
    "lease_until" TIMESTAMPTZ(3),
    "skip_reason" TEXT,
    "submitted_by" TEXT,
    "submitted_at" TIMESTAMPTZ(3),
    "commit_id" UUID,

    CONSTRAINT "review_items_pkey" PRIMARY KEY ("product_id")
);

-- CreateTable
CREATE TABLE "decisions" (
    "id" UUID NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "proposal_id" INTEGER NOT NULL,
    "product_id" INTEGER NOT NULL,
    "attribute_id" INTEGER NOT NULL,
    "kind" "DecisionKind" NOT NULL,
    "absence" "Absence",
    "values" JSONB NOT NULL,
    "proposed" JSONB NOT NULL,
    "model_version" TEXT NOT NULL,
    "surface" TEXT,
    "evidence" JSONB,
    "mode" "DecisionMode" NOT NULL DEFAULT 'single',
    "supersedes_id" UUID,
    "restores_id" UUID,
    "reviewer_id" TEXT NOT NULL,
    "duration_ms" INTEGER,
    "keystrokes" INTEGER,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "decisions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "queues" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "filter" JSONB NOT NULL,
    "order" TEXT NOT NULL DEFAULT 'needs-first',
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "queues_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "users_email_key" ON "users"("email");

-- CreateIndex
CREATE UNIQUE INDEX "sessions_token_key" ON "sessions"("token");

-- CreateIndex
CREATE INDEX "sessions_user_id_idx" ON "sessions"("user_id");

-- CreateIndex
CREATE INDEX "accounts_user_id_idx" ON "accounts"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "accounts_provider_id_account_id_key" ON "accounts"("provider_id", "account_id");

-- CreateIndex
CREATE INDEX "verifications_identifier_idx" ON "verifications"("identifier");

-- CreateIndex
CREATE UNIQUE INDEX "rate_limits_key_key" ON "rate_limits"("key");

-- CreateIndex
CREATE INDEX "audit_entries_subject_type_subject_id_id_idx" ON "audit_entries"("subject_type", "subject_id", "id");

-- CreateIndex
CREATE INDEX "audit_entries_actor_id_id_idx" ON "audit_entries"("actor_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "categories_key_key" ON "categories"("key");

-- CreateIndex
CREATE INDEX "categories_parent_id_position_idx" ON "categories"("parent_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "attributes_category_id_key_key" ON "attributes"("category_id", "key");

-- CreateIndex
CREATE UNIQUE INDEX "attribute_list_values_attribute_id_value_key" ON "attribute_list_values"("attribute_id", "value");

-- CreateIndex
CREATE UNIQUE INDEX "sellers_name_key" ON "sellers"("name");

-- CreateIndex
CREATE INDEX "products_category_id_id_idx" ON "products"("category_id", "id");

-- CreateIndex
CREATE INDEX "products_group_key_idx" ON "products"("group_key");

-- CreateIndex
CREATE UNIQUE INDEX "products_seller_id_external_id_key" ON "products"("seller_id", "external_id");

-- CreateIndex
CREATE UNIQUE INDEX "customer_reviews_product_id_external_id_key" ON "customer_reviews"("product_id", "external_id");

-- CreateIndex
CREATE INDEX "catalogue_values_attribute_id_idx" ON "catalogue_values"("attribute_id");

-- CreateIndex
CREATE INDEX "catalogue_changes_product_id_attribute_id_id_idx" ON "catalogue_changes"("product_id", "attribute_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "catalogue_changes_commit_id_product_id_attribute_id_key" ON "catalogue_changes"("commit_id", "product_id", "attribute_id");

-- CreateIndex
CREATE UNIQUE INDEX "commits_reverts_id_key" ON "commits"("reverts_id");

-- CreateIndex
CREATE INDEX "commits_state_lands_at_idx" ON "commits"("state", "lands_at");

-- CreateIndex
CREATE INDEX "commits_product_id_created_at_idx" ON "commits"("product_id", "created_at");

-- CreateIndex
CREATE INDEX "imports_created_at_idx" ON "imports"("created_at");

-- CreateIndex
CREATE INDEX "proposal_runs_created_at_idx" ON "proposal_runs"("created_at");

-- CreateIndex
CREATE INDEX "proposal_tasks_run_id_state_product_id_idx" ON "proposal_tasks"("run_id", "state", "product_id");

-- CreateIndex
CREATE UNIQUE INDEX "proposals_decision_id_key" ON "proposals"("decision_id");

-- CreateIndex
CREATE INDEX "proposals_product_id_idx" ON "proposals"("product_id");

-- CreateIndex
CREATE UNIQUE INDEX "decisions_seq_key" ON "decisions"("seq");

-- CreateIndex
CREATE INDEX "decisions_product_id_attribute_id_seq_idx" ON "decisions"("product_id", "attribute_id", "seq");

-- CreateIndex
CREATE INDEX "decisions_reviewer_id_seq_idx" ON "decisions"("reviewer_id", "seq");

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "categories" ADD CONSTRAINT "categories_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "categories"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attributes" ADD CONSTRAINT "attributes_category_id_fkey" FOREIGN KEY ("category_id") REFERENCES "categories"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attribute_list_values" ADD CONSTRAINT "attribute_list_values_attribute_id_fkey" FOREIGN KEY ("attribute_id") REFERENCES "attributes"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "schema_revisions" ADD CONSTRAINT "schema_revisions_category_id_fkey" FOREIGN KEY ("category_id") REFERENCES "categories"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "products" ADD CONSTRAINT "products_seller_id_fkey" FOREIGN KEY ("seller_id") REFERENCES "sellers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "products" ADD CONSTRAINT "products_category_id_fkey" FOREIGN KEY ("category_id") REFERENCES "categories"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "product_texts" ADD CONSTRAINT "product_texts_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "products"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "customer_reviews" ADD CONSTRAINT "customer_reviews_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "products"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "catalogue_values" ADD CONSTRAINT "catalogue_values_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "products"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "catalogue_values" ADD CONSTRAINT "catalogue_values_attribute_id_fkey" FOREIGN KEY ("attribute_id") REFERENCES "attributes"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "catalogue_changes" ADD CONSTRAINT "catalogue_changes_commit_id_fkey" FOREIGN KEY ("commit_id") REFERENCES "commits"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_rejects" ADD CONSTRAINT "import_rejects_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "imports"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "proposal_tasks" ADD CONSTRAINT "proposal_tasks_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "proposal_runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "proposals" ADD CONSTRAINT "proposals_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "products"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "proposals" ADD CONSTRAINT "proposals_attribute_id_fkey" FOREIGN KEY ("attribute_id") REFERENCES "attributes"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review_items" ADD CONSTRAINT "review_items_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "products"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_proposal_id_fkey" FOREIGN KEY ("proposal_id") REFERENCES "proposals"("id") ON DELETE CASCADE ON UPDATE CASCADE;



-- Beyond what the schema language can say ---------------------------------------------------------

CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE INDEX "products_title_trgm" ON "products" USING gin ("title" gin_trgm_ops);

-- One proposal in force per product and attribute.
CREATE UNIQUE INDEX "proposals_in_force" ON "proposals" ("product_id", "attribute_id") WHERE "superseded_at" IS NULL;

-- Every state of a proposal has one successor: two people cannot decide from the same state.
CREATE UNIQUE INDEX "decisions_chain" ON "decisions" ("proposal_id", "supersedes_id") NULLS NOT DISTINCT;

-- Claiming reads these in order and skips locked rows.
CREATE INDEX "review_items_ready" ON "review_items" ("product_id") WHERE "state" = 'ready';
CREATE INDEX "review_items_ready_category" ON "review_items" ("category_id", "product_id") WHERE "state" = 'ready';
CREATE INDEX "review_items_ready_confidence" ON "review_items" ("min_confidence", "product_id") WHERE "state" = 'ready';
CREATE INDEX "review_items_leased" ON "review_items" ("lease_user_id", "lease_until") WHERE "lease_user_id" IS NOT NULL;
CREATE INDEX "review_items_state" ON "review_items" ("state", "category_id");

-- Absence is an answer of its own, never beside a value.
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_absence" CHECK (("kind" = 'absent') = ("absence" IS NOT NULL) OR "kind" = 'undo');
ALTER TABLE "users" ADD CONSTRAINT "users_role" CHECK ("role" IN ('admin', 'lead', 'md', 'viewer'));
ALTER TABLE "users" ADD CONSTRAINT "users_locale" CHECK ("locale" IN ('ko', 'en'));
