import { type Socket } from 'node:net';
import { isAfter, type LogId } from '@starling/broker';
import { Client, type ClientIdentity } from '../clients/client.js';
import { type ClientSocket } from '../clients/client-socket.js';
import { CLOSE } from '../clients/close-code.js';
import { type Resumption } from '../clients/resumption.js';
import { type Batch, type IdentifiedFrame } from '../frames/batch.js';

/** New events that may wait until the missed ones have been sent. */
const BACKLOG_LIMIT = 10_000;
const NONE: LogId = '0-0';

/**
 * A client that names the last event it knows. Every frame carries the id of its event. New events wait while the log is
 * being sent, and an event that the log has sent already is not sent twice.
 */
export class ResumingClient extends Client {
  private lastId = NONE;
  private backlog: IdentifiedFrame[] | undefined = [];
  private hold = 0;
  private readonly behind: LogId;

  /** `nowMs` is Redis's time: ids of the log begin with it. */
  constructor(
    identity: ClientIdentity,
    socket: ClientSocket,
    stream: Socket,
    readonly resumption: Resumption,
    nowMs: number,
  ) {
    super(identity, socket, stream);
    const { since } = resumption;
    this.behind = since === 'now' ? `${Math.floor(nowMs)}-0` : since;
  }

  /** The client has every event up to here, or did not ask for it. */
  get knownId(): LogId {
    return this.lastId === NONE ? this.behind : this.lastId;
  }

  get isWaiting(): boolean {
    return this.backlog !== undefined;
  }

  override sendBatch(batch: Batch): boolean {
    const frames = batch.withIds();
    if (!this.backlog) return this.send(frames);
    this.backlog.push(...frames);
    if (this.backlog.length > BACKLOG_LIMIT) this.close(CLOSE.tooSlow);
    return true;
  }

  /** Sends a frame that is no event of the log. */
  sendNotice(frame: Buffer): void {
    this.write(frame, 1);
  }

  send(frames: readonly IdentifiedFrame[]): boolean {
    const fresh = frames.filter(({ id, isLogged }) => !isLogged || isAfter(id, this.lastId));
    const last = fresh.findLast(({ isLogged }) => isLogged);
    if (last) this.lastId = last.id;
    if (fresh.length === 0) return this.isOpen;
    return this.write(Buffer.concat(fresh.map(({ frame }) => frame)), fresh.length);
  }

  /** New events wait until `goLive` is called with the returned number. A later hold replaces this one. */
  waitForLog(): number {
    this.backlog ??= [];
    return (this.hold += 1);
  }

  goLive(hold: number): void {
    if (hold !== this.hold) return;
    const waiting = this.backlog ?? [];
    this.backlog = undefined;
    this.send(waiting);
  }
}
