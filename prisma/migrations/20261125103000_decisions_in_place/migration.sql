-- DropIndex
DROP INDEX "proposals_decision_id_key";

-- Beyond what the schema language can say ---------------------------------------------------------

-- No index holds the head of the chain, and every page has room: a decision then changes its proposal in
-- place and no index at all. A decision names its proposal, so heads are found from there.
ALTER TABLE "proposals" SET (fillfactor = 80);
