-- AlterTable
ALTER TABLE "HandsetMessage" ALTER COLUMN "reference" DROP NOT NULL;

-- AlterTable
ALTER TABLE "Message" ADD COLUMN     "refusal" TEXT,
ADD COLUMN     "retryAt" TIMESTAMPTZ(3),
ADD COLUMN     "smsId" UUID;

-- Until now an SMS was handed over twice at most.
UPDATE "Message" SET "smsId" = coalesce("previousId", "id");

ALTER TABLE "Message" ALTER COLUMN "smsId" SET NOT NULL;

-- CreateTable
CREATE TABLE "SeenReceipt" (
    "id" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SeenReceipt_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "SeenReceipt_expiresAt_idx" ON "SeenReceipt"("expiresAt");

-- CreateIndex
CREATE INDEX "Message_smsId_idx" ON "Message"("smsId");

-- CreateIndex
CREATE INDEX "Message_createdAt_idx" ON "Message"("createdAt");
