-- CreateEnum
CREATE TYPE "DatasetState" AS ENUM ('queued', 'running', 'ready', 'same', 'failed');

-- AlterTable
ALTER TABLE "decisions" ALTER COLUMN "created_at" SET DEFAULT clock_timestamp();

-- CreateTable
CREATE TABLE "dataset_recipes" (
    "id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "document" JSONB NOT NULL,
    "saved_by" TEXT NOT NULL,
    "saved_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "dataset_recipes_pkey" PRIMARY KEY ("id","revision")
);

-- CreateTable
CREATE TABLE "dataset_versions" (
    "id" UUID NOT NULL,
    "hash" TEXT,
    "same_as_id" UUID,
    "request_key" TEXT NOT NULL,
    "recipe_id" UUID NOT NULL,
    "recipe_revision" INTEGER NOT NULL,
    "recipe_name" TEXT NOT NULL,
    "recipe" JSONB NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL,
    "formats" TEXT[],
    "state" "DatasetState" NOT NULL DEFAULT 'queued',
    "counts" JSONB,
    "files" JSONB NOT NULL DEFAULT '[]',
    "card" TEXT NOT NULL DEFAULT '',
    "error" TEXT,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "dataset_versions_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "dataset_versions_hash_key" ON "dataset_versions"("hash");

-- CreateIndex
CREATE UNIQUE INDEX "dataset_versions_request_key_key" ON "dataset_versions"("request_key");

-- CreateIndex
CREATE INDEX "dataset_versions_created_at_id_idx" ON "dataset_versions"("created_at" DESC, "id" DESC);
