import { type Database, type Statement } from '../database/database.js';
import { StorageError } from '../errors/storage-error.js';
import { type WebhookAttemptModel } from '../generated/models.js';
import { type InstanceId } from '../tenancy/ids.js';
import { type TenantScope } from '../tenancy/tenant-scope.js';

/** `retry`: another will follow; `dead`: none will. */
export type AttemptOutcome = 'delivered' | 'retry' | 'dead';

export type WebhookAttemptRecord = Omit<WebhookAttemptModel, 'id' | 'outcome' | 'logId'> & {
  readonly outcome: AttemptOutcome;
  /** Where its event is kept, if it is. */
  readonly logId?: string | null;
};

export interface DeliveryListing {
  readonly label?: string | undefined;
  readonly outcome?: AttemptOutcome | undefined;
  readonly since?: Date | undefined;
  readonly until?: Date | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

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

  /** Newest first. Throws `InvalidCursor`. */
  async list(
    { accountId }: TenantScope,
    instanceId: InstanceId,
    { label, outcome, since, until, limit, cursor }: DeliveryListing,
  ): Promise<{ readonly attempts: WebhookAttemptRecord[]; readonly nextCursor: string | null }> {
    const webhookId = label === undefined ? undefined : await this.idOf(instanceId, label);
    if (webhookId === null) return { attempts: [], nextCursor: null };
    const rows = await this.database.client.webhookAttempt.findMany({
      where: {
        ...{ accountId, instanceId },
        ...(webhookId && { webhookId }),
        ...(outcome && { outcome }),
        attemptedAt: { ...(since && { gte: since }), ...(until && { lte: until }) },
        ...(cursor && { id: { lt: decodeCursor(cursor) } }),
      },
      orderBy: { id: 'desc' },
      take: limit + 1,
    });
    const page = rows.slice(0, limit);
    const nextCursor = rows.length > limit ? (page.at(-1)?.id.toString() ?? null) : null;
    return { attempts: page.map(toRecord), nextCursor };
  }

  /** At most `limit`, oldest first. How many went. */
  sweep(limit: number): Promise<number> {
    return this.database.client.$executeRaw`
      DELETE FROM webhook_attempts WHERE id IN (
        SELECT id FROM webhook_attempts
        WHERE attempted_at < now() - make_interval(days => ${KEPT_DAYS}) ORDER BY attempted_at LIMIT ${limit}
      )`;
  }

  private async idOf(instanceId: InstanceId, label: string): Promise<string | null> {
    const where = { instanceId_label: { instanceId, label } };
    const row = await this.database.client.webhook.findUnique({ where, select: { id: true } });
    return row?.id ?? null;
  }
}

const toRecord = ({ id: _, ...row }: WebhookAttemptModel): WebhookAttemptRecord => ({
  ...row,
  outcome: row.outcome as AttemptOutcome,
});

function decodeCursor(cursor: string): bigint {
  if (!/^\d{1,18}$/.test(cursor)) throw new StorageError('InvalidCursor');
  return BigInt(cursor);
}
