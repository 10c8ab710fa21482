-- AlterTable
ALTER TABLE "webhook_dead_letters" ADD COLUMN "media" TEXT;

-- CreateTable
CREATE TABLE "waiting_events" (
    "id" BIGSERIAL NOT NULL,
    "instance_id" UUID NOT NULL,
    "turn" BIGINT NOT NULL,
    "name" TEXT NOT NULL,
    "event_id" TEXT NOT NULL,
    "chat" TEXT NOT NULL,
    "body" BYTEA NOT NULL,
    "file" BYTEA,
    "stored_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "waiting_events_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "waiting_events_instance_id_turn_idx" ON "waiting_events"("instance_id", "turn");

-- AddForeignKey
ALTER TABLE "waiting_events" ADD CONSTRAINT "waiting_events_instance_id_fkey" FOREIGN KEY ("instance_id") REFERENCES "instances"("id") ON DELETE CASCADE ON UPDATE CASCADE;
