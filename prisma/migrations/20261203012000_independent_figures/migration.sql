-- The figures of people's work look up what came of a round, and count reviews by when they came in.
CREATE INDEX "overlap_rows_decision" ON "overlap_rows" ("decision_id") WHERE "decision_id" IS NOT NULL;
CREATE INDEX "overlap_rounds_commit" ON "overlap_rounds" ("commit_id") WHERE "commit_id" IS NOT NULL;
CREATE INDEX "independent_reviews_submitted" ON "independent_reviews" ("submitted_at")
  WHERE "submitted_at" IS NOT NULL;
