-- Texts that were imported with their markup are read as text by the job `tidy-texts`, which takes this
-- row away when it has been through.
INSERT INTO "settings" ("name", "value", "updated_at")
SELECT 'tidy-texts', jsonb_build_object('after', 0, 'runId', gen_random_uuid()), now()
WHERE EXISTS (SELECT FROM "products")
ON CONFLICT ("name") DO NOTHING;
