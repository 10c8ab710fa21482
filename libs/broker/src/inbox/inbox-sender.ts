import { asBrokerError, BrokerError } from '../connections/broker-error.js';
import { type RedisConnections } from '../connections/redis-connections.js';
import { inboxKey } from '../connections/keys.js';
import { encodeEntry, type EntryFields, type EntryKind } from './entry.js';

/** `no_such_process`: the receiver has no inbox (it ended, or was silent for ten seconds). Nothing was written. */
export type SendOutcome = 'appended' | 'no_such_process';

interface PendingAppend {
  readonly key: string;
  readonly limit: readonly (string | number)[];
  readonly pairs: (string | Buffer)[];
  readonly resolve: (id: string | null) => void;
  readonly reject: (error: BrokerError) => void;
}

/** A reader that is stuck holds at most about this many entries in Redis; then its oldest are lost. */
const LONGEST_INBOX = 100_000;
const TO_INBOX = ['NOMKSTREAM', 'MAXLEN', '~', LONGEST_INBOX] as const;

/**
 * Appends to streams. All appends of one tick are written together; those to one stream keep their order.
 * Each is written at most once: a broken connection rejects with `ConnectionLost` and is never repeated here.
 */
export class InboxSender {
  private batch: PendingAppend[] = [];

  constructor(private readonly connections: RedisConnections) {}

  async send(
    processId: string,
    kind: EntryKind,
    fields: EntryFields,
    body: string | Buffer,
  ): Promise<SendOutcome> {
    const id = await this.append(inboxKey(processId), TO_INBOX, encodeEntry(kind, fields, body));
    return id === null ? 'no_such_process' : 'appended';
  }

  /** To a stream that is made when it is absent and never trimmed here. */
  async appendTo(streamKey: string, pairs: (string | Buffer)[]): Promise<string> {
    return (await this.append(streamKey, [], pairs)) as string;
  }

  private append(
    key: string,
    limit: PendingAppend['limit'],
    pairs: PendingAppend['pairs'],
  ): Promise<string | null> {
    if (!this.connections.ready) {
      return Promise.reject(new BrokerError('RedisUnreachable', 'Redis is not reachable.'));
    }
    return new Promise((resolve, reject) => {
      // After the I/O of this turn, so that everything it caused goes out in one write.
      if (this.batch.push({ key, limit, pairs, resolve, reject }) === 1)
        setImmediate(() => this.flush());
    });
  }

  private flush(): void {
    const appends = this.batch;
    this.batch = [];
    if (this.connections.target.kind === 'standalone') return this.write(appends);
    // On a cluster one write can go to one slot only.
    const byKey = new Map<string, PendingAppend[]>();
    for (const append of appends) {
      const group = byKey.get(append.key);
      if (group) group.push(append);
      else byKey.set(append.key, [append]);
    }
    for (const group of byKey.values()) this.write(group);
  }

  private write(appends: readonly PendingAppend[]): void {
    const pipeline = this.connections.commands.pipeline();
    for (const { key, limit, pairs } of appends) {
      pipeline.xadd(key, ...(limit as ['NOMKSTREAM']), '*', ...pairs);
    }
    pipeline.exec().then(
      (results) =>
        appends.forEach(({ resolve, reject }, index) => {
          const [error, id] = results?.[index] ?? [new Error('Connection is closed.')];
          if (error) reject(asBrokerError(error));
          else resolve(id as string | null);
        }),
      (error: unknown) => appends.forEach(({ reject }) => reject(asBrokerError(error))),
    );
  }
}
