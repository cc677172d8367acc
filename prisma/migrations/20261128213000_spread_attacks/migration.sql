-- CreateTable
CREATE TABLE "Tally" (
    "seconds" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "subject" TEXT NOT NULL,
    "attempted" INTEGER NOT NULL,
    "succeeded" INTEGER NOT NULL,

    CONSTRAINT "Tally_pkey" PRIMARY KEY ("seconds","at","subject")
);

-- CreateTable
CREATE TABLE "Attack" (
    "subject" TEXT NOT NULL,
    "begunAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Attack_pkey" PRIMARY KEY ("subject")
);
