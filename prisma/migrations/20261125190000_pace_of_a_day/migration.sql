CREATE INDEX "review_paces_hour_idx" ON "review_paces"("hour");
