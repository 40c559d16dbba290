-- Why a product was skipped is one of a closed list, so that it can be counted; what the person wrote
-- stands beside it. What was written so far is a note of an untold reason.
ALTER TABLE "review_items" ADD COLUMN "skip_note" TEXT;
UPDATE "review_items" SET "skip_note" = "skip_reason", "skip_reason" = 'other' WHERE "skip_reason" IS NOT NULL;
-- A move that is taken back brings the review as it was.
UPDATE "category_move_products"
SET "review" = "review" || jsonb_build_object('skip_note', "review" -> 'skip_reason', 'skip_reason', 'other')
WHERE "review" ->> 'skip_reason' IS NOT NULL;
ALTER TABLE "review_items" ADD CONSTRAINT "review_items_skip_reason" CHECK ("skip_reason" IN
  ('unclear', 'wrong-category', 'several-products', 'unread-images', 'not-a-product', 'schema', 'other'));
CREATE INDEX "review_items_skipped" ON "review_items" ("category_id", "skip_reason") WHERE "state" = 'skipped';
