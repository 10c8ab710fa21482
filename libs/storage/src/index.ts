export { type Account } from './accounts/account.js';
export {
  type AccountListing,
  type AccountPage,
  Accounts,
  type NewAccount,
} from './accounts/accounts.js';
export {
  type AuditFact,
  type AuditListing,
  AuditLog,
  type AuditRecord,
} from './audit/audit-log.js';
export { type AccountCaller, type InstanceCaller, type TenantCaller } from './callers/caller.js';
export { RememberedAnswers } from './callers/remembered-answers.js';
export { TenantCallers } from './callers/tenant-callers.js';
export { InstanceSettings } from './configuration/instance-settings.js';
export { Pacings } from './configuration/pacings.js';
export { type ProxyAccess, ProxyConfigs } from './configuration/proxy-configs.js';
export { type S3Access, S3Configs } from './configuration/s3-configs.js';
export { WebhookSecrets } from './configuration/webhook-secrets.js';
export { Webhooks } from './configuration/webhooks.js';
export { WebsocketConfigs } from './configuration/websocket-configs.js';
export { type DeadLetter, type DeadLetterChoice, DeadLetters } from './deliveries/dead-letters.js';
export {
  type AttemptFacts,
  DeliveryHistory,
  type DeliveryPageRequest,
  type DeliveryRecord,
  type WebhookHealth,
} from './deliveries/delivery-history.js';
export {
  type AccountDeliveries,
  DeliveryTotals,
  type EndpointSpeed,
} from './deliveries/delivery-totals.js';
export {
  type AttemptOutcome,
  type WebhookAttemptRecord,
  WebhookAttempts,
} from './deliveries/webhook-attempts.js';
export { type DurableInterest, DurableInterests } from './deliveries/durable-interests.js';
export { type WebhookTarget, WebhookTargets } from './deliveries/webhook-targets.js';
export {
  rotateKeys,
  type RotateKeysOptions,
  type RotationReport,
} from './encryption/rotation/rotate-keys.js';
export { type Purpose } from './encryption/vault.js';
export {
  StorageError,
  type StorageErrorCode,
  type StorageStartErrorCode,
} from './errors/storage-error.js';
export { type WaitingEvent, WaitingEvents } from './events/waiting-events.js';
export { type NewInstance } from './instances/create-instance.js';
export { type Instance, type InstanceWithConfiguration } from './instances/instance.js';
export { Instances } from './instances/instances.js';
export {
  describeMigrationTrouble,
  type MigrationState,
  pendingMigrations,
} from './migrations/pending-migrations.js';
export { type MediaFile, MediaFiles, type NewMediaFile } from './media/media-files.js';
export { type ContactRow, Contacts, type KnownPerson } from './contacts/contacts.js';
export { IdempotencyKeys, type IdempotentSend } from './sends/idempotency-keys.js';
export { objectKey, type StoredObject } from './media/object-key.js';
export { type ObjectFacts, S3Bucket } from './media/s3-bucket.js';
export { type MessageRow, Messages } from './messages/messages.js';
export { type MessageCounts, MessageCounters } from './messages/message-counters.js';
export { HEARTBEAT_VALID_MS } from './ownership/heartbeat.js';
export {
  type ClaimableSession,
  type ClaimOptions,
  SessionClaims,
} from './ownership/session-claims.js';
export { SessionLease } from './ownership/session-lease.js';
export { type SessionOwner, SessionOwners } from './ownership/session-owners.js';
export {
  type SessionListing,
  type SessionPage,
  type SessionRecord,
} from './ownership/session-record.js';
export {
  type SessionChange,
  SessionStates,
  type SessionTraffic,
} from './ownership/session-states.js';
export { type WorkerIdentity, type WorkerRecord, Workers } from './ownership/workers.js';
export { type JournalAnswer, SessionKeys } from './sessions/session-keys.js';
export { SessionWrites } from './sessions/session-writes.js';
export {
  openStorage,
  type OpenStorage,
  type Repositories,
  type StorageOptions,
} from './storage.js';
export { StorageModule } from './storage.module.js';
export { type AccountId, type InstanceId } from './tenancy/ids.js';
export { type TenantScope } from './tenancy/tenant-scope.js';
export { type TokenAccount, type TokenOwner, Tokens } from './tokens/tokens.js';
export { AccountUsages } from './usage/account-usages.js';
