-- A search finds by category and by committed value as well as by title, and by signs alone.

-- The signs of a text, each once: what search_form leaves out, blanks and joiners excepted.
-- lib/values/search-text.ts says the same in the browser.
CREATE FUNCTION search_signs(source text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN ARRAY(
  SELECT DISTINCT sign FROM unnest(string_to_array(regexp_replace(normalize(source, NFKC),
    '[\s\u0000-\u001f\u007f-\u00a0\u200b-\u200d\ufe0e\ufe0f0-9A-Za-z\u00aa-\u024f\u0300-\u052f\u1100-\u11ff\u1e00-\u1eff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7a3]',
    '', 'g'), NULL)) AS sign ORDER BY sign);

ALTER TABLE "product_search"
  ADD COLUMN "category_id" INTEGER,
  ADD COLUMN "signs" TEXT[] NOT NULL DEFAULT '{}',
  ADD COLUMN "value_form" TEXT NOT NULL DEFAULT '',
  ADD COLUMN "value_letters" TEXT GENERATED ALWAYS AS (search_letters("value_form")) STORED;

CREATE OR REPLACE FUNCTION note_new_product_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO product_search (product_id, form, initials, category_id, signs)
  SELECT n.id, n.form, search_initials(n.form), n.category_id, n.signs
  FROM (SELECT id, category_id, product_search_form(title, brand, external_id) AS form,
      search_signs(concat_ws(' ', title, brand, external_id)) AS signs
    FROM changed OFFSET 0) n;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION note_changed_product_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE product_search s SET form = n.form, initials = search_initials(n.form),
    category_id = n.category_id, signs = n.signs
  FROM (SELECT c.id, c.category_id, product_search_form(c.title, c.brand, c.external_id) AS form,
      search_signs(concat_ws(' ', c.title, c.brand, c.external_id)) AS signs
    FROM changed c JOIN former o ON o.id = c.id
    WHERE (c.title, c.brand, c.external_id, c.category_id)
      IS DISTINCT FROM (o.title, o.brand, o.external_id, o.category_id)
    OFFSET 0) n
  WHERE s.product_id = n.id
    AND (s.form, s.signs, s.category_id) IS DISTINCT FROM (n.form, n.signs, n.category_id);
  RETURN NULL;
END $$;

-- One line for each committed value: as it is written, with its unit, and in English; a yes by the
-- name of its attribute.
CREATE FUNCTION product_value_form(product integer) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE STRICT
RETURN (
  SELECT COALESCE(string_agg(search_form(word), chr(10) ORDER BY a.position, e.place), '')
  FROM catalogue_values v
  JOIN attributes a ON a.id = v.attribute_id
  CROSS JOIN LATERAL jsonb_array_elements(v."values") WITH ORDINALITY AS e(value, place)
  LEFT JOIN attribute_list_values l
    ON l.attribute_id = a.id AND l.value = e.value #>> '{}'
  CROSS JOIN LATERAL (
    SELECT CASE jsonb_typeof(e.value)
      WHEN 'boolean' THEN CASE WHEN e.value = 'true' THEN concat_ws(' / ', a.name_ko, a.name_en) END
      WHEN 'number' THEN concat(e.value #>> '{}', a.unit)
      ELSE concat_ws(' / ', e.value #>> '{}', l.name_en) END AS word) w
  WHERE v.product_id = product AND word IS NOT NULL);

CREATE FUNCTION note_value_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE product_search s SET value_form = n.form
  FROM (SELECT id, product_value_form(id) AS form
    FROM (SELECT DISTINCT product_id AS id FROM changed) c OFFSET 0) n
  WHERE s.product_id = n.id AND s.value_form <> n.form;
  RETURN NULL;
END $$;

CREATE TRIGGER catalogue_values_search_new AFTER INSERT ON "catalogue_values"
REFERENCING NEW TABLE AS changed
FOR EACH STATEMENT EXECUTE FUNCTION note_value_search();
CREATE TRIGGER catalogue_values_search_changed AFTER UPDATE ON "catalogue_values"
REFERENCING NEW TABLE AS changed
FOR EACH STATEMENT EXECUTE FUNCTION note_value_search();
CREATE TRIGGER catalogue_values_search_gone AFTER DELETE ON "catalogue_values"
REFERENCING OLD TABLE AS changed
FOR EACH STATEMENT EXECUTE FUNCTION note_value_search();

UPDATE product_search s SET category_id = p.category_id,
  signs = search_signs(concat_ws(' ', p.title, p.brand, p.external_id)),
  value_form = CASE WHEN EXISTS (SELECT FROM catalogue_values v WHERE v.product_id = p.id)
    THEN product_value_form(p.id) ELSE '' END
FROM products p WHERE p.id = s.product_id;

CREATE INDEX "product_search_category" ON "product_search" ("category_id");
CREATE INDEX "product_search_signs" ON "product_search" USING gin ("signs");
CREATE INDEX "product_search_values" ON "product_search" USING gin ("value_letters" gin_trgm_ops);
