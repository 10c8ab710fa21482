import { dialectOf, type DialectName } from './dialect.js';
import {
  EVENT_BYTES,
  nowUs,
  readStampUs,
  STAMP_BYTES,
  stampOffset,
} from '../../harness/event-bytes.js';
import { quantile } from '../../harness/quantile.js';
import { RawClient } from './raw-client.js';

const OPENING_AT_ONCE = 64;
const MAX_SAMPLES = 1_000_000;

export interface Place {
  readonly port: number;
  /** Clients take the paths round robin. */
  readonly paths: readonly string[];
  readonly dialect: DialectName;
}

export interface Totals {
  readonly events: number;
  readonly minPerClient: number;
  readonly maxPerClient: number;
  readonly closed: number;
  readonly lastSeenUs: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** All clients of one server. They run in this process. */
export class ClientPool {
  private clients: RawClient[] = [];
  private readonly delaysUs = new Float64Array(MAX_SAMPLES);
  private samples = 0;
  private lastSeenUs = 0;
  private stampAt: number | undefined;

  async open(place: Place, count: number): Promise<void> {
    const { port, paths, dialect } = place;
    const first = this.clients.length;
    let next = first;
    const lane = async () => {
      while (next < first + count) {
        const path = paths[next++ % paths.length] as string;
        this.clients.push(
          await RawClient.open({
            port,
            path,
            dialect: dialectOf(dialect),
            eventFromBytes: EVENT_BYTES,
            event: (chunk, at) => this.onEvent(chunk, at),
          }),
        );
      }
    };
    await Promise.all(Array.from({ length: OPENING_AT_ONCE }, lane));
  }

  /** Starts to count from zero. */
  begin(): void {
    for (const client of this.clients) client.events = 0;
    this.samples = 0;
    this.lastSeenUs = 0;
  }

  get delivered(): number {
    return this.clients.reduce((sum, { events }) => sum + events, 0);
  }

  totals(): Totals {
    const counts = this.clients
      .filter(({ socket }) => !socket.isPaused())
      .map((each) => each.events);
    const delays = this.delaysUs.slice(0, this.samples).sort();
    return {
      events: counts.reduce((sum, count) => sum + count, 0),
      minPerClient: Math.min(...counts),
      maxPerClient: Math.max(...counts),
      closed: this.clients.filter(({ isClosed }) => isClosed).length,
      lastSeenUs: this.lastSeenUs,
      p50Ms: quantile(delays, 0.5) / 1_000,
      p99Ms: quantile(delays, 0.99) / 1_000,
    };
  }

  /** Lets one client stop reading. */
  stall(index: number): void {
    this.clients[index]?.socket.pause();
  }

  async close(): Promise<void> {
    for (const { socket } of this.clients) socket.destroy();
    this.clients = [];
    this.stampAt = undefined;
  }

  private onEvent(chunk: Buffer, at: number): void {
    const now = (this.lastSeenUs = nowUs());
    this.stampAt ??= stampOffset(chunk.subarray(at));
    const stampAt = at + this.stampAt;
    // An event whose stamp is cut by the end of the chunk is counted but not timed.
    if (stampAt + STAMP_BYTES > chunk.length || this.samples === MAX_SAMPLES) return;
    this.delaysUs[this.samples++] = now - readStampUs(chunk, stampAt);
  }
}
