-- CreateEnum
CREATE TYPE "AttributeWish" AS ENUM ('amount', 'count', 'total');

-- AlterTable
ALTER TABLE "attributes" ADD COLUMN     "wants" "AttributeWish" NOT NULL DEFAULT 'amount',
ADD COLUMN     "tolerance" DOUBLE PRECISION,
ADD COLUMN     "rules" JSONB NOT NULL DEFAULT '[]';
