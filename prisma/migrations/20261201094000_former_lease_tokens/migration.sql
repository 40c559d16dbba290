-- AlterTable
ALTER TABLE "review_items" ADD COLUMN "former_tokens" UUID[] NOT NULL DEFAULT ARRAY[]::UUID[];

-- AlterTable
ALTER TABLE "independent_reviews" ADD COLUMN "former_tokens" UUID[] NOT NULL DEFAULT ARRAY[]::UUID[];

-- Beyond what the schema language can say ---------------------------------------------------------

-- Former tokens go with the lease: whoever gives it up cannot forget them.
ALTER TABLE "review_items" ADD CONSTRAINT "review_items_former_tokens"
  CHECK ("lease_token" IS NOT NULL OR "former_tokens" = '{}');
ALTER TABLE "independent_reviews" ADD CONSTRAINT "independent_reviews_former_tokens"
  CHECK ("lease_token" IS NOT NULL OR "former_tokens" = '{}');
