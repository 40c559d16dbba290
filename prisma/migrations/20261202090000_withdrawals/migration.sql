-- A file may be everything that its sellers have: what it leaves out is withdrawn when it ends, or
-- held for a person where that would be too much.
ALTER TABLE "imports"
  ADD COLUMN "offers_withdrawn" BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN "held_withdrawals" INTEGER,
  ADD COLUMN "held_reason" TEXT;

-- What a full feed has named so far; emptied when its withdrawals are settled.
CREATE TABLE "import_sightings" (
    "import_id" UUID NOT NULL,
    "product_id" INTEGER NOT NULL,
    CONSTRAINT "import_sightings_pkey" PRIMARY KEY ("import_id", "product_id"),
    CONSTRAINT "import_sightings_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "imports"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
