-- AlterTable
ALTER TABLE "webhook_attempts" ADD COLUMN "log_id" TEXT;
