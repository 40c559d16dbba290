-- CreateTable
CREATE TABLE "sweeps" (
    "id" UUID NOT NULL,
    "attribute_id" INTEGER NOT NULL,
    "value_key" TEXT NOT NULL,
    "surface" TEXT NOT NULL,
    "predicate" JSONB NOT NULL,
    "values" JSONB NOT NULL,
    "decided_count" INTEGER NOT NULL DEFAULT 0,
    "leased_count" INTEGER NOT NULL DEFAULT 0,
    "undone_count" INTEGER NOT NULL DEFAULT 0,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "undone_at" TIMESTAMPTZ(3),

    CONSTRAINT "sweeps_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "sweeps_created_at_id_idx" ON "sweeps"("created_at" DESC, "id" DESC);

-- AlterTable
ALTER TABLE "decisions" ADD COLUMN "sweep_id" UUID;

-- AddForeignKey
ALTER TABLE "sweeps" ADD CONSTRAINT "sweeps_attribute_id_fkey" FOREIGN KEY ("attribute_id") REFERENCES "attributes"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_sweep_id_fkey" FOREIGN KEY ("sweep_id") REFERENCES "sweeps"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- Beyond what the schema language can say ---------------------------------------------------------

-- Undoing reads the links of one sweep; decisions made one by one stay out of this index.
CREATE INDEX "decisions_sweep_id" ON "decisions" ("sweep_id") WHERE "sweep_id" IS NOT NULL;

-- One group of a sweep. Digests, because a spelling can be longer than an index entry may be.
CREATE INDEX "proposals_sweep_group" ON "proposals" ("attribute_id", md5("value_key"), md5("surface"))
  WHERE "superseded_at" IS NULL AND "value_key" IS NOT NULL;
