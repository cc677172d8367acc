-- AlterTable
ALTER TABLE "NetworkCondition" ADD COLUMN     "slowMotion" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "StagePhone" (
    "phone" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "StagePhone_pkey" PRIMARY KEY ("phone")
);
