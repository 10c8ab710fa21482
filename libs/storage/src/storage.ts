import { DEFAULT_MEDIA_QUOTA_BYTES } from '@starling/contract';
import { Accounts } from './accounts/accounts.js';
import { AuditLog } from './audit/audit-log.js';
import { InstanceSettings } from './configuration/instance-settings.js';
import { Pacings } from './configuration/pacings.js';
import { ProxyConfigs } from './configuration/proxy-configs.js';
import { S3Configs } from './configuration/s3-configs.js';
import { WebhookSecrets } from './configuration/webhook-secrets.js';
import { Webhooks } from './configuration/webhooks.js';
import { WebsocketConfigs } from './configuration/websocket-configs.js';
import { Contacts } from './contacts/contacts.js';
import { Database, type DatabaseOptions } from './database/database.js';
import { DeadLetters } from './deliveries/dead-letters.js';
import { DeliveryHistory } from './deliveries/delivery-history.js';
import { DeliveryTotals } from './deliveries/delivery-totals.js';
import { WebhookAttempts } from './deliveries/webhook-attempts.js';
import { DurableInterests } from './deliveries/durable-interests.js';
import { WebhookTargets } from './deliveries/webhook-targets.js';
import { DataKeys } from './encryption/data-keys.js';
import { DeployKeys } from './encryption/deploy-keys.js';
import { loadTokenHashKey } from './encryption/deploy-secrets.js';
import { TokenHasher } from './encryption/token-hasher.js';
import { Vault } from './encryption/vault.js';
import { WaitingEvents } from './events/waiting-events.js';
import { Instances } from './instances/instances.js';
import { MediaFiles } from './media/media-files.js';
import { MediaQuotas } from './media/media-quotas.js';
import { MessageCounters } from './messages/message-counters.js';
import { Messages } from './messages/messages.js';
import { SessionClaims } from './ownership/session-claims.js';
import { SessionOwners } from './ownership/session-owners.js';
import { SessionStates } from './ownership/session-states.js';
import { Workers } from './ownership/workers.js';
import { SessionKeys } from './sessions/session-keys.js';
import { SessionWrites } from './sessions/session-writes.js';
import { IdempotencyKeys } from './sends/idempotency-keys.js';
import { Tokens } from './tokens/tokens.js';
import { AccountUsages } from './usage/account-usages.js';

export interface StorageOptions extends DatabaseOptions {
  /** 32 bytes, as each of the old ones, which still unwrap what this one has not wrapped yet. */
  readonly encryptionKey: Uint8Array;
  readonly oldEncryptionKeys: readonly Uint8Array[];
  /** How many bytes of files an account may have that has no quota of its own; absent: the default. */
  readonly mediaQuotaBytes?: number;
}

/** What reads and writes rows. */
export interface Repositories {
  readonly vault: Vault;
  readonly tokens: Tokens;
  readonly accounts: Accounts;
  readonly auditLog: AuditLog;
  readonly instances: Instances;
  readonly instanceSettings: InstanceSettings;
  readonly pacings: Pacings;
  readonly proxyConfigs: ProxyConfigs;
  readonly s3Configs: S3Configs;
  readonly webhooks: Webhooks;
  readonly webhookSecrets: WebhookSecrets;
  readonly websocketConfigs: WebsocketConfigs;
  readonly deadLetters: DeadLetters;
  readonly deliveryHistory: DeliveryHistory;
  readonly deliveryTotals: DeliveryTotals;
  readonly webhookAttempts: WebhookAttempts;
  readonly webhookTargets: WebhookTargets;
  readonly durableInterests: DurableInterests;
  readonly sessionOwners: SessionOwners;
  readonly workers: Workers;
  readonly sessionClaims: SessionClaims;
  readonly sessionStates: SessionStates;
  readonly sessionWrites: SessionWrites;
  readonly sessionKeys: SessionKeys;
  readonly messageCounters: MessageCounters;
  readonly messages: Messages;
  readonly contacts: Contacts;
  readonly idempotencyKeys: IdempotencyKeys;
  readonly mediaFiles: MediaFiles;
  readonly waitingEvents: WaitingEvents;
  readonly accountUsages: AccountUsages;
}

/**
 * The pool itself stays in here: through it a query could forget its tenant.
 */
export interface OpenStorage {
  readonly repositories: Repositories;
  ping(): Promise<void>;
  /** Waits for the queries under way. */
  close(): Promise<void>;
}

/** For programs that are not a Nest app. Throws one `StorageStartError` when there is no usable database. */
export async function openStorage(options: StorageOptions): Promise<OpenStorage> {
  const keys = new DeployKeys(options.encryptionKey, options.oldEncryptionKeys);
  const database = await Database.open(options);
  try {
    const hasher = new TokenHasher(await loadTokenHashKey(database, keys));
    return {
      repositories: assemble(
        database,
        keys,
        hasher,
        options.mediaQuotaBytes ?? DEFAULT_MEDIA_QUOTA_BYTES,
      ),
      ping: () => database.ping(),
      close: () => database.close(),
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}

function assemble(
  database: Database,
  keys: DeployKeys,
  hasher: TokenHasher,
  mediaQuotaBytes: number,
): Repositories {
  const dataKeys = new DataKeys(database, keys);
  const vault = new Vault(dataKeys);
  const tokens = new Tokens(database, hasher);
  const proxyConfigs = new ProxyConfigs(database, vault);
  const s3Configs = new S3Configs(database, vault);
  const webhooks = new Webhooks(database, vault);
  return {
    vault,
    tokens,
    accounts: new Accounts(database, tokens, dataKeys),
    auditLog: new AuditLog(database),
    instances: new Instances(database, tokens, { vault, proxyConfigs, s3Configs, webhooks }),
    instanceSettings: new InstanceSettings(database),
    pacings: new Pacings(database),
    proxyConfigs,
    s3Configs,
    webhooks,
    webhookSecrets: new WebhookSecrets(database, vault),
    websocketConfigs: new WebsocketConfigs(database),
    deadLetters: new DeadLetters(database),
    deliveryHistory: new DeliveryHistory(database),
    deliveryTotals: new DeliveryTotals(database),
    webhookAttempts: new WebhookAttempts(database),
    webhookTargets: new WebhookTargets(database, vault),
    durableInterests: new DurableInterests([
      (scope, instanceId) => webhooks.listEnabled(scope, instanceId),
    ]),
    sessionOwners: new SessionOwners(database),
    workers: new Workers(database),
    sessionClaims: new SessionClaims(database),
    sessionStates: new SessionStates(database),
    sessionWrites: new SessionWrites(database, vault),
    sessionKeys: new SessionKeys(database, vault),
    messageCounters: new MessageCounters(database),
    messages: new Messages(database),
    contacts: new Contacts(database),
    idempotencyKeys: new IdempotencyKeys(database),
    mediaFiles: new MediaFiles(database, new MediaQuotas(database, mediaQuotaBytes)),
    waitingEvents: new WaitingEvents(database),
    accountUsages: new AccountUsages(database, mediaQuotaBytes),
  };
}
