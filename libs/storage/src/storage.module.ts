import { type DynamicModule, Module, type Provider, type Type } from '@nestjs/common';
import { type DataConfig, HealthChecks, Lifecycle } from '@starling/platform';
import { Accounts } from './accounts/accounts.js';
import { AuditLog } from './audit/audit-log.js';
import { TenantCallers } from './callers/tenant-callers.js';
import { InstanceSettings } from './configuration/instance-settings.js';
import { Pacings } from './configuration/pacings.js';
import { ProxyConfigs } from './configuration/proxy-configs.js';
import { S3Configs } from './configuration/s3-configs.js';
import { WebhookSecrets } from './configuration/webhook-secrets.js';
import { Webhooks } from './configuration/webhooks.js';
import { WebsocketConfigs } from './configuration/websocket-configs.js';
import { Contacts } from './contacts/contacts.js';
import { DeadLetters } from './deliveries/dead-letters.js';
import { DeliveryHistory } from './deliveries/delivery-history.js';
import { DeliveryTotals } from './deliveries/delivery-totals.js';
import { WebhookAttempts } from './deliveries/webhook-attempts.js';
import { DurableInterests } from './deliveries/durable-interests.js';
import { WebhookTargets } from './deliveries/webhook-targets.js';
import { Vault } from './encryption/vault.js';
import { WaitingEvents } from './events/waiting-events.js';
import { Instances } from './instances/instances.js';
import { MediaFiles } from './media/media-files.js';
import { MessageCounters } from './messages/message-counters.js';
import { Messages } from './messages/messages.js';
import { SessionClaims } from './ownership/session-claims.js';
import { SessionOwners } from './ownership/session-owners.js';
import { SessionStates } from './ownership/session-states.js';
import { Workers } from './ownership/workers.js';
import { IdempotencyKeys } from './sends/idempotency-keys.js';
import { SessionKeys } from './sessions/session-keys.js';
import { SessionWrites } from './sessions/session-writes.js';
import { openStorage, type Repositories, type StorageOptions } from './storage.js';
import { Tokens } from './tokens/tokens.js';
import { AccountUsages } from './usage/account-usages.js';

const REPOSITORIES = Symbol('repositories');

const PARTS: Readonly<Record<keyof Repositories, Type>> = {
  vault: Vault,
  tokens: Tokens,
  accounts: Accounts,
  auditLog: AuditLog,
  instances: Instances,
  instanceSettings: InstanceSettings,
  pacings: Pacings,
  proxyConfigs: ProxyConfigs,
  s3Configs: S3Configs,
  webhooks: Webhooks,
  webhookSecrets: WebhookSecrets,
  websocketConfigs: WebsocketConfigs,
  deadLetters: DeadLetters,
  deliveryHistory: DeliveryHistory,
  deliveryTotals: DeliveryTotals,
  webhookAttempts: WebhookAttempts,
  webhookTargets: WebhookTargets,
  durableInterests: DurableInterests,
  sessionOwners: SessionOwners,
  workers: Workers,
  sessionClaims: SessionClaims,
  sessionStates: SessionStates,
  sessionWrites: SessionWrites,
  sessionKeys: SessionKeys,
  messageCounters: MessageCounters,
  messages: Messages,
  contacts: Contacts,
  idempotencyKeys: IdempotencyKeys,
  mediaFiles: MediaFiles,
  waitingEvents: WaitingEvents,
  accountUsages: AccountUsages,
};

const CALLERS: Provider = {
  provide: TenantCallers,
  inject: [Tokens],
  useFactory: (tokens: Tokens) => new TenantCallers(tokens),
};

/** Injects every repository anywhere. The process does not start without a usable database. */
@Module({})
export class StorageModule {
  static forConfig(config: DataConfig): DynamicModule {
    return StorageModule.forRoot({
      databaseUrl: config.DATABASE_URL,
      poolSize: config.DATABASE_POOL_SIZE,
      encryptionKey: config.ENCRYPTION_KEY,
      oldEncryptionKeys: config.ENCRYPTION_KEYS_OLD,
      mediaQuotaBytes: config.MEDIA_QUOTA_BYTES,
    });
  }

  static forRoot(options: StorageOptions): DynamicModule {
    const opened: Provider = {
      provide: REPOSITORIES,
      inject: [Lifecycle, HealthChecks],
      useFactory: (lifecycle: Lifecycle, health: HealthChecks) =>
        openWithin(options, lifecycle, health),
    };
    const parts = (Object.keys(PARTS) as (keyof Repositories)[]).map((part) => ({
      provide: PARTS[part],
      inject: [REPOSITORIES],
      useFactory: (repositories: Repositories) => repositories[part],
    }));
    return {
      module: StorageModule,
      global: true,
      providers: [opened, ...parts, CALLERS],
      exports: [...Object.values(PARTS), TenantCallers],
    };
  }
}

async function openWithin(
  options: StorageOptions,
  lifecycle: Lifecycle,
  health: HealthChecks,
): Promise<Repositories> {
  const storage = await openStorage(options);
  lifecycle.onStop('stores', 'postgres', () => storage.close());
  health.register('db', () => storage.ping());
  return storage.repositories;
}
