import { ControlMessages } from '@starling/broker';
import { LOGGER, type Logger } from '@starling/platform';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { Sessions } from './sessions.js';

/** What the gateway changed is applied to the sessions it concerns, without waiting for their next connection. */
@Injectable()
export class FollowChanges implements OnModuleInit {
  constructor(
    private readonly control: ControlMessages,
    private readonly sessions: Sessions,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onModuleInit(): void {
    this.control.on((message) => {
      if (message.about === 'account') return this.dropSuspended(message.accountId);
      const session = this.sessions.find(message.instanceId);
      if (!session) return;
      if (message.change === 'deleted') session.drop();
      if (message.change === 'settings') this.attempt(session.applySettings());
      if (message.change === 'events' || message.change === 'token') session.learnInterest();
    });
  }

  /** A suspended account loses its sessions; they come back by themselves when it is resumed. */
  private dropSuspended(accountId: string): void {
    for (const session of this.sessions.all) {
      if (session.lease.accountId === accountId) this.attempt(session.leaveIfSuspended());
    }
  }

  private attempt(work: Promise<void>): void {
    work.catch((error: unknown) => this.logger.warn({ err: error }, 'a change was not applied'));
  }
}
