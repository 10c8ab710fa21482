export { BrokerError, type BrokerErrorCode } from './connections/broker-error.js';
export { BrokerModule, type BrokerOptions } from './broker.module.js';
export {
  type Command,
  type CommandFailure,
  type CommandFailureCode,
  type CommandResult,
  type Refusal,
  type SentCommand,
} from './commands/command.js';
export { CommandContext } from './commands/command-context.js';
export { type CommandHeader } from './commands/command-wire.js';
export { Commands } from './commands/commands.js';
export { InboxCommandServer } from './commands/inbox-command-server.js';
export { NotOwnerError } from './commands/not-owner-error.js';
export { type AbortCause } from './commands/running-commands.js';
export { serveCommands } from './commands/serve-commands.js';
export { type ConnectPage, ConnectPages } from './connect-pages/connect-pages.js';
export { PairingProgress, type PairingStep } from './connect-pages/pairing-progress.js';
export { RedisConnections } from './connections/redis-connections.js';
export { type ControlMessage, type InstanceChange } from './control/control-message.js';
export { type ControlHandler, ControlMessages } from './control/control-messages.js';
export { type EntryFields, type EntryKind, type InboxEntry } from './inbox/entry.js';
export { Inbox, type InboxHandler } from './inbox/inbox.js';
export { InboxWriter, type SendOutcome } from './inbox/inbox-writer.js';
export { Membership } from './membership/membership.js';
export { BrokerMetrics } from './metrics/broker-metrics.js';
export { RateLimiter, type RateVerdict } from './rate-limit/rate-limiter.js';
export { EventLog, type LoggedEvent } from './events/event-log.js';
export {
  EventPublisher,
  type EventToPublish,
  type PublishOutcome,
} from './events/event-publisher.js';
export { isAfter, isLogId, type LogId } from './events/log-id.js';
export {
  type MediaReference,
  mediaReference,
  readMediaReference,
  withBase64,
} from './events/media-reference.js';
export { type PublishedEvent, readEvent } from './events/published-event.js';
export { type ShardEntry, type ShardHandler } from './events/shard-entry.js';
export { ShardReader } from './events/shard-reader.js';
export { shardOf } from './events/shard-of.js';
export {
  housekeeping,
  type HousekeepingTask,
  deliveryRetries,
  type StoredBundle,
  deliveryBundles,
  type StoredDelivery,
} from './queues/declarations.js';
export { type PayloadOf, type QueueDeclaration } from './queues/queue-declaration.js';
export { type JobOf, type JobProcessor, type QueueOf, Queues } from './queues/queues.js';
export { type RouteInterest } from './routes/interest.js';
export {
  type FindOwner,
  RouteRegistry,
  type RouteOutcome,
  type RouteTimes,
} from './routes/route-registry.js';
export { RouteStore } from './routes/route-store.js';
export { RouteTable } from './routes/route-table.js';
