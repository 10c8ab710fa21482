import { type Socket } from 'node:net';
import { WebSocket } from 'ws';
import { type Batch } from '../frames/batch.js';
import { type ClientSocket } from './client-socket.js';
import { CLOSE, type Closing } from './close-code.js';

/** Events that may wait for a client that is behind. */
const MAX_QUEUED = 256;
/** Events that carry files are as large as thousands of others. */
const MAX_QUEUED_BYTES = 64 * 1024 * 1024;
const LOOK_MS = 5;
const NOTHING = Buffer.alloc(0);
export interface ClientIdentity {
  readonly accountId: string;
  /** Identifies the token, so that its permission can be checked again without keeping it. */
  readonly tokenHash: string;
}

/**
 * One open socket. Event frames go to the stream beneath `ws` in whole frames, as do ws's own control frames, so the
 * two never mix; behind a close frame nothing is written any more.
 */
export class Client {
  /** Events handed to the stream and not yet taken by the kernel. */
  private queued = 0;
  private readBytes = 0;
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
  sendBatch(batch: Batch): boolean {
    return this.write(batch.plain(), batch.size);
  }

  /** Resolves when everything written so far has left, or when the client is closed. */
  async flushed(): Promise<void> {
    while (this.queued > 0 && this.isOpen) await new Promise((look) => setTimeout(look, LOOK_MS));
  }

  /**
   * False when the client is not, or no longer, written to. A client that has read everything gets a batch of any size; a
   * client that is behind may have `MAX_QUEUED` events or `MAX_QUEUED_BYTES` waiting.
   */
  protected write(frames: Buffer, events: number): boolean {
    if (!this.isOpen) return false;
    const waitingBytes = this.stream.writableLength;
    const isBehind = waitingBytes > 0;
    const isTooMuch =
      this.queued + events > MAX_QUEUED || waitingBytes + frames.length > MAX_QUEUED_BYTES;
    if (isBehind && isTooMuch) {
      this.close(CLOSE.tooSlow);
      return false;
    }
    if (isBehind) return this.queue(frames, events);
    this.stream.write(frames);
    // Usually everything has been written by now; a callback would be another task for every client and batch.
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
   * Called at every beat of the heartbeat, with the number of the beat in its round. Returns for how many beats the client
   * has sent nothing. Each client is pinged at the number of its first beat, so that pings are spread over the round.
   */
  beat(beat: number): number {
    if (this.pingBeat === undefined) this.pingBeat = beat;
    else if (this.pingBeat === beat && this.isOpen) this.socket.ping();
    const readBytes = this.stream.bytesRead;
    this.silentBeats = readBytes === this.readBytes ? this.silentBeats + 1 : 0;
    this.readBytes = readBytes;
    return this.silentBeats;
  }

  close({ code, reason }: Closing): void {
    if (this.isOpen) this.socket.close(code, reason);
  }

  /** The listener gets the client, so that many clients can share it, and the close code of either side. */
  onClosed(closed: (client: Client, code: number) => void): void {
    this.closed = closed;
  }

  hasClosed(code: number): void {
    this.closed?.(this, code);
  }
}
