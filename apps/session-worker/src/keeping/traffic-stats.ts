import { LOGGER, type Logger, ProcessIdentity } from '@starling/platform';
import { type SessionLease, SessionStates } from '@starling/storage';
import { Inject, Injectable } from '@nestjs/common';
import { Sessions } from '../session/sessions.js';

const NOTE_EVERY_MS = 15_000;

/** For operators: when each session last heard from WhatsApp, written for all of them at once. */
@Injectable()
export class TrafficStats {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly sessions: Sessions,
    private readonly identity: ProcessIdentity,
    private readonly states: SessionStates,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  start(): void {
    this.timer = setInterval(() => {
      this.write().catch((error: unknown) => {
        this.logger.warn({ err: error }, 'the last traffic was not noted');
      });
    }, NOTE_EVERY_MS);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private async write(): Promise<void> {
    const now = Date.now();
    const traffic = this.sessions.all.flatMap(({ lease, openConnection }) =>
      openConnection ? [trafficOf(lease, now - openConnection.silentMs)] : [],
    );
    if (traffic.length > 0) await this.states.noteTraffic(this.identity.id, traffic);
  }
}

const trafficOf = ({ instanceId, epoch }: SessionLease, at: number) => ({
  instanceId,
  epoch,
  at: new Date(at),
});
