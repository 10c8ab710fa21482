import { runInBackground } from '@starling/platform';
import { type EngineConnection, type ConnectionClose } from '@starling/whatsapp';
import { CLOSED, lastCloseOf } from './closes.js';
import { type LoginProgress } from './login-progress.js';
import { isSameMode, PairingAttempt, type PairingMode } from './pairing-attempt.js';
import { Recovery } from './recovery.js';
import { type SessionAnnouncer } from './session-announcer.js';

const USED_UP = 'codes used up';

/** The codes of one session while its phone is to be linked. */
export class Pairing {
  private attempt: PairingAttempt | undefined;
  private window: NodeJS.Timeout | undefined;
  private refused: string | undefined;
  private history = false;
  /** The rest between a failed dial and the next one. */
  readonly rest = new Recovery();
  /** The mode of the last request. */
  wanted: PairingMode | undefined;

  constructor(
    private readonly announcer: SessionAnnouncer,
    private readonly progress: LoginProgress,
    private readonly stopPairing: () => Promise<void>,
    private readonly nowMs: () => number = () => performance.now(),
  ) {}

  get isRunning(): boolean {
    return this.attempt !== undefined && !this.attempt.isOver;
  }

  get wantsHistory(): boolean {
    return this.history;
  }

  /** Why the pairing failed: it was refused, or WhatsApp was not reached. */
  get refusal(): string {
    return this.refused ?? USED_UP;
  }

  get current() {
    return this.attempt?.current;
  }

  /** True when an attempt of this kind is running already; it then lasts three more minutes. */
  share(mode: PairingMode): boolean {
    if (!this.isRunning || !this.attempt || !isSameMode(this.attempt.mode, mode)) return false;
    this.attempt.extend();
    this.watch(this.attempt);
    this.rest.hurry();
    return true;
  }

  begin(mode: PairingMode, wantsHistory: boolean): void {
    this.wanted = mode;
    this.history = wantsHistory;
    this.refused = undefined;
    this.rest.begin();
    this.attempt = new PairingAttempt(mode, this.nowMs);
    this.watch(this.attempt);
  }

  clearCodes(): void {
    this.attempt?.clear();
  }

  /**
   * WhatsApp was not reached: it is dialled again after a growing rest, as long as the attempt lasts. A request that
   * waits for a code gets the reason at once; the end of the attempt reports it too, unless a code was shown by then.
   */
  dialLater(close: ConnectionClose, dial: () => void): void {
    const { reason } = close;
    this.refused = reason;
    this.clearCodes();
    this.announcer.note({ lastClose: lastCloseOf(close), awaitsPairing: false });
    this.progress.reach({ kind: 'failed', reason });
    this.rest.rest(Math.random()).afterwards(dial);
  }

  /** Announces the end to all receivers, and to requests that wait for a code. */
  announceEnd(reason: string): void {
    this.rest.cancel();
    this.announcer.announce('pair_error', { reason, also: CLOSED });
    this.progress.reach({ kind: 'failed', reason });
  }

  /** WhatsApp gave a new reference: the next code is shown. */
  rotate(qr: string, connection: EngineConnection): void {
    const { attempt } = this;
    if (!attempt) return;
    this.rest.begin();
    if (attempt.mode.kind === 'qr') {
      attempt.show({ kind: 'qr', qr });
      this.announceCode(attempt);
    } else if (attempt.wantsNewCode) {
      runInBackground(
        'request a pairing code',
        this.requestCode(attempt, attempt.mode.number, connection),
      );
    }
  }

  refuse(reason: string): void {
    if (!this.attempt) return;
    this.refused = reason;
    this.fail();
  }

  succeed(): void {
    this.stop();
  }

  stop(): void {
    clearTimeout(this.window);
    this.rest.cancel();
    this.attempt = undefined;
  }

  private async requestCode(
    attempt: PairingAttempt,
    number: string,
    connection: EngineConnection,
  ): Promise<void> {
    try {
      const code = await connection.requestPairingCode(number);
      if (this.attempt !== attempt) return;
      attempt.show({ kind: 'code', code });
      this.announceCode(attempt);
    } catch (error) {
      if (this.attempt === attempt) this.refuse(error instanceof Error ? error.message : USED_UP);
    }
  }

  private announceCode(attempt: PairingAttempt): void {
    const code = attempt.current;
    if (!code) return;
    this.refused = undefined;
    this.announcer.announce(
      'qr_ready',
      code.kind === 'qr' ? { codes: attempt.qrs } : { codes: [], pairingCode: code.code },
    );
    this.progress.reach({ kind: 'code', code });
  }

  /** A timer may fire a fraction of a millisecond early; it is then armed again for the rest. */
  private watch(attempt: PairingAttempt): void {
    clearTimeout(this.window);
    this.window = setTimeout(() => {
      if (this.attempt !== attempt) return;
      if (attempt.isOver) this.fail();
      else this.watch(attempt);
    }, Math.ceil(attempt.remainingMs));
  }

  private fail(): void {
    this.stop();
    runInBackground('stop a pairing', this.stopPairing());
  }
}
