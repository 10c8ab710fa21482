import { type Duplex } from 'node:stream';
import { WebSocket } from 'ws';
import { type Batch } from '../frames/batch.js';
import { CLOSE, type Closing } from './close-code.js';

/** Events that may wait for a client that is behind. */
export const QUEUE_LIMIT = 256;
const LOOK_MS = 5;
const NOTHING = Buffer.alloc(0);
/** A frame that breaks the protocol; ws closes the socket with the code that says so. */
const leaveToWs = (): void => undefined;

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
  lastHeardMs: number;

  constructor(
    readonly identity: ClientIdentity,
    private readonly socket: WebSocket,
    private readonly stream: Duplex,
  ) {
    this.lastHeardMs = performance.now();
    const heard = () => {
      this.lastHeardMs = performance.now();
    };
    // What clients say is read, so that it is known that they live, and dropped.
    socket.on('message', heard).on('ping', heard).on('pong', heard);
    socket.on('error', leaveToWs);
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
   * that is behind may have `QUEUE_LIMIT` events waiting.
   */
  protected write(frames: Buffer, events: number): boolean {
    if (!this.isOpen) return false;
    const isBehind = this.stream.writableLength > 0;
    if (isBehind && this.queued + events > QUEUE_LIMIT) {
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

  ping(): void {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.ping();
  }

  close({ code, reason }: Closing): void {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.close(code, reason);
  }

  /** With the code that ended it: the client's, or ours. */
  onClosed(closed: (code: number) => void): void {
    this.socket.once('close', closed);
  }
}
