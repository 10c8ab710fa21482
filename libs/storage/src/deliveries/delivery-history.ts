import { type Database, type Statement } from '../database/database.js';
import { StorageError } from '../errors/storage-error.js';
import { type InstanceId } from '../tenancy/ids.js';
import { type TenantScope } from '../tenancy/tenant-scope.js';
import { type AttemptOutcome } from './webhook-attempts.js';

export interface AttemptFacts {
  readonly attempt: number;
  readonly outcome: AttemptOutcome;
  readonly status: number | null;
  readonly latencyMs: number;
  readonly error: string | null;
  readonly response: string | null;
  readonly attemptedAt: Date;
}

/** A delivery as its last attempt left it. */
export interface DeliveryRecord extends Omit<AttemptFacts, 'response'> {
  readonly deliveryId: string;
  readonly label: string;
  readonly event: string;
  readonly eventId: string;
}

export interface DeliveryPageRequest {
  readonly label?: string | undefined;
  readonly outcome?: AttemptOutcome | undefined;
  readonly since?: Date | undefined;
  readonly until?: Date | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** Deliveries that were made, one or those of a time. */
export interface MadeChoice {
  readonly id?: string | undefined;
  readonly label?: string | undefined;
  readonly since?: Date | undefined;
  readonly until?: Date | undefined;
  readonly limit: number;
}

export interface MadeDelivery {
  readonly deliveryId: string;
  readonly webhookId: string;
  readonly event: string;
  readonly eventId: string;
  /** Null: its account did not keep events then. */
  readonly logId: string | null;
  /** The webhook wants files in what it gets. */
  readonly mediaBase64: boolean;
}

export interface WebhookHealth {
  readonly label: string;
  readonly lastSuccessAt: Date | null;
  readonly lastFailureAt: Date | null;
}

/** $1 account, $2 instance, $3 label, $4 outcome, $5 since, $6 until, $7 cursor, $8 limit; null: whatever it is. */
const PAGE: Statement = {
  name: 'page of webhook deliveries',
  text: `
    SELECT a.id, a.delivery_id AS "deliveryId", w.label, a.event, a.event_id AS "eventId", a.attempt, a.outcome,
      a.status, a.latency_ms AS "latencyMs", a.error, a.attempted_at AS "attemptedAt"
    FROM webhook_attempts a JOIN webhooks w ON w.id = a.webhook_id
    WHERE a.account_id = $1 AND a.instance_id = $2
      AND ($3::text IS NULL OR w.label = $3)
      AND ($4::text IS NULL OR a.outcome = $4)
      AND ($5::timestamptz IS NULL OR a.attempted_at >= $5)
      AND ($6::timestamptz IS NULL OR a.attempted_at <= $6)
      AND ($7::bigint IS NULL OR a.id < $7)
      AND NOT EXISTS (
        SELECT 1 FROM webhook_attempts later WHERE later.delivery_id = a.delivery_id AND later.id > a.id
      )
    ORDER BY a.id DESC LIMIT $8`,
};

const ATTEMPTS: Statement = {
  name: 'attempts of a webhook delivery',
  text: `
    SELECT a.id, a.delivery_id AS "deliveryId", w.label, a.event, a.event_id AS "eventId", a.attempt, a.outcome,
      a.status, a.latency_ms AS "latencyMs", a.error, a.response, a.attempted_at AS "attemptedAt"
    FROM webhook_attempts a JOIN webhooks w ON w.id = a.webhook_id
    WHERE a.account_id = $1 AND a.instance_id = $2 AND a.delivery_id = $3::uuid
    ORDER BY a.id LIMIT $4`,
};

/** $1 account, $2 instance, $3 delivery, $4 label, $5 since, $6 until, $7 limit; null: whatever it is. */
const MADE: Statement = {
  name: 'webhook deliveries that were made',
  text: `
    SELECT a.delivery_id AS "deliveryId", a.webhook_id AS "webhookId", a.event, a.event_id AS "eventId",
      a.log_id AS "logId", w.media_base64 AS "mediaBase64"
    FROM webhook_attempts a JOIN webhooks w ON w.id = a.webhook_id
    WHERE a.account_id = $1 AND a.instance_id = $2 AND a.outcome = 'delivered'
      AND ($3::uuid IS NULL OR a.delivery_id = $3)
      AND ($4::text IS NULL OR w.label = $4)
      AND ($5::timestamptz IS NULL OR a.attempted_at >= $5)
      AND ($6::timestamptz IS NULL OR a.attempted_at <= $6)
      AND NOT EXISTS (
        SELECT 1 FROM webhook_attempts later WHERE later.delivery_id = a.delivery_id AND later.id > a.id
      )
    ORDER BY a.id LIMIT $7`,
};

const HEALTH: Statement = {
  name: 'health of webhooks',
  text: `
    SELECT w.label,
      (SELECT max(a.attempted_at) FROM webhook_attempts a
        WHERE a.webhook_id = w.id AND a.outcome = 'delivered') AS "lastSuccessAt",
      (SELECT max(a.attempted_at) FROM webhook_attempts a
        WHERE a.webhook_id = w.id AND a.outcome IN ('retry', 'dead')) AS "lastFailureAt"
    FROM webhooks w JOIN instances i ON i.id = w.instance_id
    WHERE i.account_id = $1 AND i.id = $2
    ORDER BY w.label COLLATE "C"`,
};

/** A schedule has 15, and each replay another. */
const MAX_ATTEMPTS = 200;

type Row = DeliveryRecord & { readonly id: string };

/** Reads what became of deliveries, as long as their attempts are kept. */
export class DeliveryHistory {
  constructor(private readonly database: Database) {}

  /** Newest first. Throws `InvalidCursor`. */
  async page(
    { accountId }: TenantScope,
    instanceId: InstanceId,
    { label, outcome, since, until, limit, cursor }: DeliveryPageRequest,
  ): Promise<{ readonly deliveries: DeliveryRecord[]; readonly nextCursor: string | null }> {
    if (cursor !== undefined && !/^\d{1,18}$/.test(cursor)) throw new StorageError('InvalidCursor');
    const rows = await this.database.read<Row>(PAGE, [
      accountId,
      instanceId,
      label ?? null,
      outcome ?? null,
      since?.toISOString() ?? null,
      until?.toISOString() ?? null,
      cursor ?? null,
      limit + 1,
    ]);
    const page = rows.slice(0, limit);
    const nextCursor = rows.length > limit ? (page.at(-1)?.id ?? null) : null;
    return { deliveries: page.map(({ id: _, ...delivery }) => delivery), nextCursor };
  }

  /** Oldest first; none when nothing is kept of it. */
  attempts(
    { accountId }: TenantScope,
    instanceId: InstanceId,
    deliveryId: string,
  ): Promise<(DeliveryRecord & AttemptFacts)[]> {
    return this.database.read(ATTEMPTS, [accountId, instanceId, deliveryId, MAX_ATTEMPTS]);
  }

  /** Oldest first. */
  made(
    { accountId }: TenantScope,
    instanceId: InstanceId,
    { id, label, since, until, limit }: MadeChoice,
  ): Promise<MadeDelivery[]> {
    return this.database.read(MADE, [
      accountId,
      instanceId,
      id ?? null,
      label ?? null,
      since?.toISOString() ?? null,
      until?.toISOString() ?? null,
      limit,
    ]);
  }

  /** Of every webhook of the instance, by label; null: not within the attempts that are kept. */
  health({ accountId }: TenantScope, instanceId: InstanceId): Promise<WebhookHealth[]> {
    return this.database.read(HEALTH, [accountId, instanceId]);
  }
}
