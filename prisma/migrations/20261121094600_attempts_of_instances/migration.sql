-- Events that an account keeps live in a Redis stream of their instance, shortened by time.
DROP TABLE "kept_events";

-- What hangs on an account or an instance goes with it.
DELETE FROM "webhook_attempts" a WHERE NOT EXISTS (SELECT FROM "instances" i WHERE i."id" = a."instance_id");
CREATE INDEX "webhook_attempts_account_id_idx" ON "webhook_attempts"("account_id");
ALTER TABLE "webhook_attempts" ADD CONSTRAINT "webhook_attempts_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "webhook_attempts" ADD CONSTRAINT "webhook_attempts_instance_id_fkey" FOREIGN KEY ("instance_id") REFERENCES "instances"("id") ON DELETE CASCADE ON UPDATE CASCADE;
