-- AlterTable
ALTER TABLE "Session" ADD COLUMN     "browserHash" TEXT,
ADD COLUMN     "browserName" TEXT,
ADD COLUMN     "handle" UUID NOT NULL DEFAULT gen_random_uuid(),
ADD COLUMN     "systemName" TEXT;
