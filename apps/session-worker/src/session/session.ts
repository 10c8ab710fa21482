import { runInBackground } from '@starling/platform';
import { type SessionLease } from '@starling/storage';
import {
  type ConnectionClose,
  type Credentials,
  type EngineConnection,
  type OwnIdentity,
} from '@starling/whatsapp';
import { afterOpening } from './after-opening.js';
import { CLOSED, endedByUs, lastCloseOf } from './closes.js';
import { SessionPolicy } from './session-policy.js';
import { type ConnectionListener, SessionConnections } from './session-connections.js';
import { LoginProgress } from './login-progress.js';
import { Pairing } from './pairing.js';
import { type PairingMode } from './pairing-attempt.js';
import { Recovery } from './recovery.js';
import { type SessionAnnouncer } from './session-announcer.js';
import {
  type SessionInput,
  type SessionPhase,
  type SessionStep,
  stepOf,
} from './session-machine.js';
import { type SessionServices } from './session-services.js';

/**
 * One instance that this worker owns. It decides what follows when its connection opens and closes. It ends with its
 * lease: without the lease it writes nothing and publishes nothing.
 */
export class Session implements ConnectionListener {
  readonly progress = new LoginProgress();
  readonly pairing: Pairing;
  private readonly announcer: SessionAnnouncer;
  readonly policy: SessionPolicy;
  private readonly connections: SessionConnections;
  private credentials: Credentials;
  phase: SessionPhase = 'idle';
  private readonly recovery = new Recovery();

  constructor(
    readonly lease: SessionLease,
    private readonly services: SessionServices,
    private readonly onEnd: (session: Session) => void,
  ) {
    this.credentials = services.engine.newCredentials();
    this.announcer = services.announcerOf(lease);
    this.policy = new SessionPolicy(lease, this.announcer, services.events.books);
    this.connections = new SessionConnections(lease, services, this.policy, this);
    this.pairing = new Pairing(this.announcer, this.progress, () => this.stopPairing());
  }

  get isPaired(): boolean {
    return this.services.engine.isPaired(this.credentials);
  }

  private get ownJid(): string | null {
    return this.services.engine.ownJidOf(this.credentials);
  }

  /** Undefined unless WhatsApp has accepted the login. */
  get openConnection(): EngineConnection | undefined {
    return this.phase === 'open' ? this.connections.current : undefined;
  }

  /** Must be called first. */
  async load(): Promise<void> {
    await this.services.events.open(this.lease);
    const stored = await this.services.storage.keys.creds(this.lease);
    if (stored) this.credentials = this.services.engine.readCredentials(stored);
  }

  /** Opens with the saved credentials; does nothing when the session is open or opening. */
  openSaved(): void {
    this.enter({ kind: 'open' });
  }

  /** Opens on request: from now on the instance is to be connected, also after crashes. */
  async openWanted(): Promise<void> {
    await this.services.storage.claims.setDesired(this.lease, 'connected');
    this.openSaved();
  }

  /** Without saved credentials there is nothing to open: an unpaired instance has no connection and no owner. */
  async settleUnpaired(): Promise<void> {
    if (this.phase === 'idle') await this.release('disconnected');
  }

  /** Shows codes until one is used, or until three minutes have passed since the last request to connect. */
  async pair(mode: PairingMode, wantsHistory: boolean): Promise<void> {
    if (this.pairing.share(mode)) return;
    this.pairing.begin(mode, wantsHistory);
    await this.connections.hangUp();
    this.announcer.announce('connecting', { jid: null });
    this.enter({ kind: 'show codes' });
  }

  async reconnect(): Promise<void> {
    await this.services.storage.claims.setDesired(this.lease, 'connected');
    this.announcer.announce('manual_reconnect');
    this.recovery.begin();
    await this.connections.hangUp();
    this.enter({ kind: 'reopen' });
  }

  /** Removes the device at WhatsApp if it can be reached in time, and the saved credentials in any case. */
  async logOut(signal: AbortSignal): Promise<void> {
    const wasLinked = this.isPaired || this.pairing.isRunning;
    this.pairing.stop();
    this.recovery.cancel();
    if (this.isPaired) await this.unlink(signal).catch(() => undefined);
    await this.forget();
    if (wasLinked) this.announcer.announce('logged_out', { also: CLOSED });
    else this.announcer.note({ state: 'loggedout', ...CLOSED });
    await this.release('disconnected');
  }

  /** Ends a session that may not be served any more. Its credentials stay: it opens again when it may. */
  async leave(reason: string): Promise<void> {
    this.announcer.announce('disconnected', { reason, also: CLOSED });
    await this.handOver();
  }

  /** Releases the session for another worker to claim. */
  async handOver(): Promise<void> {
    this.recovery.cancel();
    this.enter({ kind: 'hand over' });
    await this.connections.hangUp();
    if (this.isPaired) this.announcer.note({ state: 'connecting', ...CLOSED });
    else if (this.pairing.isRunning) this.pairing.announceEnd('the worker stopped');
    await this.release();
  }

  /** Ends at once: another worker owns the session, or may own it at any moment. */
  drop(): void {
    if (this.phase === 'ended') return;
    this.connections.abandon();
    this.end();
  }

  /** Replaces a connection that looks open and is dead. */
  async restart(reason: string): Promise<void> {
    runInBackground('close a connection', this.connections.hangUp());
    await this.afterClose(endedByUs(reason));
  }

  // Reports of the connection

  qr(code: string): void {
    const connection = this.connections.current;
    if (connection) this.pairing.rotate(code, connection);
    if (this.pairing.wanted?.kind === 'qr') this.services.autoPairing.show(code);
  }

  passkeyRequired(): void {
    this.pairing.refuse('passkey_required');
  }

  paired(): void {
    this.pairing.succeed();
    void this.services.storage.claims.setDesired(this.lease, 'connected').catch(() => undefined);
    this.announcer.announce('pair_success', { jid: this.ownJid });
  }

  opened(own: OwnIdentity): void {
    this.enter({ kind: 'opened' });
    this.services.events.introduce(this.lease, own, this.connections.current?.files);
    if (this.recovery.opened().afterKeepalive) this.announcer.announce('keepalive_restored');
    const also = { jid: own.jid, lid: own.lid };
    this.announcer.announce('connected', { jid: own.jid, also });
    this.progress.reach({ kind: 'opened' });
    const connection = this.openConnection;
    if (!connection) return;
    const { lease, policy, announcer, services } = this;
    afterOpening({ connection, own, lease, policy, announcer, services });
  }

  leaseLost(): void {
    this.drop();
  }

  closed(close: ConnectionClose): void {
    void this.afterClose(close).catch((error: unknown) => {
      this.services.report.logger.error({ err: error, instance: this.lease.instanceId }, 'session');
    });
  }

  private async afterClose(close: ConnectionClose): Promise<void> {
    const { phase } = this;
    if (phase === 'ended') return;
    if (close.isUnreachable) this.services.report.noteUnreachable(this.lease, close);
    const step = this.enter({ kind: 'closed', close, isPairing: this.pairing.isRunning });
    if (step.act === 'show codes') return;
    if (step.act === 'dial later')
      return this.pairing.dialLater(close, () => this.enter({ kind: 'show codes' }));
    await this.carryOut(step, close);
  }

  private async carryOut({ act, events }: SessionStep, close: ConnectionClose): Promise<void> {
    const { reason } = close;
    this.recovery.closed(events);
    this.services.report.noteClose(this.lease, close.code, act);
    const also = { ...CLOSED, lastClose: lastCloseOf(close) };
    if (act === 'forget') await this.forget();
    for (const event of events) {
      this.announcer.announce(event, { reason, also, isReconnecting: act === 'retry' });
    }
    switch (act) {
      case 'restart':
        return this.connectAgain();
      case 'retry':
        return this.restLater(reason);
      case 'forget':
        return this.pairAgainIfAsked(reason);
      default:
        this.progress.reach({ kind: 'failed', reason });
        return this.release('disconnected');
    }
  }

  /** A device that WhatsApp has removed is paired again when a request to connect is waiting. */
  private async pairAgainIfAsked(reason: string): Promise<void> {
    const mode = this.pairing.wanted;
    if (this.progress.areAwaited && mode) return this.pair(mode, false);
    this.progress.reach({ kind: 'failed', reason });
    await this.release('disconnected');
  }

  private async restLater(reason: string): Promise<void> {
    this.progress.reach({ kind: 'failed', reason });
    this.announcer.note({ restarts: 'increment' });
    const rest = this.recovery.rest(Math.random());
    if (!rest.isLong) return rest.afterwards(() => this.enter({ kind: 'reopen' }));
    await this.announcer.settled();
    await this.services.storage.claims.park(this.lease, rest.delayMs).catch(() => undefined);
    this.end();
  }

  private connect(): void {
    this.announcer.announce('connecting', { jid: this.ownJid });
    this.connectAgain();
  }

  /** Announces nothing: WhatsApp asks for a new connection right after a pairing. */
  private connectAgain(): void {
    this.recovery.cancel();
    this.phase = stepOf(this.phase, { kind: 'reopen' }).phase;
    this.connections.open(this.credentials, this.pairing.wantsHistory);
  }

  private openForPairing(): void {
    this.credentials = this.services.engine.newCredentials();
    this.pairing.clearCodes();
    this.connections.open(this.credentials, this.pairing.wantsHistory);
  }

  /** The codes are used up, or the pairing was refused. */
  private async stopPairing(): Promise<void> {
    if (this.phase !== 'pairing') return;
    await this.connections.hangUp();
    this.pairing.announceEnd(this.pairing.refusal);
    await this.release('disconnected');
  }

  /** A session that is not open is opened for the logout, if the signal leaves time for it. */
  private async unlink(signal: AbortSignal): Promise<void> {
    if (!this.openConnection) {
      this.openSaved();
      await this.progress.next(signal);
    }
    if (this.openConnection) await this.connections.unlink();
  }

  private async forget(): Promise<void> {
    await this.connections.hangUp();
    // A pending write would restore the credentials that are deleted here.
    await this.connections.settled();
    await this.services.storage.keys.forget(this.lease);
    this.credentials = this.services.engine.newCredentials();
  }

  /** Releases the instance; earlier announcements are written first. */
  private async release(desired?: 'disconnected'): Promise<void> {
    const { claims } = this.services.storage;
    await this.announcer.settled();
    if (desired) await this.services.events.publishWaiting(this.lease);
    if (desired) await claims.setDesired(this.lease, desired).catch(() => undefined);
    await claims.release(this.lease).catch(() => undefined);
    this.end();
  }

  private end(): void {
    this.enter({ kind: 'end' });
    this.recovery.cancel();
    this.pairing.stop();
    this.connections.abandon();
    this.progress.reach({ kind: 'given up' });
    this.services.events.close(this.lease);
    this.onEnd(this);
  }

  /** Changes the phase, and does what can be done at once. */
  private enter(input: SessionInput): SessionStep {
    const step = stepOf(this.phase, input);
    this.phase = step.phase;
    if (step.act === 'connect') this.connect();
    if (step.act === 'show codes') this.openForPairing();
    return step;
  }
}
