-- CreateTable
CREATE TABLE "SpendChange" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "country" TEXT NOT NULL,
    "template" TEXT NOT NULL,
    "segments" INTEGER NOT NULL,

    CONSTRAINT "SpendChange_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SpendTotal" (
    "minute" TIMESTAMPTZ(3) NOT NULL,
    "country" TEXT NOT NULL,
    "template" TEXT NOT NULL,
    "segments" INTEGER NOT NULL,

    CONSTRAINT "SpendTotal_pkey" PRIMARY KEY ("minute","country","template")
);

-- Fills the totals from existing messages. Messages that servers of the previous version write meanwhile are missing until
-- `npm run spend:rebuild`.
INSERT INTO "SpendTotal" ("minute", "country", "template", "segments")
SELECT date_trunc('minute', "createdAt"), "country", "template", sum(coalesce("segments", 1))
FROM "Message"
WHERE "createdAt" > now() - interval '25 hours' AND "gateway" <> 'null' AND "status" NOT IN ('FAILED', 'EXPIRED', 'CANCELED')
GROUP BY 1, 2, 3;
