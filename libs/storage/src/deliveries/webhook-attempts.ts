import { type Database, type Statement } from '../database/database.js';
import { type WebhookAttemptModel } from '../generated/models.js';

/** `retry`: another will follow; `dead`: none will. */
export type AttemptOutcome = 'delivered' | 'retry' | 'dead';

export type WebhookAttemptRecord = Omit<WebhookAttemptModel, 'id' | 'outcome' | 'logId'> & {
  readonly outcome: AttemptOutcome;
  /** Where its event is kept, if it is. */
  readonly logId?: string | null;
};

const KEPT_DAYS = 3;

/** $1 the records as JSON. What was deleted meanwhile leaves no record; the lock makes a deletion wait. */
const RECORD: Statement = {
  name: 'record of webhook attempts',
  text: `
    WITH alive AS MATERIALIZED (
      SELECT i.id FROM instances i
      WHERE i.id IN (SELECT (r ->> 'instanceId')::uuid FROM jsonb_array_elements($1::jsonb) r)
      ORDER BY i.id
      FOR KEY SHARE
    )
    INSERT INTO webhook_attempts (delivery_id, account_id, instance_id, webhook_id, event, event_id,
      attempt, outcome, status, latency_ms, error, response, attempted_at, log_id)
    SELECT r."deliveryId", r."accountId", r."instanceId", r."webhookId", r.event, r."eventId",
      r.attempt, r.outcome, r.status, r."latencyMs", r.error, r.response, r."attemptedAt",
      r."logId"
    FROM jsonb_to_recordset($1::jsonb) AS r ("deliveryId" uuid, "accountId" uuid, "instanceId" uuid,
      "webhookId" uuid, event text, "eventId" text, attempt int, outcome text, status int,
      "latencyMs" int, error text, response text, "attemptedAt" timestamptz,
      "logId" text)
    JOIN alive a ON a.id = r."instanceId"
    ORDER BY r."attemptedAt", r.attempt`,
};

/** What happened to deliveries, attempt by attempt. Written in batches; what a crash loses of it is lost. */
export class WebhookAttempts {
  constructor(private readonly database: Database) {}

  async record(attempts: readonly WebhookAttemptRecord[]): Promise<void> {
    if (attempts.length > 0) await this.database.read(RECORD, [JSON.stringify(attempts)]);
  }

  /** At most `limit`, oldest first. How many went. */
  sweep(limit: number): Promise<number> {
    return this.database.client.$executeRaw`
      DELETE FROM webhook_attempts WHERE id IN (
        SELECT id FROM webhook_attempts
        WHERE attempted_at < now() - make_interval(days => ${KEPT_DAYS}) ORDER BY attempted_at LIMIT ${limit}
      )`;
  }
}
