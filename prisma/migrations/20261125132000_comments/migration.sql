-- CreateTable
CREATE TABLE "comment_threads" (
    "id" UUID NOT NULL,
    "product_id" INTEGER NOT NULL,
    "attribute_id" INTEGER,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "resolved_by" TEXT,
    "resolved_at" TIMESTAMPTZ(3),

    CONSTRAINT "comment_threads_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "comments" (
    "id" UUID NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "thread_id" UUID NOT NULL,
    "author_id" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "comments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mentions" (
    "id" BIGSERIAL NOT NULL,
    "comment_id" UUID NOT NULL,
    "user_id" TEXT NOT NULL,
    "read_at" TIMESTAMPTZ(3),

    CONSTRAINT "mentions_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "comment_threads_product_id_created_at_idx" ON "comment_threads"("product_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "comments_seq_key" ON "comments"("seq");

-- CreateIndex
CREATE INDEX "comments_thread_id_seq_idx" ON "comments"("thread_id", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "mentions_comment_id_user_id_key" ON "mentions"("comment_id", "user_id");

-- CreateIndex
CREATE INDEX "mentions_user_id_id_idx" ON "mentions"("user_id", "id" DESC);

-- AddForeignKey
ALTER TABLE "comment_threads" ADD CONSTRAINT "comment_threads_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "products"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "comment_threads" ADD CONSTRAINT "comment_threads_attribute_id_fkey" FOREIGN KEY ("attribute_id") REFERENCES "attributes"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "comments" ADD CONSTRAINT "comments_thread_id_fkey" FOREIGN KEY ("thread_id") REFERENCES "comment_threads"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mentions" ADD CONSTRAINT "mentions_comment_id_fkey" FOREIGN KEY ("comment_id") REFERENCES "comments"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mentions" ADD CONSTRAINT "mentions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Beyond what the schema language can say ---------------------------------------------------------

-- The count beside the bell.
CREATE INDEX "mentions_unread" ON "mentions" ("user_id") WHERE "read_at" IS NULL;
