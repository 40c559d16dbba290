-- CreateIndex
CREATE INDEX "commits_created_at_id_idx" ON "commits"("created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "catalogue_changes_at_product_id_idx" ON "catalogue_changes"("at", "product_id");

-- CreateIndex
CREATE INDEX "catalogue_changes_product_id_at_idx" ON "catalogue_changes"("product_id", "at");

-- Beyond what the schema language can say ---------------------------------------------------------

-- Every order of a queue is read from an index of its own, so that a claim stops at the first free row.
CREATE INDEX "review_items_ready_needs" ON "review_items" ("needs_count" DESC, "product_id") WHERE "state" = 'ready';
CREATE INDEX "review_items_ready_category_needs" ON "review_items" ("category_id", "needs_count" DESC, "product_id") WHERE "state" = 'ready';
CREATE INDEX "review_items_ready_age" ON "review_items" ("proposed_at", "product_id") WHERE "state" = 'ready';
