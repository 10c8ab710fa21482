import { until } from '@starling/testing';
import { type Contact, type Sandbox } from '@starling/whatsapp-sandbox';
import { type Lane } from './senders/drive.js';

/** A text that has not come by then counts as lost. */
const LAST_LIMIT_MS = 15_000;

export interface Arrived {
  readonly lost: number;
  readonly repeated: number;
}

/** The contacts that get messages, and how often each text arrived. */
export class Mailboxes {
  private readonly arrivals = new Map<string, number>();

  constructor(private readonly sandbox: Sandbox) {}

  /** Creates a contact for each lane, so that no contact gets messages of two lanes. */
  lanes(sessions: number, lanesEach: number): Lane[] {
    return Array.from({ length: sessions * lanesEach }, (_, index) => ({
      session: index % sessions,
      number: this.newContact().number,
    }));
  }

  /** Waits for the missing texts, and then starts again from zero. */
  async waitForAll(expected: number): Promise<Arrived> {
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
    let hasAnswered = false;
    contact.handset.on('message', ({ message, from }) => {
      const text = message.extendedTextMessage?.text ?? message.conversation ?? '';
      this.arrivals.set(text, (this.arrivals.get(text) ?? 0) + 1);
      if (hasAnswered) return;
      // Until the contact answers, every message contains the whole key agreement.
      hasAnswered = true;
      void contact.send({ account: from }, 'an answer');
    });
    return contact;
  }
}
