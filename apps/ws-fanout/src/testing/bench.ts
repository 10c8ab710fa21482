import { randomUUID } from 'node:crypto';
import {
  BrokerMetrics,
  ControlMessages,
  EventLog,
  EventPublisher,
  Inbox,
  InboxWriter,
  Membership,
  RedisConnections,
  RouteStore,
  RouteTable,
} from '@starling/broker';
import { DEFAULT_SETTINGS, type WebsocketConfig } from '@starling/contract';
import { Metrics, ProcessIdentity, type RunningApp, startApp } from '@starling/platform';
import {
  type InstanceId,
  type OpenStorage,
  openStorage,
  TenantCallers,
  type TenantScope,
} from '@starling/storage';
import { HEARTBEAT, type HeartbeatTimes } from '../clients/heartbeat.js';
import { UpgradeAdapter } from '../door/upgrade-adapter.js';
import { type FanoutConfig, fanoutConfig } from '../config/fanout.config.js';
import { FanoutModule } from '../fanout.module.js';

/** That of every test that shares the run's database: deploy keys belong to a database. */
const KEY = 'a5'.repeat(32);

export const ALL_EVENTS: WebsocketConfig = { enabled: true, events: [], mediaBase64: false };

export interface Services {
  readonly databaseUrl: string;
  readonly redisUrl: string;
}

/** Whole nodes in this process, beside owners of instances that are made of the broker's own parts. */
export class Bench {
  private readonly closing: (() => Promise<unknown>)[] = [];

  private constructor(
    private readonly services: Services,
    private readonly storage: OpenStorage,
  ) {}

  static async open(services: Services): Promise<Bench> {
    const storage = await openStorage({
      databaseUrl: services.databaseUrl,
      poolSize: 2,
      encryptionKey: Buffer.from(KEY, 'hex'),
      oldEncryptionKeys: [],
    });
    return new Bench(services, storage);
  }

  get repositories() {
    return this.storage.repositories;
  }

  /** What a test started, the last first. */
  async clear(): Promise<void> {
    for (const close of this.closing.splice(0).reverse()) await close();
  }

  async close(): Promise<void> {
    await this.clear();
    await this.storage.close();
  }

  async startNode(
    heartbeat: HeartbeatTimes = HEARTBEAT,
    environment: Readonly<Record<string, string>> = {},
  ): Promise<RunningApp> {
    const { databaseUrl, redisUrl } = this.services;
    const config = fanoutConfig.read({
      DATABASE_URL: databaseUrl,
      REDIS_URL: redisUrl,
      ENCRYPTION_KEY: KEY,
      HOST: '127.0.0.1',
      PORT: '0',
      LOG_LEVEL: 'silent',
      DATABASE_POOL_SIZE: '2',
      PUBLIC_URL: 'https://own.example',
      ...environment,
    });
    const node = await startApp<FanoutConfig>({
      role: 'ws-fanout' as const,
      config,
      describedConfig: {},
      rootModule: () => FanoutModule.with(config, heartbeat),
      prepare: (app) => void app.useWebSocketAdapter(new UpgradeAdapter(app)),
    });
    this.closing.push(() => node.stop());
    return node;
  }

  /** A process that owns the instance and knows its routes. */
  async startOwner(instanceId: InstanceId) {
    const identity = new ProcessIdentity('session-worker');
    const { id } = identity;
    const metrics = new BrokerMetrics(new Metrics('session-worker'));
    const connections = new RedisConnections(this.services.redisUrl, metrics);
    await connections.ensureReachable();
    const inbox = new Inbox(connections, id, metrics);
    const sender = new InboxWriter(connections);
    const membership = new Membership(connections, identity);
    const routes = new RouteTable(new RouteStore(connections), inbox, sender, membership);
    const control = new ControlMessages(inbox, sender, membership);
    await inbox.open();
    this.closing.push(async () => {
      await inbox.close();
      connections.close();
    });
    const { workers, sessionClaims } = this.repositories;
    await workers.register({ id, host: 'here', pid: 1, maxSessions: 1 });
    await sessionClaims.claim(id, [instanceId], { evenUnwanted: true });
    await routes.load(instanceId);
    const publisher = new EventPublisher(sender, metrics);
    return { id, routes, control, publisher, log: new EventLog(connections) };
  }

  async givenInstance(
    config: WebsocketConfig | undefined,
    allowedOrigins: string[] = [],
    eventRetentionSeconds = 0,
  ) {
    const { accounts, instances, websocketConfigs, tokens } = this.repositories;
    const [accountToken, token] = [randomUUID(), randomUUID()];
    const account = await accounts.create({
      name: `acme ${randomUUID()}`,
      token: accountToken,
      allowedOrigins,
      eventRetentionSeconds,
    });
    const callers = new TenantCallers(tokens);
    const caller = await callers.identify(accountToken);
    const scope = callers.scopeOf(caller as NonNullable<typeof caller>);
    const { id } = await instances.create(scope, {
      name: 'my shop',
      token,
      settings: DEFAULT_SETTINGS,
    });
    const configure = (row: WebsocketConfig) => websocketConfigs.put(scope, id, row);
    if (config) await configure(config);
    return { accountId: account.id, accountToken, token, scope, id, configure } satisfies {
      scope: TenantScope;
      id: InstanceId;
    } & Record<string, unknown>;
  }
}
