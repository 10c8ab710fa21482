import { runInBackground } from '@starling/platform';
import { setTimeout as wait } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { decodeEntry, type RawEntry } from '../inbox/entry.js';
import { type BrokerMetrics } from '../metrics/broker-metrics.js';
import { type Acknowledgments } from './acknowledgments.js';
import { InHand } from './in-hand.js';
import { entryId, readEvent } from './published-event.js';
import { type ShardEntry, type ShardHandler } from './shard-entry.js';
import { RENEW_EVERY_MS, type ShardLease } from './shard-lease.js';
import { isOutage, LeaseLost, type ShardLog, type ShardPage } from './shard-log.js';

const PAGE = 100;
const MAX_IN_HAND = 500 - PAGE;
const OUTAGE_PAUSE_MS = 200;

class HandlerFailed extends Error {}

/**
 * A shard while this process holds its lease: first what was handed out before and never acknowledged, then what is
 * new, in order. A short outage of Redis is lived through; a lost lease or a failing handler ends the holding.
 */
export class HeldShard {
  readonly ended: Promise<void>;
  private readonly logger = new Logger(HeldShard.name);
  private readonly lost = new AbortController();
  private readonly inHand = new InHand();
  private readonly upkeep: NodeJS.Timeout;
  private stopping = false;

  constructor(
    readonly shard: number,
    private readonly lease: ShardLease,
    private readonly log: ShardLog,
    private readonly acknowledgments: Acknowledgments,
    private readonly duties: { readonly handler: ShardHandler; readonly metrics: BrokerMetrics },
  ) {
    this.upkeep = setInterval(
      () => runInBackground('renew a shard', this.keepUp()),
      RENEW_EVERY_MS,
    );
    this.ended = this.hold();
  }

  /** Takes nothing new, waits for what is in hand, and passes the shard on. */
  async pass(limitMs: number): Promise<void> {
    this.stopping = true;
    this.log.close();
    const timer = setTimeout(() => this.lost.abort(), limitMs);
    await this.ended;
    clearTimeout(timer);
  }

  private async hold(): Promise<void> {
    try {
      while (this.goesOn) await this.readThroughOutages();
      await this.inHand.atMost(0, this.lost.signal);
    } catch (error) {
      if (!(error instanceof LeaseLost)) {
        this.logger.error(error instanceof Error ? error.stack : error, `shard ${this.shard}`);
      }
    } finally {
      clearInterval(this.upkeep);
      this.lost.abort();
      this.log.close();
      await this.acknowledgments.send(this.log);
      await this.log.trim().catch(() => undefined);
      this.duties.metrics.shardPassedOn(this.shard);
      await this.lease.release();
    }
  }

  private get goesOn(): boolean {
    return !this.stopping && this.lease.isValid;
  }

  private async readThroughOutages(): Promise<void> {
    try {
      await this.log.ensureGroup();
      await this.takePending();
      while (this.goesOn) await this.takeNew();
    } catch (error) {
      if (this.stopping) return;
      if (!isOutage(error)) throw error;
      // An answer may have been lost with the connection: what it handed out is found among the pending.
      await wait(OUTAGE_PAUSE_MS);
    }
  }

  private async takePending(): Promise<void> {
    let from = '0-0';
    do {
      const page = await this.log.claimPending(from, PAGE);
      await this.hand(page, true);
      from = page.next;
    } while (from !== '0-0' && this.goesOn);
  }

  private async takeNew(): Promise<void> {
    const page = await this.log.readNew(PAGE);
    if (page.entries.length > 0) await this.hand(page, false);
    else await this.log.waitForNew(page.next);
  }

  private async hand({ entries }: ShardPage, redelivered: boolean): Promise<void> {
    const fresh = entries.filter((raw) => !this.inHand.has(entryId(raw)));
    const wanted = fresh.flatMap((raw) => this.toEntry(raw, redelivered) ?? []);
    if (wanted.length > 0) await this.callHandler(wanted);
    runInBackground('acknowledge events', this.acknowledgments.send(this.log));
    await this.inHand.atMost(MAX_IN_HAND, this.lost.signal);
  }

  private async callHandler(entries: readonly ShardEntry[]): Promise<void> {
    try {
      await this.duties.handler(entries);
    } catch (cause) {
      throw new HandlerFailed('The handler failed: everything unacknowledged comes again', {
        cause,
      });
    }
  }

  /** What was acknowledged before Redis could hear of it, and what no version of ours wrote, is not handed out. */
  private toEntry(raw: RawEntry, redelivered: boolean): ShardEntry | undefined {
    const id = entryId(raw);
    const entry = decodeEntry(raw);
    if (!entry || this.acknowledgments.has(id)) {
      this.acknowledgments.add(id);
      return undefined;
    }
    this.inHand.add(id);
    return {
      shard: this.shard,
      id,
      redelivered,
      event: readEvent(entry),
      signal: this.lost.signal,
      ack: () => this.acknowledge(id),
    };
  }

  private acknowledge(id: string): void {
    if (!this.inHand.delete(id)) return;
    this.acknowledgments.add(id);
    // After the I/O of this tick, so that its acknowledgments are one command.
    setImmediate(() => runInBackground('acknowledge events', this.acknowledgments.send(this.log)));
  }

  private async keepUp(): Promise<void> {
    await this.lease.renew();
    if (!this.lease.isValid) this.lost.abort();
    await this.acknowledgments.send(this.log);
    const left = await this.log.trim().catch(() => undefined);
    if (left && this.goesOn) this.duties.metrics.shardLeft(this.shard, left);
  }
}
