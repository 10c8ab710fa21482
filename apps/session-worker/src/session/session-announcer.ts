import { type InstanceState } from '@starling/contract';
import { stateAfter } from '@starling/domain';
import { type PairingProgress } from '@starling/broker';
import { type Logger, runInBackground } from '@starling/platform';
import { type SessionLease, type SessionStates } from '@starling/storage';
import { type SessionEvents } from '../events/session-events.js';
import { PairingSteps } from './pairing-steps.js';

type StateChange = Parameters<SessionStates['write']>[1];

export interface Announcement {
  readonly jid?: string | null;
  readonly codes?: readonly string[];
  readonly pairingCode?: string;
  readonly reason?: string;
  /** Written to the row together with the state. */
  readonly also?: StateChange;
  /** The session connects again without a request. */
  readonly isReconnecting?: boolean;
}

/**
 * Announces what happens to one session, in order: first in its row, then as the event `instance.state`. After the lease
 * is lost nothing is announced: the row does not take the write, and then no event is published.
 */
export class SessionAnnouncer {
  private last: InstanceState | undefined;
  private jid: string | null = null;
  private tail: Promise<void> = Promise.resolve();
  private readonly pairingSteps = new PairingSteps();

  constructor(
    private readonly lease: SessionLease,
    private readonly states: SessionStates,
    private readonly pairings: PairingProgress,
    private readonly events: SessionEvents,
    private readonly logger: Logger,
  ) {}

  /** A state that could not be written is logged; the next one replaces it. */
  announce(event: InstanceState, what: Announcement = {}): void {
    if (what.jid !== undefined) this.jid = what.jid;
    const isNews = event === 'qr_ready' || event !== this.last;
    this.last = event;
    const { jid } = this;
    this.enqueue(async () => {
      const isMine = await this.states.write(this.lease, {
        state: stateAfter(event, what.isReconnecting ?? false),
        awaitsPairing: event === 'qr_ready',
        isTemporarilyBanned: event === 'temp_banned',
        ...what.also,
      });
      if (!isMine || !isNews) return;
      this.showOnPages(event, what);
      const { instanceId, accountId, epoch } = this.lease;
      this.logger.info(
        {
          kind: 'session',
          instance: instanceId,
          account: accountId,
          epoch,
          event,
          reason: what.reason,
        },
        'session',
      );
      await this.events.state(this.lease, { ...what, state: event, jid });
    });
  }

  /** Writes a change that is not an event. */
  note(change: StateChange): void {
    this.enqueue(async () => void (await this.states.write(this.lease, change)));
  }

  /** Resolves when everything announced so far is written. */
  settled(): Promise<void> {
    return this.tail;
  }

  /** After the row, which says whether a code is of use. A write that fails leaves connect pages behind, and nothing else. */
  private showOnPages(event: InstanceState, what: Announcement): void {
    const step = this.pairingSteps.after(event, what);
    if (step) runInBackground('show a pairing', this.pairings.set(this.lease.instanceId, step));
  }

  private enqueue(work: () => Promise<void>): void {
    this.tail = this.tail.then(work).catch((error: unknown) => {
      this.logger.warn(
        { err: error, instance: this.lease.instanceId },
        'a state was not announced',
      );
    });
  }
}
