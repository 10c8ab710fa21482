import { runInBackground } from '@starling/platform';
import { type SessionLease } from '@starling/storage';
import {
  type ConnectionClose,
  type ConnectionListener as EngineListener,
  type Credentials,
  DialError,
  type EngineConnection,
  undialled,
} from '@starling/whatsapp';
import { type WantedEvents } from '../publishing/wanted-events.js';
import { type SessionPolicy } from './session-policy.js';
import { type SessionServices } from './session-services.js';

/** Hears of the present connection alone: a former one reports nothing any more. */
export interface ConnectionListener extends Pick<
  EngineListener,
  'qr' | 'passkeyRequired' | 'paired' | 'opened' | 'closed'
> {
  /** Another worker holds the lease. */
  leaseLost(): void;
}

/** The connections of one session, one at a time. */
export class SessionConnections {
  /** Rises with each connection, and when the present one is given up. */
  private generation = 0;
  private present: EngineConnection | undefined;
  private former: EngineConnection | undefined;

  constructor(
    private readonly lease: SessionLease,
    private readonly services: SessionServices,
    private readonly policy: SessionPolicy,
    private readonly listener: ConnectionListener,
  ) {}

  get current(): EngineConnection | undefined {
    return this.present;
  }

  /** Waits for a free slot. Every failure is reported as a close. */
  open(credentials: Credentials, wantsHistory: boolean): void {
    runInBackground('open a connection', this.openInSlot(credentials, wantsHistory));
  }

  private async openInSlot(credentials: Credentials, wantsHistory: boolean): Promise<void> {
    const generation = (this.generation += 1);
    const giveBack = await this.services.slots.take(this.lease.accountId);
    try {
      if (generation !== this.generation) return giveBack();
      const isMine = await this.prepare();
      if (generation !== this.generation) return giveBack();
      if (!isMine) {
        giveBack();
        return this.listener.leaseLost();
      }
      await this.connect(credentials, wantsHistory, generation, giveBack);
    } catch (error) {
      giveBack();
      if (generation === this.generation) this.listener.closed(this.broken(error));
    }
  }

  /** Ends in order, and reports nothing more. */
  async hangUp(): Promise<void> {
    const connection = this.leave();
    await connection?.hangUp();
  }

  /** Ends at once: no frame leaves any more. */
  abandon(): void {
    this.leave()?.abandon();
  }

  /** Resolves when the writes of the last connection are done. */
  async settled(): Promise<void> {
    await this.former?.settled();
  }

  async unlink(): Promise<void> {
    const connection = this.leave();
    await connection?.unlink();
  }

  private leave(): EngineConnection | undefined {
    const { present } = this;
    this.generation += 1;
    this.former = present ?? this.former;
    this.present = undefined;
    return present;
  }

  /** Checks the lease once more before a connection is opened, and reads the present settings. */
  private async prepare(): Promise<boolean> {
    const { storage, heartbeat } = this.services;
    if (!heartbeat.isValid || !(await storage.claims.isHeld(this.lease))) return false;
    this.policy.learn(await storage.settingsOf(this.lease));
    return true;
  }

  private async connect(
    credentials: Credentials,
    wantsHistory: boolean,
    generation: number,
    giveBack: () => void,
  ): Promise<void> {
    const { engine, storage, events, heartbeat, url, guard } = this.services;
    const proxy = await storage.proxyOf(this.lease);
    if (generation !== this.generation) return giveBack();
    this.present = engine.connect({
      url,
      proxy,
      guard,
      credentials,
      store: storage.storeOf(this.lease),
      book: events.books.bookOf(this.lease),
      marksOnline: this.policy.settings.keepOnlineStatus,
      wantsHistory: wantsHistory || !this.policy.settings.disableHistorySync,
      ignores: (jid) => this.policy.ignores(jid),
      marksRead: () => this.policy.settings.autoReadMessages,
      mayWrite: () => heartbeat.isValid,
      findMessage: (messageId, chatJid) => storage.sent.find(this.lease, messageId, chatJid),
      listener: this.listenTo(generation, giveBack),
    });
  }

  private listenTo(generation: number, giveBack: () => void): EngineListener {
    const isPresent = () => generation === this.generation;
    const { events } = this.services;
    return {
      isListening: () => this.present !== undefined && isPresent(),
      qr: (code) => {
        // A code waits for minutes, and costs nothing meanwhile.
        giveBack();
        if (isPresent()) this.listener.qr(code);
      },
      passkeyRequired: () => isPresent() && this.listener.passkeyRequired(),
      paired: () => isPresent() && this.listener.paired(),
      opened: (own) => {
        giveBack();
        if (isPresent()) this.listener.opened(own);
      },
      renamed: (name) => this.policy.onOwnName(name),
      called: (call) => this.present && this.policy.onCall(call, this.present),
      interestIn: (names) => events.interestIn(this.lease, names),
      publish: (event, wanted) => events.publish(this.lease, event, wanted as WantedEvents),
      closed: (close) => {
        giveBack();
        if (!isPresent()) return;
        this.leave();
        this.listener.closed(close);
      },
    };
  }

  /** A failure before there was a connection: the words of the database are for the log, not for clients. */
  private broken(error: unknown): ConnectionClose {
    if (error instanceof DialError) return undialled(error);
    const { logger } = this.services.report;
    logger.error({ err: error, instance: this.lease.instanceId }, 'a connection was not opened');
    const reason = 'internal error';
    return { code: undefined, byServer: false, reason, isUnreachable: true, areCodesUsedUp: false };
  }
}
