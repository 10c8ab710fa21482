import { type BaileysEventMap, type WAMessage } from '@whiskeysockets/baileys';
import { type ContactNote, type MemoryWrite, type MessageUpdate } from '../session-memory.js';
import { ContactNotes } from './keep-contacts.js';
import { keepReceipts, keepUpdates } from './keep-statuses.js';
import { type EmittedEvent } from './socket-setup.js';

type Map = BaileysEventMap;

const ofContacts = (contacts: readonly ContactNote[]): MemoryWrite | undefined =>
  contacts.length > 0 ? { contacts } : undefined;
const ofUpdates = (updates: readonly MessageUpdate[]): MemoryWrite | undefined =>
  updates.length > 0 ? { updates } : undefined;

/** What is kept of events beside messages: who is who, and how far messages have come. */
export class KeptFacts {
  private readonly contacts = new ContactNotes();

  of<E extends EmittedEvent>(event: E, data: Map[E]): MemoryWrite | undefined {
    switch (event) {
      case 'contacts.upsert':
      case 'contacts.update':
        return ofContacts(this.contacts.ofContacts(data as Map['contacts.update']));
      case 'messaging-history.set':
        return ofContacts(
          this.contacts.ofContacts((data as Map['messaging-history.set']).contacts),
        );
      case 'lid-mapping.update':
        return ofContacts(this.contacts.ofPair(data as Map['lid-mapping.update']));
      case 'messages.update':
        return ofUpdates(keepUpdates(data as Map['messages.update']));
      case 'message-receipt.update':
        return ofUpdates(keepReceipts(data as Map['message-receipt.update']));
      default:
        return undefined;
    }
  }

  ofReceived(messages: readonly WAMessage[]): MemoryWrite | undefined {
    return ofContacts(this.contacts.ofMessages(messages));
  }

  ofSent(message: WAMessage): MemoryWrite | undefined {
    return ofContacts(this.contacts.ofRecipient(message));
  }
}
