import { type Database, type Statement } from '../database/database.js';
import { type Vault } from '../encryption/vault.js';
import { type InstanceId } from '../tenancy/ids.js';
import { type TenantScope } from '../tenancy/tenant-scope.js';

const FORMER_SIGNS_HOURS = 24;

export interface SecretChange {
  /** Until when the secret before this one signs too; null: there was none. */
  readonly formerUntil: Date | null;
}

/** $4 the new secret, sealed; null takes the former one along. */
const REPLACE: Statement = {
  name: 'replacement of a webhook secret',
  text: `
    UPDATE webhooks w SET secret = $4::text,
      former_secret = CASE WHEN $4::text IS NOT NULL THEN w.secret END,
      former_secret_until = CASE WHEN $4::text IS NOT NULL AND w.secret IS NOT NULL
        THEN now() + interval '${FORMER_SIGNS_HOURS} hours' END,
      updated_at = now()
    FROM instances i
    WHERE i.id = w.instance_id AND i.account_id = $1 AND i.id = $2 AND w.label = $3
    RETURNING w.former_secret_until AS "formerUntil"`,
};

/** The secrets that sign webhooks. They outlive changes of the webhook's configuration and are never returned again. */
export class WebhookSecrets {
  constructor(
    private readonly database: Database,
    private readonly vault: Vault,
  ) {}

  /** Undefined: there is no such webhook. */
  async put(
    scope: TenantScope,
    instanceId: InstanceId,
    label: string,
    secret: string,
  ): Promise<SecretChange | undefined> {
    const sealed = await this.vault.encryptText(scope, 'webhook-secret', secret);
    return this.replace(scope, instanceId, label, sealed);
  }

  /** At once, the former one too. False: there is no such webhook. */
  async remove(scope: TenantScope, instanceId: InstanceId, label: string): Promise<boolean> {
    return (await this.replace(scope, instanceId, label, null)) !== undefined;
  }

  private async replace(
    { accountId }: TenantScope,
    instanceId: InstanceId,
    label: string,
    sealed: string | null,
  ): Promise<SecretChange | undefined> {
    const values = [accountId, instanceId, label, sealed];
    const [row] = await this.database.read<SecretChange>(REPLACE, values);
    return row;
  }
}
