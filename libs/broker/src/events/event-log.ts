import { type EventName } from '@starling/contract';
import { asBrokerError } from '../connections/broker-error.js';
import { type RedisConnections } from '../connections/redis-connections.js';
import { type RawEntry } from '../inbox/entry.js';
import { eventLogKey } from '../connections/keys.js';
import { isAfter, type LogId, momentOf } from './log-id.js';

export interface LoggedEvent {
  readonly id: LogId;
  readonly name: EventName;
  readonly bytes: Buffer;
  /** The file that goes into the bytes for those who want it. */
  readonly media?: string;
}

/**
 * The events of instances whose account keeps them, for clients that come back: one stream an instance, shortened by
 * time as it grows, gone when nothing was added for as long as events are kept.
 */
export class EventLog {
  constructor(private readonly connections: RedisConnections) {}

  /** Ids rise in the order of the calls. Rejects when Redis did not say that it has the event. */
  async append(
    instanceId: string,
    keepSeconds: number,
    { name, bytes, media }: Omit<LoggedEvent, 'id'>,
  ): Promise<LogId> {
    const key = eventLogKey(instanceId);
    const keepMs = keepSeconds * 1_000;
    try {
      const oldest = String(Date.now() - keepMs);
      const [id] = await Promise.all([
        this.connections.commands.xadd(
          ...([key, 'MINID', '~', oldest, '*', 'name', name, 'body', bytes] as const),
          ...(media === undefined ? [] : ['media', media]),
        ),
        this.connections.commands.pexpire(key, keepMs),
      ]);
      return id as LogId;
    } catch (error) {
      throw asBrokerError(error);
    }
  }

  /** What came after `since`, oldest first. */
  async read(instanceId: string, since: LogId, limit: number): Promise<LoggedEvent[]> {
    try {
      const entries = await this.connections.commands.xrangeBuffer(
        ...([eventLogKey(instanceId), `(${since}`, '+', 'COUNT', limit] as const),
      );
      return (entries as unknown as RawEntry[]).map(toLogged);
    } catch (error) {
      throw asBrokerError(error);
    }
  }

  /** Undefined once it is no longer kept. */
  async find(instanceId: string, id: LogId): Promise<LoggedEvent | undefined> {
    try {
      const entries = await this.connections.commands.xrangeBuffer(eventLogKey(instanceId), id, id);
      return (entries as unknown as RawEntry[]).map(toLogged)[0];
    } catch (error) {
      throw asBrokerError(error);
    }
  }

  /** Whether something that came after `since` is no longer kept. */
  async hasGapAfter(instanceId: string, since: LogId, keepSeconds: number): Promise<boolean> {
    const lastDeleted = await this.findLastDeleted(instanceId);
    if (lastDeleted !== undefined) return isAfter(lastDeleted, since);
    return momentOf(since) < Date.now() - keepSeconds * 1_000;
  }

  /** Undefined when the log does not exist. */
  private async findLastDeleted(instanceId: string): Promise<LogId | undefined> {
    try {
      const key = eventLogKey(instanceId);
      const pairs = (await this.connections.commands.xinfo('STREAM', key)) as unknown[];
      return String(pairs[pairs.indexOf('max-deleted-entry-id') + 1]);
    } catch (error) {
      if (/no such key/i.test(String(error))) return undefined;
      throw asBrokerError(error);
    }
  }
}

function toLogged([id, pairs]: RawEntry): LoggedEvent {
  const [, name, , body, , media] = pairs as readonly [
    Buffer,
    Buffer,
    Buffer,
    Buffer,
    Buffer?,
    Buffer?,
  ];
  return {
    id: id.toString('latin1'),
    name: name.toString() as EventName,
    bytes: body,
    ...(media && { media: media.toString() }),
  };
}
