-- Products that a person put into another category, with all that an undo needs to restore them.
CREATE TABLE "category_moves" (
    "id" UUID NOT NULL,
    "to_category_id" INTEGER NOT NULL,
    "moved_by" TEXT NOT NULL,
    "moved_at" TIMESTAMPTZ(3) NOT NULL,
    "undone_by" TEXT,
    "undone_at" TIMESTAMPTZ(3),
    CONSTRAINT "category_moves_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "category_move_products" (
    "move_id" UUID NOT NULL,
    "product_id" INTEGER NOT NULL,
    "from_category_id" INTEGER NOT NULL,
    "commit_id" UUID NOT NULL,
    "review" JSONB,
    CONSTRAINT "category_move_products_pkey" PRIMARY KEY ("move_id", "product_id"),
    CONSTRAINT "category_move_products_move_id_fkey" FOREIGN KEY ("move_id") REFERENCES "category_moves"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "category_move_products_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "products"("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE INDEX "category_move_products_product_id_idx" ON "category_move_products"("product_id");
