import { type Database } from '../database/database.js';
import { type WebhookDeadLetterModel } from '../generated/models.js';
import { type InstanceId } from '../tenancy/ids.js';
import { type TenantScope } from '../tenancy/tenant-scope.js';

export interface DeadLetter {
  /** The delivery's own: kept twice, it is there once. */
  readonly deliveryId: string;
  readonly accountId: string;
  readonly instanceId: string;
  readonly webhookId: string;
  readonly event: string;
  readonly eventId: string;
  readonly body: Uint8Array;
  /** The file that goes into the body when it is sent. */
  readonly media?: string | undefined;
  readonly attempts: number;
  readonly lastStatus: number | null;
  readonly lastError: string | null;
  readonly firstAttemptAt: Date;
}

/** Died from `since` up to `until`, or whenever. */
export interface DeadLetterChoice {
  readonly id?: string | undefined;
  readonly label?: string | undefined;
  readonly since?: Date | undefined;
  readonly until?: Date | undefined;
  readonly limit: number;
}

/** What could not be delivered, kept for seven days. */
export class DeadLetters {
  constructor(private readonly database: Database) {}

  /** Keeps nothing when the webhook or its instance is gone: its deliveries are dropped. */
  async keep(letter: DeadLetter): Promise<void> {
    const { deliveryId, accountId, instanceId, webhookId } = letter;
    await this.database.client.$executeRaw`
      INSERT INTO webhook_dead_letters (id, account_id, instance_id, webhook_id, event, event_id, body, media, attempts,
        last_status, last_error, first_attempt_at, expires_at)
      SELECT ${deliveryId}::uuid, ${accountId}::uuid, i.id, w.id, ${letter.event}, ${letter.eventId}, ${letter.body},
        ${letter.media ?? null}, ${letter.attempts}, ${letter.lastStatus}, ${letter.lastError},
        ${letter.firstAttemptAt.toISOString()}::timestamptz, now() + interval '7 days'
      FROM webhooks w JOIN instances i ON i.id = w.instance_id
      WHERE w.id = ${webhookId}::uuid AND i.id = ${instanceId}::uuid
        AND i.account_id = ${accountId}::uuid
      ON CONFLICT (id) DO UPDATE SET attempts = EXCLUDED.attempts, last_status = EXCLUDED.last_status,
        last_error = EXCLUDED.last_error, died_at = now(), expires_at = EXCLUDED.expires_at`;
  }

  /** Newest first. */
  list(
    { accountId }: TenantScope,
    instanceId: InstanceId,
    { id, label, since, until, limit }: DeadLetterChoice,
  ): Promise<WebhookDeadLetterModel[]> {
    const diedAt = { ...(since && { gte: since }), ...(until && { lte: until }) };
    return this.database.client.webhookDeadLetter.findMany({
      where: {
        accountId,
        instanceId,
        diedAt,
        ...(id !== undefined && { id }),
        ...(label !== undefined && { webhook: { label } }),
      },
      orderBy: { diedAt: 'desc' },
      take: limit,
    });
  }

  /** One that died again since it was read stays. */
  async drop(
    { accountId }: TenantScope,
    instanceId: InstanceId,
    letters: readonly Pick<WebhookDeadLetterModel, 'id' | 'diedAt'>[],
  ): Promise<void> {
    if (letters.length === 0) return;
    const asRead = letters.map(({ id, diedAt }) => ({ id, diedAt }));
    const where = { accountId, instanceId, OR: asRead };
    await this.database.client.webhookDeadLetter.deleteMany({ where });
  }

  /** Oldest first; at most `limit` of them, so that no statement holds many locks. How many went. */
  sweep(limit: number): Promise<number> {
    return this.database.client.$executeRaw`
      DELETE FROM webhook_dead_letters WHERE id IN (
        SELECT id FROM webhook_dead_letters WHERE expires_at < now() ORDER BY expires_at LIMIT ${limit}
      )`;
  }
}
