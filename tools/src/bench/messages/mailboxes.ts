import { until } from '@starling/testing';
import { type Contact, type Sandbox } from '@starling/whatsapp-sandbox';
import { type Lane } from './senders/drive.js';

/** What has not come by then never will. */
const LAST_LIMIT_MS = 15_000;

export interface Arrived {
  readonly lost: number;
  readonly repeated: number;
}

/** The contacts that are written to, and how often each text came to them. */
export class Mailboxes {
  private readonly arrivals = new Map<string, number>();

  constructor(private readonly sandbox: Sandbox) {}

  /** A contact for each lane; none is written to by two. */
  lanes(sessions: number, lanesEach: number): Lane[] {
    return Array.from({ length: sessions * lanesEach }, (_, index) => ({
      session: index % sessions,
      number: this.newContact().number,
    }));
  }

  /** Waits for the rest, then forgets all. */
  async settle(expected: number): Promise<Arrived> {
    const haveAll = () => this.arrivals.size >= expected;
    await until(haveAll, { limitMs: LAST_LIMIT_MS }).catch(() => undefined);
    const counts = [...this.arrivals.values()];
    this.arrivals.clear();
    return {
      lost: Math.max(0, expected - counts.length),
      repeated: counts.filter((count) => count > 1).length,
    };
  }

  private newContact(): Contact {
    const contact = this.sandbox.contacts.add();
    let isAcquainted = false;
    contact.handset.on('message', ({ message, from }) => {
      const text = message.extendedTextMessage?.text ?? message.conversation ?? '';
      this.arrivals.set(text, (this.arrivals.get(text) ?? 0) + 1);
      if (isAcquainted) return;
      // Until somebody answers, every message carries the whole key agreement again.
      isAcquainted = true;
      void contact.send({ account: from }, 'an answer');
    });
    return contact;
  }
}
