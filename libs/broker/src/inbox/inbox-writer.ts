import { TickBatch } from '@starling/platform';
import { type ChainableCommander } from 'ioredis';
import { asBrokerError, BrokerError } from '../connections/broker-error.js';
import { inboxKey } from '../connections/keys.js';
import { type RedisConnections } from '../connections/redis-connections.js';
import { encodeEntry, type EntryFields, type EntryKind } from './entry.js';

/** `no_such_process`: the receiver has no inbox (it ended, or was silent for ten seconds). Nothing was written. */
export type SendOutcome = 'appended' | 'no_such_process';

interface Append {
  readonly key: string;
  readonly limit: readonly (string | number)[];
  readonly pairs: (string | Buffer)[];
}

/** Of an inbox whose reader is stuck, Redis keeps about so many entries. It drops the oldest ones. */
const MAX_INBOX_ENTRIES = 100_000;
const TO_INBOX = ['NOMKSTREAM', 'MAXLEN', '~', MAX_INBOX_ENTRIES] as const;

/**
 * Appends to streams. All appends of one tick are written together; those to one stream keep their order.
 * Each is written at most once: a broken connection rejects with `ConnectionLost` and is never repeated here.
 */
export class InboxWriter {
  private readonly batch = new TickBatch<Append, string | null>((appends) => this.write(appends));

  constructor(private readonly connections: RedisConnections) {}

  async send(
    processId: string,
    kind: EntryKind,
    fields: EntryFields,
    body: string | Buffer,
  ): Promise<SendOutcome> {
    const pairs = encodeEntry(kind, fields, body);
    const id = await this.append({ key: inboxKey(processId), limit: TO_INBOX, pairs });
    return id === null ? 'no_such_process' : 'appended';
  }

  /** Creates the stream when it is absent, and never trims it. Returns the id of the entry. */
  async appendTo(streamKey: string, pairs: (string | Buffer)[]): Promise<string> {
    return (await this.append({ key: streamKey, limit: [], pairs })) as string;
  }

  private append(append: Append): Promise<string | null> {
    if (!this.connections.ready) {
      return Promise.reject(new BrokerError('RedisUnreachable', 'Redis is not reachable.'));
    }
    return this.batch.add(append);
  }

  /** One pipeline, or on a cluster one for each stream, because a pipeline there can reach one slot only. */
  private write(appends: readonly Append[]): Promise<string | null>[] {
    const isCluster = this.connections.target.kind === 'cluster';
    const pipelines = new Map<string, ChainableCommander>();
    const places = appends.map(({ key, limit, pairs }) => {
      const group = isCluster ? key : '';
      const pipeline = pipelines.get(group) ?? this.connections.commands.pipeline();
      pipelines.set(group, pipeline);
      const index = pipeline.length;
      pipeline.xadd(key, ...(limit as ['NOMKSTREAM']), '*', ...pairs);
      return { group, index };
    });
    const results = new Map([...pipelines].map(([group, pipeline]) => [group, pipeline.exec()]));
    return places.map(async ({ group, index }) => {
      try {
        const [error, id] = (await results.get(group))?.[index] ?? [
          new Error('Connection is closed.'),
        ];
        if (error) throw error;
        return id as string | null;
      } catch (error) {
        throw asBrokerError(error);
      }
    });
  }
}
