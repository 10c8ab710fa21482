-- CreateIndex
CREATE UNIQUE INDEX "waiting_events_instance_id_event_id_key" ON "waiting_events"("instance_id", "event_id");
