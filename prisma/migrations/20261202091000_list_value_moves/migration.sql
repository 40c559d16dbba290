-- A value of a list that got another name, or was merged into another one: what held it holds the
-- new one, and the rows are remembered, so that taking the name back is exact.
CREATE TABLE "list_value_moves" (
    "id" UUID NOT NULL,
    "attribute_id" INTEGER NOT NULL,
    "from_value" TEXT NOT NULL,
    "to_value" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "moved_by" TEXT NOT NULL,
    "moved_at" TIMESTAMPTZ(3) NOT NULL,
    "undone_at" TIMESTAMPTZ(3),
    "decision_ids" UUID[] NOT NULL,
    "proposal_ids" INTEGER[] NOT NULL,
    "change_ids" BIGINT[] NOT NULL,
    "product_ids" INTEGER[] NOT NULL,
    CONSTRAINT "list_value_moves_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "list_value_moves_attribute_id_fkey" FOREIGN KEY ("attribute_id") REFERENCES "attributes"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "list_value_moves_attribute_id_idx" ON "list_value_moves"("attribute_id");

-- Values as decisions and the catalogue hold them, each once, in their first order.
CREATE FUNCTION respell_values(held jsonb, old text, new text) RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(jsonb_agg(e ORDER BY place), '[]') FROM (
    SELECT CASE WHEN v = to_jsonb(old) THEN to_jsonb(new) ELSE v END AS e, min(n) AS place
    FROM jsonb_array_elements(held) WITH ORDINALITY AS t(v, n) GROUP BY 1) respelled
$$;

-- Proposed values, each with its spelling and evidence.
CREATE FUNCTION respell_proposed(proposed jsonb, old text, new text) RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(jsonb_agg(CASE WHEN v->'value' = to_jsonb(old)
    THEN jsonb_set(v, '{value}', to_jsonb(new)) ELSE v END ORDER BY n), '[]')
  FROM jsonb_array_elements(proposed) WITH ORDINALITY AS t(v, n)
$$;
