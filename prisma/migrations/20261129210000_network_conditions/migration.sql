-- AlterTable
ALTER TABLE "HandsetMessage" ADD COLUMN     "gateway" TEXT,
ADD COLUMN     "receipt" TEXT,
ADD COLUMN     "receiptDetail" TEXT;

-- Messages that are under way: those that arrive are reported as delivered.
UPDATE "HandsetMessage" SET "gateway" = 'handset' WHERE "reference" IS NOT NULL;
UPDATE "HandsetMessage" SET "receipt" = 'DELIVERED' WHERE "reference" IS NOT NULL AND "deliveredAt" IS NULL AND "body" <> '';

-- CreateTable
CREATE TABLE "NetworkCondition" (
    "gateway" TEXT NOT NULL,
    "delayMs" INTEGER,
    "loss" DOUBLE PRECISION NOT NULL,
    "failureRate" DOUBLE PRECISION NOT NULL,
    "carrierDown" BOOLEAN NOT NULL,
    "receiptDelayMs" INTEGER NOT NULL,
    "receiptsLost" BOOLEAN NOT NULL,
    "receiptsDuplicated" BOOLEAN NOT NULL,
    "receiptsOutOfOrder" BOOLEAN NOT NULL,

    CONSTRAINT "NetworkCondition_pkey" PRIMARY KEY ("gateway")
);
