-- AlterTable
ALTER TABLE "Message" ADD COLUMN     "country" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "Verification" ADD COLUMN     "country" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "ownBrowser" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "range" TEXT NOT NULL DEFAULT '';

-- What was used up before stays so.
ALTER TABLE "SeenReceipt" RENAME TO "UsedNonce";
ALTER TABLE "UsedNonce" RENAME CONSTRAINT "SeenReceipt_pkey" TO "UsedNonce_pkey";
ALTER INDEX "SeenReceipt_expiresAt_idx" RENAME TO "UsedNonce_expiresAt_idx";

-- CreateTable
CREATE TABLE "TrustedBrowser" (
    "userId" UUID NOT NULL,
    "browserHash" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastUsedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "TrustedBrowser_pkey" PRIMARY KEY ("userId","browserHash")
);

-- CreateTable
CREATE TABLE "OptOut" (
    "phone" TEXT NOT NULL,
    "gateway" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "OptOut_pkey" PRIMARY KEY ("phone")
);

-- CreateTable
CREATE TABLE "AuditEvent" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "event" TEXT NOT NULL,
    "count" INTEGER NOT NULL DEFAULT 1,
    "userId" UUID,
    "phone" TEXT,
    "phoneKey" TEXT,
    "addressKey" TEXT,
    "detail" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "AuditEvent_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "TrustedBrowser_lastUsedAt_idx" ON "TrustedBrowser"("lastUsedAt");

-- CreateIndex
CREATE INDEX "AuditEvent_at_idx" ON "AuditEvent"("at");

-- CreateIndex
CREATE INDEX "AuditEvent_phoneKey_at_idx" ON "AuditEvent"("phoneKey", "at");

-- CreateIndex
CREATE INDEX "AuditEvent_userId_at_idx" ON "AuditEvent"("userId", "at");

-- CreateIndex
CREATE INDEX "Session_createdAt_idx" ON "Session"("createdAt");

-- CreateIndex
CREATE INDEX "Session_revokedAt_idx" ON "Session"("revokedAt");

-- CreateIndex
CREATE INDEX "Verification_range_createdAt_idx" ON "Verification"("range", "createdAt");

-- AddForeignKey
ALTER TABLE "TrustedBrowser" ADD CONSTRAINT "TrustedBrowser_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Append-only: nothing is changed, and nothing of the last day is deleted, whoever asks.
CREATE FUNCTION "audit_is_append_only"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND OLD."at" < now() - interval '1 day' THEN RETURN OLD; END IF;
  RAISE EXCEPTION 'AuditEvent is append-only' USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER "AuditEvent_append_only" BEFORE UPDATE OR DELETE ON "AuditEvent"
FOR EACH ROW EXECUTE FUNCTION "audit_is_append_only"();

CREATE TRIGGER "AuditEvent_not_truncated" BEFORE TRUNCATE ON "AuditEvent"
FOR EACH STATEMENT EXECUTE FUNCTION "audit_is_append_only"();
