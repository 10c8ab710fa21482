-- What webhooks are signed with; the former secret signs too, until its time is over.
ALTER TABLE "webhooks" ADD COLUMN "secret" TEXT,
ADD COLUMN "former_secret" TEXT,
ADD COLUMN "former_secret_until" TIMESTAMPTZ(3);

-- The last success and the last failure of a webhook.
CREATE INDEX "webhook_attempts_webhook_id_outcome_attempted_at_idx" ON "webhook_attempts"("webhook_id", "outcome", "attempted_at" DESC);
