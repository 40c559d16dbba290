-- CreateTable
CREATE TABLE "model_evaluations" (
    "model_name" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "report" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "model_evaluations_pkey" PRIMARY KEY ("model_name","name")
);

-- AddForeignKey
ALTER TABLE "model_evaluations" ADD CONSTRAINT "model_evaluations_model_name_fkey" FOREIGN KEY ("model_name") REFERENCES "model_versions"("name") ON DELETE CASCADE ON UPDATE CASCADE;
