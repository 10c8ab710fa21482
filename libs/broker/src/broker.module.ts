import {
  type DynamicModule,
  Global,
  Inject,
  Module,
  type OnApplicationBootstrap,
  type OnModuleInit,
} from '@nestjs/common';
import { HealthChecks, Lifecycle, Metrics, ProcessIdentity } from '@starling/platform';
import { Commands } from './commands/commands.js';
import { InboxCommandServer } from './commands/inbox-command-server.js';
import { ConnectPages } from './connect-pages/connect-pages.js';
import { PairingProgress } from './connect-pages/pairing-progress.js';
import { RedisConnections } from './connections/redis-connections.js';
import { ControlMessages } from './control/control-messages.js';
import { EventLog } from './events/event-log.js';
import { EventPublisher } from './events/event-publisher.js';
import { ShardReader, SHARDS_LIMIT_MS } from './events/shard-reader.js';
import { Inbox } from './inbox/inbox.js';
import { InboxWriter } from './inbox/inbox-writer.js';
import { writeCheckKey } from './connections/keys.js';
import { Membership } from './membership/membership.js';
import { BrokerMetrics } from './metrics/broker-metrics.js';
import { Queues } from './queues/queues.js';
import { RateLimiter } from './rate-limit/rate-limiter.js';
import { RouteStore } from './routes/route-store.js';

export interface BrokerOptions {
  readonly redisUrl: string;
}

/** Below the ten seconds that the lifecycle gives a step, so that what is aborted then is still answered. */
const DRAIN_LIMIT_MS = 8_000;
/** Below `STOP_LIMIT_SECONDS` of a delivery worker, together with the shards: a job makes attempts for 15 s at most. */
const JOBS_LIMIT_MS = 25_000;

const PROVIDERS = [
  {
    provide: BrokerMetrics,
    useFactory: (metrics: Metrics) => new BrokerMetrics(metrics),
    inject: [Metrics],
  },
  {
    provide: Inbox,
    useFactory: (
      connections: RedisConnections,
      identity: ProcessIdentity,
      metrics: BrokerMetrics,
    ) => new Inbox(connections, identity.id, metrics),
    inject: [RedisConnections, ProcessIdentity, BrokerMetrics],
  },
  {
    provide: InboxWriter,
    useFactory: (connections: RedisConnections) => new InboxWriter(connections),
    inject: [RedisConnections],
  },
  {
    provide: Commands,
    useFactory: (inbox: Inbox, sender: InboxWriter, metrics: BrokerMetrics) =>
      new Commands(inbox, sender, metrics),
    inject: [Inbox, InboxWriter, BrokerMetrics],
  },
  {
    provide: InboxCommandServer,
    useFactory: (
      inbox: Inbox,
      sender: InboxWriter,
      metrics: BrokerMetrics,
      lifecycle: Lifecycle,
    ) => {
      const server = new InboxCommandServer(inbox, sender, metrics);
      lifecycle.onStop('drain', 'commands', () => server.drain(DRAIN_LIMIT_MS));
      return server;
    },
    inject: [Inbox, InboxWriter, BrokerMetrics, Lifecycle],
  },
  {
    provide: Membership,
    useFactory: (connections: RedisConnections, identity: ProcessIdentity) =>
      new Membership(connections, identity),
    inject: [RedisConnections, ProcessIdentity],
  },
  {
    provide: ControlMessages,
    useFactory: (inbox: Inbox, sender: InboxWriter, membership: Membership) =>
      new ControlMessages(inbox, sender, membership),
    inject: [Inbox, InboxWriter, Membership],
  },
  {
    provide: EventPublisher,
    useFactory: (sender: InboxWriter, metrics: BrokerMetrics) =>
      new EventPublisher(sender, metrics),
    inject: [InboxWriter, BrokerMetrics],
  },
  {
    provide: EventLog,
    useFactory: (connections: RedisConnections) => new EventLog(connections),
    inject: [RedisConnections],
  },
  {
    provide: RouteStore,
    useFactory: (connections: RedisConnections) => new RouteStore(connections),
    inject: [RedisConnections],
  },
  {
    provide: Queues,
    useFactory: (connections: RedisConnections, metrics: BrokerMetrics, lifecycle: Lifecycle) => {
      const queues = new Queues(connections, metrics);
      lifecycle.onStop('drain', 'jobs', () => queues.drain(), JOBS_LIMIT_MS);
      lifecycle.onStop('release', 'queues', () => queues.close());
      return queues;
    },
    inject: [RedisConnections, BrokerMetrics, Lifecycle],
  },
  {
    provide: ShardReader,
    useFactory: (
      connections: RedisConnections,
      membership: Membership,
      metrics: BrokerMetrics,
      lifecycle: Lifecycle,
    ) => {
      const reader = new ShardReader(connections, membership, metrics);
      lifecycle.onStop('intake', 'event shards', () => reader.stop(), SHARDS_LIMIT_MS);
      return reader;
    },
    inject: [RedisConnections, Membership, BrokerMetrics, Lifecycle],
  },
  {
    provide: ConnectPages,
    useFactory: (connections: RedisConnections) => new ConnectPages(connections),
    inject: [RedisConnections],
  },
  {
    provide: PairingProgress,
    useFactory: (connections: RedisConnections) => new PairingProgress(connections),
    inject: [RedisConnections],
  },
  {
    provide: RateLimiter,
    useFactory: (connections: RedisConnections) => new RateLimiter(connections),
    inject: [RedisConnections],
  },
];

const connectionsTo = (redisUrl: string) => ({
  provide: RedisConnections,
  useFactory: (metrics: BrokerMetrics, lifecycle: Lifecycle) => {
    const connections = new RedisConnections(redisUrl, metrics);
    // From the first moment on, so that a start that fails later leaves nothing open.
    lifecycle.onStop('stores', 'redis', () => connections.close());
    return connections;
  },
  inject: [BrokerMetrics, Lifecycle],
});

/**
 * Redis for the whole process. It must answer before the process starts; from then on outages are lived through.
 * The inbox opens, and the process appears among the living, only when every module has set itself up.
 */
@Global()
@Module({})
export class BrokerModule implements OnModuleInit, OnApplicationBootstrap {
  constructor(
    private readonly connections: RedisConnections,
    private readonly inbox: Inbox,
    private readonly membership: Membership,
    private readonly lifecycle: Lifecycle,
    @Inject(HealthChecks) private readonly health: HealthChecks,
  ) {}

  static forRoot({ redisUrl }: BrokerOptions): DynamicModule {
    const providers = [connectionsTo(redisUrl), ...PROVIDERS];
    return { module: BrokerModule, providers, exports: providers };
  }

  async onModuleInit(): Promise<void> {
    await this.connections.ensureReachable();
    const key = writeCheckKey(this.membership.identity.id);
    this.health.register('redis', () => this.connections.ensureWritable(key));
  }

  async onApplicationBootstrap(): Promise<void> {
    // The inbox outlives the drain: replies to commands under way still arrive.
    this.lifecycle.onStop('release', 'inbox', () => this.inbox.close());
    this.lifecycle.onStop('intake', 'membership', () => this.membership.leave());
    await this.inbox.open();
    await this.membership.join();
  }
}
