import { NotOwnerError } from '@starling/broker';
import { ContractError } from '@starling/contract';
import { SendingRest } from '@starling/domain';
import { Lifecycle, LOGGER, type Logger, Metrics, runInBackground } from '@starling/platform';
import { Pacings, type SessionLease } from '@starling/storage';
import { type Answer, type EngineSocket } from '@starling/whatsapp';
import { Inject, Injectable } from '@nestjs/common';
import { Sessions } from '../session/sessions.js';
import { PacedLine } from './paced-line.js';

/** How one session sends. It is remembered as long as the lease: through reconnections, not through changes of owner. */
interface Paced {
  readonly line: PacedLine;
  readonly rest: SendingRest;
  /** The connection it has heard of last. */
  socket?: EngineSocket | undefined;
  /** The bound is known. */
  known: Promise<void>;
}

export interface PacedSend {
  readonly lease: SessionLease;
  readonly socket: EngineSocket;
  readonly signal: AbortSignal;
}

/** Keeps sessions to the pace that the operator has set, and quiet while WhatsApp does not want to hear of them. */
@Injectable()
export class Pacing {
  private readonly sessionsPaced = new WeakMap<SessionLease, Paced>();
  private readonly busy = new Set<PacedLine>();
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
      'Times that a session stopped sending because WhatsApp refused its messages or asked for patience',
      ['why'],
    );
    metrics.gauge('starling_sends_waiting', 'Messages that wait for their turn', [], (gauge) => {
      gauge.set([...this.busy].reduce((sum, { length }) => sum + length, 0));
    });
    // After the sessions were handed over: who waited is asked for again where they went.
    lifecycle.onStop('drain', 'paced sends', () => {
      for (const line of this.busy) line.end(new NotOwnerError());
    });
  }

  /** Asked before anything is spent on a message. Throws `WhatsAppRateLimit`. */
  async ensureRoom(send: PacedSend): Promise<void> {
    const { line, rest } = await this.of(send);
    ensureAwake(rest);
    line.ensureRoom();
  }

  /**
   * Waits for its turn, and returns the socket to send through: that of before may have closed meanwhile. Throws
   * `WhatsAppRateLimit`, `InstanceNotConnected`, or `NotOwnerError` when the session is somebody else's by then.
   */
  async turn(send: PacedSend): Promise<EngineSocket> {
    const { lease, signal } = send;
    const { line, rest } = await this.of(send);
    ensureAwake(rest);
    this.busy.add(line);
    try {
      await line.turn(signal);
    } finally {
      if (line.length === 0) this.busy.delete(line);
    }
    ensureAwake(rest);
    const session = this.sessions.find(lease.instanceId);
    if (session?.lease !== lease) throw new NotOwnerError();
    const socket = session.openSocket;
    if (!socket) throw new ContractError('InstanceNotConnected');
    if (socket !== send.socket) await this.of({ ...send, socket });
    return socket;
  }

  /** The operator may have changed it. Who has sent nothing yet learns it when it does. */
  async refresh(lease: SessionLease): Promise<void> {
    const paced = this.sessionsPaced.get(lease);
    if (paced) await this.learn(lease, paced);
  }

  /** Read with the first message of each connection, so that a notice that got lost is made up for. */
  private async of({ lease, socket }: PacedSend): Promise<Paced> {
    const paced = this.sessionsPaced.get(lease) ?? unpaced();
    this.sessionsPaced.set(lease, paced);
    if (paced.socket !== socket) {
      paced.socket = socket;
      socket.messages.onAnswer((answer) => this.heard(lease, paced, answer));
      runInBackground('read the pace of an instance', this.learn(lease, paced));
    }
    await paced.known;
    return paced;
  }

  /** One look after the other: the last one sees the newest. After one that failed the next message looks again. */
  private learn({ instanceId }: SessionLease, paced: Paced): Promise<void> {
    const look = async () => paced.line.change(await this.pacings.find(instanceId));
    paced.known = paced.known.then(look, look);
    paced.known.catch(() => (paced.socket = undefined));
    return paced.known;
  }

  private heard({ instanceId, accountId }: SessionLease, { rest }: Paced, answer: Answer): void {
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
  line: new PacedLine(),
  rest: new SendingRest(),
  known: Promise.resolve(),
});

function ensureAwake(rest: SendingRest): void {
  if (!rest.isOver(performance.now())) throw new ContractError('WhatsAppRateLimit');
}
