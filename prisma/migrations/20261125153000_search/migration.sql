-- Search as people type it; lib/catalogue/search-text.ts says the same in the browser.

-- Small letters, digits and jamo; a point between digits. Spaces, signs, width and accents are gone.
CREATE FUNCTION search_form(source text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN regexp_replace(
  regexp_replace(lower(normalize(translate(source, '×✕', 'xx'), NFKD)),
    '\.(?![0-9])|(?<![0-9])\.', '', 'g'),
  '[^.0-9a-z\u0370-\u052f\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff]', '', 'g');

-- A form in ASCII: pg_trgm knows no Hangul where the locale of the database is C.
CREATE FUNCTION search_letters(form text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN translate(form,
  U&'\1100\1101\1102\1103\1104\1105\1106\1107\1108\1109\110A\110B\110C\110D\110E\110F\1110\1111\1112'
  '\1161\1162\1163\1164\1165\1166\1167\1168\1169\116A\116B\116C\116D\116E\116F\1170\1171\1172\1173\1174\1175'
  '\11A8\11A9\11AA\11AB\11AC\11AD\11AE\11AF\11B0\11B1\11B2\11B3\11B4\11B5\11B6\11B7\11B8\11B9\11BA\11BB\11BC\11BD\11BE\11BF\11C0\11C1\11C2',
  'kgntdrmbpsfqjzchlvx'
  'aeaeoeoeowwwouuuyuyii'
  'kkknnntrrrrrrrrmbbsfqjchlvx');

-- Initial consonants, each twice so that two of them fill a trigram.
CREATE FUNCTION search_initials(form text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN search_letters(regexp_replace(
  regexp_replace(regexp_replace(form, '[\u1161-\u1175\u11a8-\u11c2]', '', 'g'),
    '[^\u1100-\u1112]+', ' ', 'g'),
  '([\u1100-\u1112])', '\1\1', 'g'));

CREATE TABLE "product_search" (
    "product_id" INTEGER NOT NULL,
    "form" TEXT NOT NULL,
    "initials" TEXT NOT NULL,

    CONSTRAINT "product_search_pkey" PRIMARY KEY ("product_id")
);
ALTER TABLE "product_search" ADD CONSTRAINT "product_search_product_id_fkey"
  FOREIGN KEY ("product_id") REFERENCES "products"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- One line per field, so that nothing is found across two of them.
CREATE FUNCTION product_search_form(title text, brand text, external_id text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN search_form(title) || chr(10) || COALESCE(search_form(brand), '') || chr(10)
  || search_form(external_id);

CREATE FUNCTION note_new_product_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO product_search (product_id, form, initials)
  SELECT n.id, n.form, search_initials(n.form)
  FROM (SELECT id, product_search_form(title, brand, external_id) AS form
    FROM changed OFFSET 0) n;
  RETURN NULL;
END $$;

CREATE FUNCTION note_changed_product_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE product_search s SET form = n.form, initials = search_initials(n.form)
  FROM (SELECT c.id, product_search_form(c.title, c.brand, c.external_id) AS form
    FROM changed c JOIN former o ON o.id = c.id
    WHERE (c.title, c.brand, c.external_id) IS DISTINCT FROM (o.title, o.brand, o.external_id)
    OFFSET 0) n
  WHERE s.product_id = n.id AND s.form <> n.form;
  RETURN NULL;
END $$;

CREATE TRIGGER products_search_new AFTER INSERT ON "products"
REFERENCING NEW TABLE AS changed
FOR EACH STATEMENT EXECUTE FUNCTION note_new_product_search();

CREATE TRIGGER products_search_changed AFTER UPDATE ON "products"
REFERENCING OLD TABLE AS former NEW TABLE AS changed
FOR EACH STATEMENT EXECUTE FUNCTION note_changed_product_search();

INSERT INTO product_search (product_id, form, initials)
SELECT n.id, n.form, search_initials(n.form)
FROM (SELECT id, product_search_form(title, brand, external_id) AS form
  FROM products OFFSET 0) n;

CREATE INDEX "product_search_letters" ON "product_search"
  USING gin (search_letters("form") gin_trgm_ops);
CREATE INDEX "product_search_initials" ON "product_search" USING gin ("initials" gin_trgm_ops);

-- Never found a Hangul word: it knew the Latin letters of a title alone.
DROP INDEX "products_title_trgm";
