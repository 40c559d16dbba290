-- CreateEnum
CREATE TYPE "TrainingState" AS ENUM ('queued', 'running', 'done', 'failed', 'cancelled');

-- CreateEnum
CREATE TYPE "ModelChangeKind" AS ENUM ('promote', 'roll-back');

-- AlterTable
ALTER TABLE "model_versions" ADD COLUMN     "shadow_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "training_jobs" (
    "id" UUID NOT NULL,
    "dataset_version_id" UUID NOT NULL,
    "base_model" TEXT NOT NULL,
    "settings" JSONB NOT NULL,
    "state" "TrainingState" NOT NULL DEFAULT 'queued',
    "model_version" TEXT,
    "error" TEXT,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "training_jobs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "training_points" (
    "job_id" UUID NOT NULL,
    "phase" TEXT NOT NULL,
    "epoch" INTEGER NOT NULL,
    "epochs" INTEGER NOT NULL,
    "loss" DOUBLE PRECISION NOT NULL,
    "f1" DOUBLE PRECISION,
    "seconds" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "training_points_pkey" PRIMARY KEY ("job_id","phase","epoch")
);

-- CreateTable
CREATE TABLE "training_events" (
    "id" BIGSERIAL NOT NULL,
    "job_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "code" TEXT NOT NULL,
    "params" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "training_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "candidate_evaluations" (
    "id" UUID NOT NULL,
    "candidate" TEXT NOT NULL,
    "production" TEXT NOT NULL,
    "dataset_version_id" UUID,
    "state" "TrainingState" NOT NULL DEFAULT 'queued',
    "done" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER NOT NULL DEFAULT 0,
    "report" JSONB,
    "error" TEXT,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "candidate_evaluations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "model_changes" (
    "id" UUID NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "kind" "ModelChangeKind" NOT NULL,
    "model" TEXT NOT NULL,
    "replaced" TEXT NOT NULL,
    "evaluation_id" UUID,
    "reason" TEXT,
    "run_id" UUID NOT NULL,
    "changed_by" TEXT NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "model_changes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shadow_answers" (
    "model_version" TEXT NOT NULL,
    "product_id" INTEGER NOT NULL,
    "attribute_id" INTEGER NOT NULL,
    "proposal_id" INTEGER NOT NULL,
    "values" JSONB NOT NULL,
    "confidence" REAL NOT NULL,
    "agrees" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "shadow_answers_pkey" PRIMARY KEY ("model_version","product_id","attribute_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "training_jobs_model_version_key" ON "training_jobs"("model_version");

-- CreateIndex
CREATE INDEX "training_jobs_created_at_id_idx" ON "training_jobs"("created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "training_jobs_dataset_version_id_idx" ON "training_jobs"("dataset_version_id");

-- CreateIndex
CREATE INDEX "training_events_job_id_id_idx" ON "training_events"("job_id", "id");

-- CreateIndex
CREATE INDEX "candidate_evaluations_candidate_created_at_idx" ON "candidate_evaluations"("candidate", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "model_changes_seq_key" ON "model_changes"("seq");

-- AddForeignKey
ALTER TABLE "training_points" ADD CONSTRAINT "training_points_job_id_fkey" FOREIGN KEY ("job_id") REFERENCES "training_jobs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "training_events" ADD CONSTRAINT "training_events_job_id_fkey" FOREIGN KEY ("job_id") REFERENCES "training_jobs"("id") ON DELETE CASCADE ON UPDATE CASCADE;




-- Beyond what the schema language can say ---------------------------------------------------------

-- One model serves and one answers in the shadow; older rows of a state give way to the newest.
UPDATE "model_versions" m SET "state" = 'retired'
WHERE m."state" = 'production' AND EXISTS (
  SELECT FROM "model_versions" n WHERE n."state" = 'production'
    AND (n."created_at", n."name") > (m."created_at", m."name"));
UPDATE "model_versions" m SET "state" = 'candidate'
WHERE m."state" = 'shadow' AND EXISTS (
  SELECT FROM "model_versions" n WHERE n."state" = 'shadow'
    AND (n."created_at", n."name") > (m."created_at", m."name"));
CREATE UNIQUE INDEX "model_versions_one_production" ON "model_versions" ((true)) WHERE "state" = 'production';
CREATE UNIQUE INDEX "model_versions_one_shadow" ON "model_versions" ((true)) WHERE "state" = 'shadow';
