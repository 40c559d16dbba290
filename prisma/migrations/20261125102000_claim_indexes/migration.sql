-- Beyond what the schema language can say ---------------------------------------------------------

-- A lease moves a row in every index: these two answer nothing that the primary key and the index by
-- category and need do not.
DROP INDEX "review_items_ready";
DROP INDEX "review_items_ready_category";

-- A queue of one seller, or of flagged products, is seldom found on the way through all.
CREATE INDEX "review_items_ready_seller_needs" ON "review_items" ("seller_id", "needs_count" DESC, "product_id")
  WHERE "state" = 'ready';
CREATE INDEX "review_items_ready_flagged" ON "review_items" ("needs_count" DESC, "product_id")
  WHERE "state" = 'ready' AND "has_flags";

-- A queue of one attribute's doubtful values.
CREATE INDEX "proposals_doubtful" ON "proposals" ("attribute_id", "confidence") WHERE "superseded_at" IS NULL;
