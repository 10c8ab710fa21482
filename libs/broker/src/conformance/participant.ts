import { Metrics, ProcessIdentity } from '@starling/platform';
import { Commands } from '../commands/commands.js';
import { RedisConnections } from '../connections/redis-connections.js';
import { Inbox } from '../inbox/inbox.js';
import { InboxWriter } from '../inbox/inbox-writer.js';
import { Membership } from '../membership/membership.js';
import { BrokerMetrics } from '../metrics/broker-metrics.js';

/** What one process of ours has of the broker, on connections of its own. */
export class Participant {
  readonly identity: ProcessIdentity;
  readonly platformMetrics = new Metrics('sandbox');
  readonly metrics = new BrokerMetrics(this.platformMetrics);
  readonly connections: RedisConnections;
  readonly inbox: Inbox;
  readonly sender: InboxWriter;
  readonly commands: Commands;
  readonly membership: Membership;

  private constructor(redisUrl: string, role: ProcessIdentity['role']) {
    this.identity = new ProcessIdentity(role);
    this.connections = new RedisConnections(redisUrl, this.metrics);
    this.inbox = new Inbox(this.connections, this.identity.id, this.metrics);
    this.sender = new InboxWriter(this.connections);
    this.commands = new Commands(this.inbox, this.sender, this.metrics);
    this.membership = new Membership(this.connections, this.identity);
  }

  static async join(
    redisUrl: string,
    role: ProcessIdentity['role'] = 'session-worker',
    prepare: (participant: Participant) => void | Promise<void> = () => undefined,
  ): Promise<Participant> {
    const participant = new Participant(redisUrl, role);
    try {
      await prepare(participant);
      await participant.connections.ensureReachable();
      await participant.inbox.open();
      return participant;
    } catch (error) {
      participant.connections.close();
      throw error;
    }
  }

  get id(): string {
    return this.identity.id;
  }

  async leave(): Promise<void> {
    await this.inbox.close();
    this.connections.close();
  }
}
