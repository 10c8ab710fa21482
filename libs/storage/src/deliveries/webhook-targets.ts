import { type EventName } from '@starling/contract';
import { type Database, type Statement } from '../database/database.js';
import { type Vault } from '../encryption/vault.js';
import { type AccountId, type InstanceId } from '../tenancy/ids.js';
import { mintTenantScope, type TenantScope } from '../tenancy/tenant-scope.js';

/** An enabled webhook as an attempt needs it. */
export interface WebhookTarget {
  readonly webhookId: string;
  readonly accountId: AccountId;
  readonly instanceId: InstanceId;
  readonly scope: TenantScope;
  readonly url: string;
  readonly authorization: string | null;
  readonly byEvents: boolean;
  /** Empty: all. */
  readonly events: readonly EventName[];
  readonly mediaBase64: boolean;
  /** What it is signed with, newest first; none: it is not. */
  readonly secrets: readonly string[];
}

const SELECT = `SELECT w.id AS "webhookId", i.account_id AS "accountId", i.id AS "instanceId", w.url,
  w.authorization, w.by_events AS "byEvents", w.events, w.media_base64 AS "mediaBase64",
  array_remove(ARRAY[w.secret, CASE WHEN w.former_secret_until > now() THEN w.former_secret END], NULL) AS secrets
  FROM webhooks w JOIN instances i ON i.id = w.instance_id WHERE w.enabled`;

const OF_INSTANCE: Statement = {
  name: 'webhook targets of instance',
  text: `${SELECT} AND i.id = $1 ORDER BY w.label`,
};
const BY_ID: Statement = { name: 'webhook target by id', text: `${SELECT} AND w.id = $1` };

/** Takes no tenant scope: a delivery has its ids from an event, which the owner of the instance published. */
export class WebhookTargets {
  constructor(
    private readonly database: Database,
    private readonly vault: Vault,
  ) {}

  async listOf(instanceId: string): Promise<WebhookTarget[]> {
    const rows = await this.database.read<Omit<WebhookTarget, 'scope'>>(OF_INSTANCE, [instanceId]);
    return Promise.all(rows.map((row) => this.readable(row)));
  }

  /** Undefined once it is disabled or gone, or its instance is: nothing is delivered to it any more. */
  async find(webhookId: string): Promise<WebhookTarget | undefined> {
    const [row] = await this.database.read<Omit<WebhookTarget, 'scope'>>(BY_ID, [webhookId]);
    return row && this.readable(row);
  }

  /** What does not decrypt is used as it is: the endpoint refuses it, and is tried again until the key is back. */
  private async readable(row: Omit<WebhookTarget, 'scope'>): Promise<WebhookTarget> {
    const { authorization, secrets } = row;
    const scope = mintTenantScope(row.accountId);
    if (authorization === null && secrets.length === 0) return { ...row, scope };
    return {
      ...row,
      scope,
      authorization:
        authorization &&
        (await this.vault.decryptOrRaw(scope, 'webhook-authorization', authorization)),
      secrets: await this.vault.decryptAllOrRaw(scope, 'webhook-secret', secrets),
    };
  }
}
