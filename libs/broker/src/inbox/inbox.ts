import { Logger } from '@nestjs/common';
import { type RedisClient } from '../connections/dial.js';
import { type RedisConnections } from '../connections/redis-connections.js';
import { recovered } from '../connections/recovered.js';
import { inboxKey } from '../connections/keys.js';
import { type BrokerMetrics } from '../metrics/broker-metrics.js';
import { decodeEntry, type EntryKind, type InboxEntry, type RawEntry } from './entry.js';
import { INBOX_SIGN_OF_LIFE_MS, keepInboxAlive } from './inbox-life.js';
import { RedisClock } from './redis-clock.js';

/** Called in the order of arrival. Must not block; what it starts may go on by itself. */
export type InboxHandler = (entries: readonly InboxEntry[]) => void;

const BATCH = 500;
const BLOCK_MS = 5_000;
const TRIM_EVERY = 250;

/**
 * The one stream that this process reads. No other process reads it.
 *
 * Each entry is handed over at most once, in the order in which Redis took it. Neighbours of one kind come as one
 * batch. While Redis is away nothing is read; afterwards reading goes on behind the last entry. A process that ends
 * deletes its inbox, and one that is silent for ten seconds loses it: senders then get `no_such_process`.
 */
export class Inbox {
  readonly clock = new RedisClock();
  private readonly logger = new Logger(Inbox.name);
  private readonly handlers = new Map<EntryKind, InboxHandler>();
  private readonly key: string;
  private readonly closing = new AbortController();
  private reader: RedisClient | undefined;
  private reading: Promise<void> = Promise.resolve();
  private signsOfLife: NodeJS.Timeout | undefined;
  private cursor = '0-0';
  private untrimmed = 0;
  private wasUnreachable = false;
  private onRestored: () => void = () => undefined;

  constructor(
    private readonly connections: RedisConnections,
    readonly processId: string,
    private readonly metrics: BrokerMetrics,
  ) {
    this.key = inboxKey(processId);
  }

  on(kind: EntryKind, handler: InboxHandler): void {
    if (this.handlers.has(kind)) throw new Error(`The inbox has a handler for ${kind} already.`);
    this.handlers.set(kind, handler);
  }

  /** One listener, called when Redis has been away or has lost this inbox: entries may have been lost. */
  whenRestored(listener: () => void): void {
    this.onRestored = listener;
  }

  /** From here on others can write to this process. */
  async open(): Promise<void> {
    await this.showLife();
    this.reader = this.connections.reader('inbox');
    this.reading = this.readUntilClosed(this.reader);
    this.signsOfLife = setInterval(
      () => void this.showLife().catch(() => undefined),
      INBOX_SIGN_OF_LIFE_MS,
    );
  }

  /**
   * Later senders learn at once that this process has no inbox. Entries sent before are read to the last one, and the
   * answers of their handlers are on their way when this resolves.
   */
  async close(): Promise<void> {
    clearInterval(this.signsOfLife);
    this.closing.abort();
    if (this.reader) this.connections.release(this.reader);
    await this.reading;
    await this.takeLast().catch(() => undefined);
  }

  /** In one step with the end of the inbox: nothing can come in between. */
  private async takeLast(): Promise<void> {
    const { commands } = this.connections;
    const last = commands.multi().xrangeBuffer(this.key, `(${this.cursor}`, '+').del(this.key);
    const [entries] = (await last.exec()) ?? [];
    this.takeBatch((entries?.[1] as readonly RawEntry[] | undefined) ?? []);
    // Answers were written before this, on the same connection.
    await commands.ping();
  }

  private async showLife(): Promise<void> {
    const { madeAt } = await keepInboxAlive(this.connections, this.key, this.cursor, this.clock);
    const wasGone = madeAt !== undefined && this.cursor !== '0-0';
    if (wasGone) this.logger.warn('The inbox was gone and has been made again');
    this.cursor = madeAt ?? this.cursor;
    if (!wasGone && !this.wasUnreachable) return;
    this.wasUnreachable = false;
    this.onRestored();
  }

  private async readUntilClosed(reader: RedisClient): Promise<void> {
    const { signal } = this.closing;
    await recovered(reader, signal);
    while (!signal.aborted) {
      try {
        this.takeBatch(await this.readBatch(reader));
      } catch (error) {
        if (signal.aborted) return;
        if (reader.status === 'ready') this.logger.warn(error);
        this.wasUnreachable = true;
        await recovered(reader, signal);
        await this.showLife().catch(() => undefined);
      }
    }
  }

  private async readBatch(reader: RedisClient): Promise<readonly RawEntry[]> {
    if (this.untrimmed >= TRIM_EVERY) {
      this.untrimmed = 0;
      // Written together with the read below; a trim that fails is made up for by the next one.
      reader.xtrim(this.key, 'MINID', this.cursor).catch(() => undefined);
    }
    const answer = await reader.xreadBuffer(
      ...(['COUNT', BATCH, 'BLOCK', BLOCK_MS, 'STREAMS', this.key, this.cursor] as const),
    );
    return (answer as unknown as [Buffer, RawEntry[]][] | null)?.[0]?.[1] ?? [];
  }

  private takeBatch(raw: readonly RawEntry[]): void {
    const last = raw.at(-1);
    if (!last) return;
    this.cursor = last[0].toString('latin1');
    this.untrimmed += raw.length;
    let run: InboxEntry[] = [];
    for (const rawEntry of raw) {
      const entry = decodeEntry(rawEntry);
      if (!entry) continue;
      if (run[0] && run[0].kind !== entry.kind) {
        this.hand(run);
        run = [];
      }
      run.push(entry);
    }
    this.hand(run);
    const oldest = Number.parseInt((raw[0] as RawEntry)[0].toString('latin1'), 10);
    this.metrics.inboxRead(raw.length, Math.max(0, this.clock.nowMs() - oldest));
  }

  private hand(run: readonly InboxEntry[]): void {
    const [first] = run;
    if (!first) return;
    try {
      // An async function fits the type as well: its failure must not become an unhandled rejection.
      const answer: unknown = this.handlers.get(first.kind)?.(run);
      if (answer instanceof Promise)
        answer.catch((error: unknown) => this.tellFailure(first.kind, error));
    } catch (error) {
      this.tellFailure(first.kind, error);
    }
  }

  private tellFailure(kind: EntryKind, error: unknown): void {
    this.metrics.inboxHandlerFailed(kind);
    this.logger.error(
      error instanceof Error ? (error.stack ?? error.message) : error,
      `inbox ${kind}`,
    );
  }
}
