-- AlterTable
ALTER TABLE "products" ADD COLUMN     "gtin" TEXT,
ADD COLUMN     "withdrawn_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "imports" ADD COLUMN     "header_key" TEXT,
ADD COLUMN     "rows_warned" BIGINT NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "import_rejects" ADD COLUMN     "is_warning" BOOLEAN NOT NULL DEFAULT false;

-- CreateIndex
CREATE INDEX "imports_header_key_created_at_idx" ON "imports"("header_key", "created_at");

-- CreateIndex
CREATE INDEX "products_gtin_idx" ON "products"("gtin");
