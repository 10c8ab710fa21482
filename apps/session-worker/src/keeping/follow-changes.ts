import { ControlMessages, type InstanceChange } from '@starling/broker';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Pacing } from '../message/pacing.js';
import { type Session } from '../session/session.js';
import { SessionServices } from '../session/session-services.js';
import { Sessions } from '../session/sessions.js';

/** Applies changes that the gateway made to open sessions, without waiting for their next connection. */
@Injectable()
export class FollowChanges implements OnModuleInit {
  constructor(
    private readonly control: ControlMessages,
    private readonly sessions: Sessions,
    private readonly services: SessionServices,
    private readonly pacing: Pacing,
  ) {}

  onModuleInit(): void {
    this.control.on((message) => {
      if (message.about === 'account') return this.followAccount(message.accountId);
      const session = this.sessions.find(message.instanceId);
      if (session) this.follow(session, message.change);
    });
  }

  private follow(session: Session, change: InstanceChange): void {
    switch (change) {
      case 'deleted':
        return session.drop();
      case 'settings':
        this.attempt(this.pacing.refresh(session.lease));
        return this.attempt(this.applySettings(session));
      case 'events':
      case 'token':
        return this.services.events.refresh(session.lease);
    }
  }

  /**
   * A suspended account loses its sessions; they come back by themselves when it is resumed. Sessions that stay learn
   * how long the account keeps its events now.
   */
  private followAccount(accountId: string): void {
    for (const session of this.sessions.all) {
      if (session.lease.accountId !== accountId) continue;
      this.services.events.refresh(session.lease);
      this.attempt(this.leaveIfSuspended(session));
    }
  }

  private async applySettings(session: Session): Promise<void> {
    const settings = await this.services.storage.settingsOf(session.lease);
    await session.policy.change(settings, session.openConnection);
  }

  private async leaveIfSuspended(session: Session): Promise<void> {
    if (await this.services.storage.isServed(session.lease)) return;
    await session.leave('account suspended');
  }

  private attempt(work: Promise<void>): void {
    work.catch((error: unknown) => {
      this.services.report.logger.warn({ err: error }, 'a change was not applied');
    });
  }
}
