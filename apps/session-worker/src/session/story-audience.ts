import { Contacts, type SessionLease } from '@starling/storage';
import { Injectable } from '@nestjs/common';
import { SessionEvents } from '../events/session-events.js';

/** WhatsApp needs the list of people who may see a story: all contacts with a known number, and the own phone. */
@Injectable()
export class StoryAudience {
  constructor(
    private readonly contacts: Contacts,
    private readonly events: SessionEvents,
  ) {}

  async of(lease: SessionLease): Promise<readonly string[]> {
    const known = await this.contacts.phones(lease.scope, lease.instanceId);
    const own = this.events.books.ownOf(lease);
    return [...new Set([...known, ...(own.jid ? [own.jid] : [])])];
  }
}
