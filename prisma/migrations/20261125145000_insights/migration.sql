-- CreateTable
CREATE TABLE "roll_ups" (
    "name" TEXT NOT NULL,
    "settled_until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "roll_ups_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "attribute_days" (
    "day" DATE NOT NULL,
    "attribute_id" INTEGER NOT NULL,
    "model_version" TEXT NOT NULL,
    "accepted" INTEGER NOT NULL DEFAULT 0,
    "corrected" INTEGER NOT NULL DEFAULT 0,
    "rejected" INTEGER NOT NULL DEFAULT 0,
    "absent" INTEGER NOT NULL DEFAULT 0,
    "added" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "attribute_days_pkey" PRIMARY KEY ("day","attribute_id","model_version")
);

-- CreateTable
CREATE TABLE "reviewer_days" (
    "day" DATE NOT NULL,
    "reviewer_id" TEXT NOT NULL,
    "category_id" INTEGER NOT NULL,
    "decided" INTEGER NOT NULL DEFAULT 0,
    "corrected" INTEGER NOT NULL DEFAULT 0,
    "swept" INTEGER NOT NULL DEFAULT 0,
    "submitted" INTEGER NOT NULL DEFAULT 0,
    "duration_ms" BIGINT NOT NULL DEFAULT 0,
    "keystrokes" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "reviewer_days_pkey" PRIMARY KEY ("day","reviewer_id","category_id")
);

-- CreateTable
CREATE TABLE "backlog_days" (
    "day" DATE NOT NULL,
    "category_id" INTEGER NOT NULL,
    "waiting" INTEGER NOT NULL,
    "ready" INTEGER NOT NULL,

    CONSTRAINT "backlog_days_pkey" PRIMARY KEY ("day","category_id")
);

-- CreateIndex
CREATE INDEX "decisions_created_at_idx" ON "decisions" USING BRIN ("created_at");
