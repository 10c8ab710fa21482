-- AlterTable
ALTER TABLE "instances" ADD COLUMN     "last_traffic_at" TIMESTAMPTZ(3),
ADD COLUMN     "owned_since" TIMESTAMPTZ(3),
ADD COLUMN     "parked_until" TIMESTAMPTZ(3),
ADD COLUMN     "restarts" INTEGER NOT NULL DEFAULT 0;
