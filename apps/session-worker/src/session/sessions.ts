import { LOGGER, type Logger, Metrics, ProcessIdentity } from '@starling/platform';
import { type InstanceId, type SessionLease } from '@starling/storage';
import { Inject, Injectable } from '@nestjs/common';
import { Session } from './session.js';
import { type SessionPhase } from './session-machine.js';
import { SessionServices } from './session-services.js';

const PHASES: readonly SessionPhase[] = ['idle', 'pairing', 'opening', 'open', 'resting'];

const HAND_OVERS_AT_ONCE = 10;

/** The sessions that this worker owns; one per instance. */
@Injectable()
export class Sessions {
  private readonly owned = new Map<string, Session>();
  private readonly claiming = new Map<string, Promise<Session | undefined>>();

  constructor(
    private readonly services: SessionServices,
    private readonly identity: ProcessIdentity,
    metrics: Metrics,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    metrics.gauge('starling_sessions', 'Sessions owned by this worker', ['phase'], (gauge) => {
      const counts = this.phases();
      for (const phase of PHASES) gauge.set({ phase }, counts.get(phase) ?? 0);
    });
  }

  get count(): number {
    return this.owned.size;
  }

  get all(): readonly Session[] {
    return [...this.owned.values()];
  }

  find(instanceId: string): Session | undefined {
    return this.owned.get(instanceId);
  }

  /** The session of an instance; claimed for this command when no worker owns it. Undefined: another worker owns it. */
  async findOrClaim(instanceId: string): Promise<Session | undefined> {
    const known = this.owned.get(instanceId) ?? this.claiming.get(instanceId);
    if (known) return known;
    const claim = this.claim(instanceId).finally(() => this.claiming.delete(instanceId));
    this.claiming.set(instanceId, claim);
    return claim;
  }

  /** Opens a claimed session; an unpaired instance holds no connection and is released. */
  async restore(lease: SessionLease): Promise<void> {
    const session = this.adopt(lease);
    try {
      await session.load();
      if (session.isPaired) session.openSaved();
      else await session.settleUnpaired();
    } catch (error) {
      this.logger.warn({ err: error, instance: lease.instanceId }, 'not restored');
      session.drop();
    }
  }

  /** Releases all sessions, a few at a time, for other workers to claim. */
  async handOverAll(): Promise<void> {
    const left = this.all.values();
    const handOver = async () => {
      for (const session of left) {
        await session.handOver().catch((error: unknown) => {
          this.logger.warn({ err: error, instance: session.lease.instanceId }, 'hand-over');
          session.drop();
        });
      }
    };
    await Promise.all(Array.from({ length: HAND_OVERS_AT_ONCE }, handOver));
  }

  /** Ends all sessions at once and writes nothing: other workers may own them already. */
  dropAll(): void {
    for (const session of this.all) session.drop();
  }

  private async claim(instanceId: string): Promise<Session | undefined> {
    const ids = [instanceId as InstanceId];
    const [lease] = await this.services.storage.claims.claim(this.identity.id, ids, {
      evenUnwanted: true,
    });
    if (!lease) return undefined;
    const session = this.adopt(lease);
    await session.load();
    return session;
  }

  private adopt(lease: SessionLease): Session {
    this.owned.get(lease.instanceId)?.drop();
    const session = new Session(lease, this.services, (ended) => {
      if (this.owned.get(lease.instanceId) === ended) this.owned.delete(lease.instanceId);
    });
    this.owned.set(lease.instanceId, session);
    return session;
  }

  private phases(): ReadonlyMap<SessionPhase, number> {
    const counts = new Map<SessionPhase, number>();
    for (const { phase } of this.owned.values()) {
      counts.set(phase, (counts.get(phase) ?? 0) + 1);
    }
    return counts;
  }
}
