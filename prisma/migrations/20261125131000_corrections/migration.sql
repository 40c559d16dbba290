-- AlterTable
ALTER TABLE "decisions" ADD COLUMN "error_kind" TEXT;

-- AlterTable
ALTER TABLE "sweeps" ALTER COLUMN "value_key" DROP NOT NULL;
ALTER TABLE "sweeps" ADD COLUMN "correction_id" UUID;

-- Hangul as Latin letters, one a jamo: pg_trgm knows no others in a database of the C locale.
CREATE FUNCTION likeness_of("spelling" TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN translate(normalize("spelling", NFKD),
  U&'\1100\1101\1102\1103\1104\1105\1106\1107\1108\1109\110A\110B\110C\110D\110E\110F\1110\1111\1112\1161\1162\1163\1164\1165\1166\1167\1168\1169\116A\116B\116C\116D\116E\116F\1170\1171\1172\1173\1174\1175\11A8\11A9\11AA\11AB\11AC\11AD\11AE\11AF\11B0\11B1\11B2\11B3\11B4\11B5\11B6\11B7\11B8\11B9\11BA\11BB\11BC\11BD\11BE\11BF\11C0\11C1\11C2',
  'ggnddrmbbssxjjcktphaeyeveyeowwwouwwwufiigggnnndllllllllmbbssqjcktph');

-- CreateTable
CREATE TABLE "attribute_surfaces" (
    "id" SERIAL NOT NULL,
    "attribute_id" INTEGER NOT NULL,
    "surface" TEXT NOT NULL,
    "value_key" TEXT,
    "likeness" TEXT NOT NULL GENERATED ALWAYS AS (likeness_of("surface")) STORED,

    CONSTRAINT "attribute_surfaces_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "synonym_wishes" (
    "id" UUID NOT NULL,
    "attribute_id" INTEGER NOT NULL,
    "value" TEXT,
    "spelling" TEXT NOT NULL,
    "decision_id" UUID,
    "state" TEXT NOT NULL,
    "revision" INTEGER,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "settled_by" TEXT,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "synonym_wishes_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "synonym_wishes_created_at_id_idx" ON "synonym_wishes"("created_at" DESC, "id" DESC);

-- AddForeignKey
ALTER TABLE "attribute_surfaces" ADD CONSTRAINT "attribute_surfaces_attribute_id_fkey" FOREIGN KEY ("attribute_id") REFERENCES "attributes"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "synonym_wishes" ADD CONSTRAINT "synonym_wishes_attribute_id_fkey" FOREIGN KEY ("attribute_id") REFERENCES "attributes"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Beyond what the schema language can say ---------------------------------------------------------

-- Proposals of one spelling, the least confident first. Decided ones too: no index holds the head of the chain.
CREATE INDEX "proposals_surface_doubt" ON "proposals" ("attribute_id", md5("surface"), "confidence")
  WHERE "superseded_at" IS NULL AND "surface" IS NOT NULL;

-- Spellings that no value could be read from group as the others do.
CREATE INDEX "proposals_unread_group" ON "proposals" ("attribute_id", md5("surface"))
  WHERE "superseded_at" IS NULL AND "value_key" IS NULL AND "surface" IS NOT NULL;

-- Every spelling once: likeness is looked for among these and not among a million proposals.
CREATE UNIQUE INDEX "attribute_surfaces_once" ON "attribute_surfaces" ("attribute_id", md5("surface"));
CREATE INDEX "attribute_surfaces_trgm" ON "attribute_surfaces" USING gin ("likeness" gin_trgm_ops);
CREATE INDEX "attribute_surfaces_value" ON "attribute_surfaces" ("attribute_id", md5("value_key"));
INSERT INTO "attribute_surfaces" ("attribute_id", "surface", "value_key")
SELECT DISTINCT ON ("attribute_id", "surface") "attribute_id", "surface", "value_key" FROM "proposals"
WHERE "superseded_at" IS NULL AND "surface" IS NOT NULL AND length("surface") <= 200
ORDER BY "attribute_id", "surface", "id" DESC;

ALTER TABLE "synonym_wishes" ADD CONSTRAINT "synonym_wishes_state"
  CHECK ("state" IN ('proposed', 'applied', 'refused', 'withdrawn'));
-- Leads read what waits for them; the same wish waits once.
CREATE UNIQUE INDEX "synonym_wishes_waiting" ON "synonym_wishes" ("attribute_id", "spelling")
  WHERE "state" = 'proposed';
