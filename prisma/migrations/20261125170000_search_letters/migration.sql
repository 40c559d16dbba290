-- Kept, not computed: looking a row over again cost more than finding it.
ALTER TABLE "product_search"
  ADD COLUMN "letters" TEXT GENERATED ALWAYS AS (search_letters("form")) STORED;
DROP INDEX "product_search_letters";
CREATE INDEX "product_search_letters" ON "product_search" USING gin ("letters" gin_trgm_ops);
