-- What a file calls the category of a product, in its own words, and which category it means by them.
-- The second has no foreign key: it says what was asked once, and is compared, never joined for truth.
ALTER TABLE "products" ADD COLUMN "seller_category" TEXT, ADD COLUMN "file_category_id" INTEGER;

-- The key is reserved for the category in which products wait for one.
UPDATE "categories" SET "key" = 'uncategorised-' || "id" WHERE "key" = 'uncategorised';
