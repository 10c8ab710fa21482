import { NotOwnerError } from '@starling/broker';
import { ContractError } from '@starling/contract';
import { SendingRest } from '@starling/domain';
import { Lifecycle, LOGGER, type Logger, Metrics, runInBackground } from '@starling/platform';
import { Pacings, type SessionLease } from '@starling/storage';
import { type Answer, type EngineConnection } from '@starling/whatsapp';
import { Inject, Injectable } from '@nestjs/common';
import { Sessions } from '../session/sessions.js';
import { SendQueue } from './send-queue.js';

/** The sending state of one session. It lives as long as the lease: reconnections keep it, a change of owner does not. */
interface Paced {
  readonly queue: SendQueue;
  readonly rest: SendingRest;
  /** The connection whose answers are counted. */
  connection?: EngineConnection | undefined;
  /** Resolves when the pace is read. */
  known: Promise<void>;
}

export interface PacedSend {
  readonly lease: SessionLease;
  readonly connection: EngineConnection;
  readonly signal: AbortSignal;
}

/** Keeps sessions to the pace that the operator has set, and stops them while WhatsApp refuses their messages. */
@Injectable()
export class Pacing {
  private readonly sessionsPaced = new WeakMap<SessionLease, Paced>();
  private readonly busy = new Set<SendQueue>();
  private readonly rests;

  constructor(
    private readonly sessions: Sessions,
    private readonly pacings: Pacings,
    lifecycle: Lifecycle,
    metrics: Metrics,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.rests = metrics.counter(
      'starling_sending_rests_total',
      'Times that a session stopped sending because WhatsApp refused its messages or limited the rate',
      ['why'],
    );
    metrics.gauge(
      'starling_sends_waiting',
      'Messages that wait for a permit to be sent',
      [],
      (gauge) => {
        gauge.set([...this.busy].reduce((sum, { length }) => sum + length, 0));
      },
    );
    // After the sessions were handed over: waiting sends are repeated at the new owner.
    lifecycle.onStop('drain', 'paced sends', () => {
      for (const queue of this.busy) queue.end(new NotOwnerError());
    });
  }

  /** Called before any work is done for a message. Throws `WhatsAppRateLimit`. */
  async ensureRoom(send: PacedSend): Promise<void> {
    const { queue, rest } = await this.of(send);
    ensureAwake(rest);
    queue.ensureRoom();
  }

  /**
   * Waits for the permit, and returns the connection to send through: the former one may have closed meanwhile. Throws
   * `WhatsAppRateLimit`, `InstanceNotConnected`, or `NotOwnerError` when another worker owns the session by then.
   */
  async waitForPermit(send: PacedSend): Promise<EngineConnection> {
    const { lease, signal } = send;
    const { queue, rest } = await this.of(send);
    ensureAwake(rest);
    this.busy.add(queue);
    try {
      await queue.waitForPermit(signal);
    } finally {
      if (queue.length === 0) this.busy.delete(queue);
    }
    ensureAwake(rest);
    const session = this.sessions.find(lease.instanceId);
    if (session?.lease !== lease) throw new NotOwnerError();
    const connection = session.openConnection;
    if (!connection) throw new ContractError('InstanceNotConnected');
    if (connection !== send.connection) await this.of({ ...send, connection });
    return connection;
  }

  /** Reads the pace again after a change. A session that has sent nothing reads it with its first message. */
  async refresh(lease: SessionLease): Promise<void> {
    const paced = this.sessionsPaced.get(lease);
    if (paced) await this.learn(lease, paced);
  }

  /** The pace is read with the first message of each connection, in case a notice was lost. */
  private async of({ lease, connection }: PacedSend): Promise<Paced> {
    const paced = this.sessionsPaced.get(lease) ?? unpaced();
    this.sessionsPaced.set(lease, paced);
    if (paced.connection !== connection) {
      paced.connection = connection;
      connection.messages.onAnswer((answer) => this.onAnswer(lease, paced, answer));
      runInBackground('read the pace of an instance', this.learn(lease, paced));
    }
    await paced.known;
    return paced;
  }

  /** Serialised, so the last refresh wins. A failed read is repeated with the next message. */
  private learn({ instanceId }: SessionLease, paced: Paced): Promise<void> {
    const look = async () => paced.queue.change(await this.pacings.find(instanceId));
    paced.known = paced.known.then(look, look);
    paced.known.catch(() => (paced.connection = undefined));
    return paced.known;
  }

  private onAnswer({ instanceId, accountId }: SessionLease, { rest }: Paced, answer: Answer): void {
    const nowMs = performance.now();
    if (answer === 'accepted') return rest.accepted(nowMs);
    if (answer === 'refused') return;
    const begins = answer === 'unwelcome' ? rest.refused(nowMs) : rest.throttled(nowMs);
    if (!begins) return;
    this.rests.inc({ why: answer });
    const ids = { instance: instanceId, account: accountId };
    this.logger.warn({ kind: 'sending_rest', ...ids, why: answer }, 'nothing is sent for a while');
  }
}

const unpaced = (): Paced => ({
  queue: new SendQueue(),
  rest: new SendingRest(),
  known: Promise.resolve(),
});

function ensureAwake(rest: SendingRest): void {
  if (!rest.isOver(performance.now())) throw new ContractError('WhatsAppRateLimit');
}
