-- Where an entry came from: the address of the caller and the number of the request in the log.
ALTER TABLE "audit_entries" ADD COLUMN "address" TEXT, ADD COLUMN "request_id" TEXT;
CREATE INDEX "audit_entries_at_idx" ON "audit_entries" ("at");
-- The noun of an action is what people look for.
CREATE INDEX "audit_entries_kind" ON "audit_entries" (split_part("action", '.', 1), "id");
-- A person whose data were removed stays as a pseudonym, so that their decisions keep an author.
ALTER TABLE "users" ADD COLUMN "removed_at" TIMESTAMPTZ(3);
