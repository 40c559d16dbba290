-- CreateTable
CREATE TABLE "review_tallies" (
    "id" BIGSERIAL NOT NULL,
    "category_id" INTEGER NOT NULL,
    "state" "ReviewState" NOT NULL,
    "change" INTEGER NOT NULL,

    CONSTRAINT "review_tallies_pkey" PRIMARY KEY ("id")
);

-- Beyond what the schema language can say ---------------------------------------------------------

-- Changes are appended in the transaction that makes them, so the sums are exact at every moment and
-- nobody waits for another's row; readers fold them together.
CREATE FUNCTION "tally_added_review_items"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO review_tallies (category_id, state, change)
  SELECT category_id, state, count(*) FROM added GROUP BY category_id, state;
  RETURN NULL;
END $$;

CREATE FUNCTION "tally_removed_review_items"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO review_tallies (category_id, state, change)
  SELECT category_id, state, -count(*) FROM removed GROUP BY category_id, state;
  RETURN NULL;
END $$;

CREATE FUNCTION "tally_moved_review_item"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO review_tallies (category_id, state, change)
  VALUES (OLD.category_id, OLD.state, -1), (NEW.category_id, NEW.state, 1);
  RETURN NULL;
END $$;

CREATE TRIGGER "review_items_tally_added" AFTER INSERT ON "review_items"
  REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION "tally_added_review_items"();

CREATE TRIGGER "review_items_tally_removed" AFTER DELETE ON "review_items"
  REFERENCING OLD TABLE AS removed
  FOR EACH STATEMENT EXECUTE FUNCTION "tally_removed_review_items"();

-- By row and with a condition: leases, the most frequent change, cost nothing here.
CREATE TRIGGER "review_items_tally_moved" AFTER UPDATE ON "review_items"
  FOR EACH ROW
  WHEN (OLD.state IS DISTINCT FROM NEW.state OR OLD.category_id IS DISTINCT FROM NEW.category_id)
  EXECUTE FUNCTION "tally_moved_review_item"();

INSERT INTO "review_tallies" ("category_id", "state", "change")
SELECT "category_id", "state", count(*) FROM "review_items" GROUP BY "category_id", "state";
