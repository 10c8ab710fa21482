import { ContractError } from '@starling/contract';
import { type Pace, TokenBucket } from '@starling/domain';

const MAX_WAIT_MS = 60_000;
const MAX_WAITING = 100;

interface Waiting {
  readonly latestMs: number;
  readonly go: () => void;
  readonly fail: (reason: unknown) => void;
}

/**
 * The sends of one session, in order. A send that would wait for more than a minute, or behind more than a hundred
 * others, is refused with `WhatsAppRateLimit` at once.
 */
export class SendQueue {
  private bucket: TokenBucket | undefined;
  private readonly waiting: Waiting[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly nowMs: () => number = () => performance.now()) {}

  get length(): number {
    return this.waiting.length;
  }

  /** Null: no limit. Sends that would wait too long at the new pace are refused. */
  change(pace: Pace | null): void {
    const nowMs = this.nowMs();
    if (pace === null) this.bucket = undefined;
    else if (this.bucket) this.bucket.change(pace, nowMs);
    else this.bucket = new TokenBucket(pace, nowMs);
    this.refuseLate(nowMs);
    this.advance();
  }

  /** Throws `WhatsAppRateLimit` if a send that came now would be refused. */
  ensureRoom(): void {
    const { length } = this.waiting;
    if (length >= MAX_WAITING || this.waitMs(length) >= MAX_WAIT_MS + 1) throw tooMany();
  }

  /** Resolves when the send may go. An aborted send leaves the queue, and those behind it move up. */
  async waitForPermit(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    this.ensureRoom();
    await new Promise<void>((resolve, reject) => {
      const leave = () => {
        this.waiting.splice(this.waiting.indexOf(waiting), 1);
        reject(signal.reason as Error);
        this.advance();
      };
      const done = () => signal.removeEventListener('abort', leave);
      const waiting: Waiting = {
        latestMs: this.nowMs() + MAX_WAIT_MS,
        go: () => (done(), resolve()),
        fail: (reason) => (done(), reject(reason)),
      };
      signal.addEventListener('abort', leave, { once: true });
      this.waiting.push(waiting);
      this.advance();
    });
  }

  /** Refuses all waiting sends. */
  end(reason: unknown): void {
    clearTimeout(this.timer);
    for (const { fail } of this.waiting.splice(0)) fail(reason);
  }

  private refuseLate(nowMs: number): void {
    for (const one of [...this.waiting]) {
      const position = this.waiting.indexOf(one);
      if (nowMs + this.waitMs(position) < one.latestMs + 1) continue;
      this.waiting.splice(position, 1);
      one.fail(tooMany());
    }
  }

  /** In fractions of a millisecond, so limits are compared with a whole millisecond of tolerance. */
  private waitMs(position: number): number {
    return this.bucket?.readyInMs(this.nowMs(), position + 1) ?? 0;
  }

  private advance(): void {
    clearTimeout(this.timer);
    while (this.waiting.length > 0) {
      const waitMs = this.waitMs(0);
      if (waitMs > 0) {
        this.timer = setTimeout(() => this.advance(), Math.ceil(waitMs));
        return;
      }
      this.bucket?.take(this.nowMs());
      this.waiting.shift()?.go();
    }
  }
}

const tooMany = () => new ContractError('WhatsAppRateLimit');
