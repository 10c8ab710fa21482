-- AlterTable
ALTER TABLE "webhook_dead_letters" ADD COLUMN     "event_id" TEXT NOT NULL DEFAULT '';
