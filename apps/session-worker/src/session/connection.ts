import { runInBackground } from '@starling/platform';
import { type SessionLease } from '@starling/storage';
import {
  type AuthenticationCreds,
  DialError,
  EngineSocket,
  type SocketClose,
  socketClose,
  type SocketListener,
} from '@starling/whatsapp';
import { type Conduct } from './conduct.js';
import { type SessionSurroundings } from './session-surroundings.js';

/** Told by the present socket alone: a former one has nothing to say any more. */
export interface ConnectionListener extends Omit<
  SocketListener,
  'emitted' | 'isListening' | 'passkeyRequired' | 'groupDissolved'
> {
  passkeyRequired(): void;
  /** The lease is somebody else's. */
  leaseLost(): void;
}

/** The sockets of one session, one at a time. */
export class Connection {
  private turn = 0;
  private current: EngineSocket | undefined;
  private former: EngineSocket | undefined;

  constructor(
    private readonly lease: SessionLease,
    private readonly around: SessionSurroundings,
    private readonly conduct: Conduct,
    private readonly listener: ConnectionListener,
  ) {}

  get socket(): EngineSocket | undefined {
    return this.current;
  }

  /** Waits for a free slot. Whatever goes wrong is told as a close. */
  open(creds: AuthenticationCreds, wantsHistory: boolean): void {
    runInBackground('open a connection', this.openInSlot(creds, wantsHistory));
  }

  private async openInSlot(creds: AuthenticationCreds, wantsHistory: boolean): Promise<void> {
    const turn = (this.turn += 1);
    const giveBack = await this.around.slots.take(this.lease.accountId);
    try {
      if (turn !== this.turn) return giveBack();
      const isMine = await this.prepare();
      if (turn !== this.turn) return giveBack();
      if (!isMine) {
        giveBack();
        return this.listener.leaseLost();
      }
      await this.connect(creds, wantsHistory, turn, giveBack);
    } catch (error) {
      giveBack();
      if (turn === this.turn) this.listener.closed(this.broken(error));
    }
  }

  /** Ends in order, and says nothing more. */
  async hangUp(): Promise<void> {
    const socket = this.leave();
    await socket?.hangUp();
  }

  /** Ends at once: not a frame leaves any more. */
  abandon(): void {
    this.leave()?.abandon();
  }

  /** What the last socket wrote is written. */
  async settled(): Promise<void> {
    await this.former?.settled();
  }

  async unlink(): Promise<void> {
    const socket = this.leave();
    await socket?.unlink();
  }

  private leave(): EngineSocket | undefined {
    const { current } = this;
    this.turn += 1;
    this.former = current ?? this.former;
    this.current = undefined;
    return current;
  }

  /** The epoch is looked at once more before a socket is opened, and settings and proxy are those of now. */
  private async prepare(): Promise<boolean> {
    const { store, heartbeat } = this.around;
    if (!heartbeat.isValid || !(await store.claims.isHeld(this.lease))) return false;
    this.conduct.learn(await store.settingsOf(this.lease));
    return true;
  }

  private async connect(
    creds: AuthenticationCreds,
    wantsHistory: boolean,
    turn: number,
    giveBack: () => void,
  ): Promise<void> {
    const { store, voice, heartbeat, url, guard } = this.around;
    const proxy = await store.proxyOf(this.lease);
    if (turn !== this.turn) return giveBack();
    this.current = new EngineSocket({
      url,
      proxy,
      guard,
      creds,
      memory: store.memoryOf(this.lease),
      cache: voice.cache,
      book: voice.events.people.bookOf(this.lease),
      marksOnline: this.conduct.settings.keepOnlineStatus,
      history: { isWanted: wantsHistory || !this.conduct.settings.disableHistorySync },
      ignores: (jid) => this.conduct.ignores(jid),
      mayWrite: () => heartbeat.isValid,
      findMessage: (messageId, chatJid) => store.findMessage(this.lease, messageId, chatJid),
      listener: this.listenTo(turn, giveBack),
    });
  }

  private listenTo(turn: number, giveBack: () => void): SocketListener {
    const isPresent = () => turn === this.turn;
    return {
      isListening: () => this.current !== undefined && isPresent(),
      qr: (code) => {
        // A code waits for minutes, and costs nothing meanwhile.
        giveBack();
        if (isPresent()) this.listener.qr(code);
      },
      passkeyRequired: () => isPresent() && this.listener.passkeyRequired(),
      groupDissolved: (groupJid) =>
        isPresent() ? this.conduct.onGroupDissolved(groupJid) : undefined,
      paired: () => isPresent() && this.listener.paired(),
      opened: (own) => {
        giveBack();
        if (isPresent()) this.listener.opened(own);
      },
      closed: (close) => {
        giveBack();
        if (!isPresent()) return;
        this.leave();
        this.listener.closed(close);
      },
      emitted: (event, data) =>
        this.current && isPresent() ? this.conduct.onEmitted(event, data, this.current) : undefined,
    };
  }

  /** Before there was a socket: what storage says is for the log, not for clients. */
  private broken(error: unknown): SocketClose {
    if (error instanceof DialError) return socketClose(error);
    const { logger } = this.around.voice;
    logger.error({ err: error, instance: this.lease.instanceId }, 'a connection was not opened');
    const reason = 'internal error';
    return { code: undefined, byServer: false, reason, isUnreachable: true, areCodesUsedUp: false };
  }
}
