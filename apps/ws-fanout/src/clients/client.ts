import { type Socket } from 'node:net';
import { WebSocket } from 'ws';
import { type Batch } from '../frames/batch.js';
import { type ClientSocket } from './client-socket.js';
import { CLOSE, type Closing } from './close-code.js';

/** Events that may wait for a client that is behind. */
const QUEUE_LIMIT = 256;
/** And bytes: events that carry files are as large as thousands of others. */
const QUEUE_LIMIT_BYTES = 64 * 1024 * 1024;
const LOOK_MS = 5;
const NOTHING = Buffer.alloc(0);
export interface ClientIdentity {
  readonly accountId: string;
  /** Names the token without being it, so that it can be judged again. */
  readonly tokenHash: string;
}

/**
 * One open socket. Event frames go to the stream beneath `ws` in whole frames, as do ws's own control frames, so the
 * two never mix; behind a close frame nothing is written any more.
 */
export class Client {
  /** Events handed to the stream and not yet taken by the kernel. */
  private queued = 0;
  private heardBytes = 0;
  private silentBeats = 0;
  private pingBeat: number | undefined;
  private closed: ((client: Client, code: number) => void) | undefined;

  constructor(
    readonly identity: ClientIdentity,
    private readonly socket: ClientSocket,
    private readonly stream: Socket,
  ) {
    socket.listenFor(this);
  }

  get isOpen(): boolean {
    return this.socket.readyState === WebSocket.OPEN;
  }

  get queueDepth(): number {
    return this.queued;
  }

  /** False when the client is not, or no longer, written to. */
  take(batch: Batch): boolean {
    return this.write(batch.plain(), batch.size);
  }

  /** Everything written so far has left, or the client has. */
  async flushed(): Promise<void> {
    while (this.queued > 0 && this.isOpen) await new Promise((look) => setTimeout(look, LOOK_MS));
  }

  /**
   * False when the client is not, or no longer, written to. One that has taken everything gets any batch whole; one
   * that is behind may have `QUEUE_LIMIT` events or `QUEUE_LIMIT_BYTES` waiting.
   */
  protected write(frames: Buffer, events: number): boolean {
    if (!this.isOpen) return false;
    const waitingBytes = this.stream.writableLength;
    const isBehind = waitingBytes > 0;
    const isTooMuch =
      this.queued + events > QUEUE_LIMIT || waitingBytes + frames.length > QUEUE_LIMIT_BYTES;
    if (isBehind && isTooMuch) {
      this.close(CLOSE.tooSlow);
      return false;
    }
    if (isBehind) return this.queue(frames, events);
    this.stream.write(frames);
    // The usual write is over by now; a callback for it would be another task for every client and batch.
    return this.stream.writableLength === 0 || this.queue(NOTHING, events);
  }

  /** Counted until everything up to here has left. */
  private queue(last: Buffer, events: number): true {
    this.queued += events;
    this.stream.write(last, () => {
      this.queued -= events;
    });
    return true;
  }

  /**
   * Called at every beat of the clock, which has a number that comes round again; what is returned is for how many of
   * them nothing was heard. Each client is pinged at the number of its first beat, so that pings are spread.
   */
  beat(beat: number): number {
    if (this.pingBeat === undefined) this.pingBeat = beat;
    else if (this.pingBeat === beat && this.isOpen) this.socket.ping();
    const heardBytes = this.stream.bytesRead;
    this.silentBeats = heardBytes === this.heardBytes ? this.silentBeats + 1 : 0;
    this.heardBytes = heardBytes;
    return this.silentBeats;
  }

  close({ code, reason }: Closing): void {
    if (this.isOpen) this.socket.close(code, reason);
  }

  /** The same listener for many clients: it is told which one, and the code that ended it, the client's or ours. */
  onClosed(closed: (client: Client, code: number) => void): void {
    this.closed = closed;
  }

  hasClosed(code: number): void {
    this.closed?.(this, code);
  }
}
