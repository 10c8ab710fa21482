import { Logger } from '@nestjs/common';
import { type ProcessRole } from '@starling/contract';
import { type Inbox } from '../inbox/inbox.js';
import { type InboxWriter } from '../inbox/inbox-writer.js';
import { type Membership } from '../membership/membership.js';
import { type ControlMessage, decodeControl, encodeControl } from './control-message.js';

/** Called in the order of arrival. Must not block; what it starts may go on by itself. */
export type ControlHandler = (message: ControlMessage) => void;

/**
 * Notifies processes of changes, at most once and without a guarantee: a process that is just starting, or an outage of
 * Redis, is logged and never fails the change itself. Every cache therefore needs a time limit of its own.
 */
export class ControlMessages {
  private readonly logger = new Logger(ControlMessages.name);
  private readonly handlers: ControlHandler[] = [];

  constructor(
    private readonly inbox: Inbox,
    private readonly sender: InboxWriter,
    private readonly membership: Membership,
  ) {
    inbox.on('control', (entries) => {
      for (const { fields } of entries) {
        const message = decodeControl(fields);
        if (message) this.hand(message);
      }
    });
  }

  on(handler: ControlHandler): void {
    this.handlers.push(handler);
  }

  /** Resolves when Redis has taken the message, or will not. This process itself hears it before the call returns. */
  async toProcess(processId: string, message: ControlMessage): Promise<void> {
    if (processId === this.inbox.processId) return this.hand(message);
    try {
      const outcome = await this.sender.send(processId, 'control', encodeControl(message), '');
      if (outcome === 'no_such_process') this.logUnreached(processId, message, outcome);
    } catch (error) {
      this.logUnreached(processId, message, error);
    }
  }

  toRole(role: ProcessRole, message: ControlMessage): Promise<void> {
    return this.toRoles([role], message);
  }

  /** Every living process of these roles. */
  async toRoles(roles: readonly ProcessRole[], message: ControlMessage): Promise<void> {
    // Not by way of the member list: it needs Redis, and what is remembered here must be forgotten in any case.
    const ownId = this.inbox.processId;
    if (roles.includes(this.membership.identity.role)) this.hand(message);
    try {
      const members = await this.membership.members();
      const others = members.filter(({ id, role }) => id !== ownId && roles.includes(role));
      await Promise.all(others.map(({ id }) => this.toProcess(id, message)));
    } catch (error) {
      this.logUnreached(roles.join(', '), message, error);
    }
  }

  private hand(message: ControlMessage): void {
    for (const handler of this.handlers) {
      try {
        handler(message);
      } catch (error) {
        this.logger.error({ ...message, err: error }, 'A control message was not acted upon');
      }
    }
  }

  private logUnreached(whom: string, message: ControlMessage, reason: unknown): void {
    this.logger.warn(`${whom} did not get ${JSON.stringify(message)}: ${String(reason)}`);
  }
}
