import {
  type Contact,
  isLidUser,
  isPnUser,
  type LIDMapping,
  type WAMessage,
} from '@whiskeysockets/baileys';
import { plainJid } from '@starling/domain';
import { LRUCache } from 'lru-cache';
import { type ContactNote } from '../session-memory.js';

const MOST_REMEMBERED = 2_000;

/** Who is who of one connection: what has not been noted before. */
export class ContactNotes {
  private readonly noted = new LRUCache<string, string>({ max: MOST_REMEMBERED });

  ofContacts(contacts: readonly Partial<Contact>[]): ContactNote[] {
    return this.news(
      contacts.map(({ id, lid, phoneNumber, name, notify, verifiedName }) => ({
        ...addresses(id, phoneNumber ?? lid),
        ...(name && { fullName: name }),
        ...(notify && { pushName: notify }),
        ...(verifiedName && { businessName: verifiedName }),
      })),
    );
  }

  /** People call themselves something in every message. */
  ofMessages(messages: readonly WAMessage[]): ContactNote[] {
    return this.news(
      messages.map(({ key, pushName, verifiedBizName }) => {
        if (key.fromMe) return {};
        const author = key.participant || key.remoteJid;
        return {
          ...addresses(author, key.participant ? key.participantAlt : key.remoteJidAlt),
          ...(pushName && { pushName }),
          ...(verifiedBizName && { businessName: verifiedBizName }),
        };
      }),
    );
  }

  /** Whoever was written to, as soon as both addresses are known. */
  ofRecipient({ key: { remoteJid, remoteJidAlt } }: WAMessage): ContactNote[] {
    return remoteJid && remoteJidAlt ? this.news([addresses(remoteJid, remoteJidAlt)]) : [];
  }

  ofPair({ lid, pn }: LIDMapping): ContactNote[] {
    return this.news([addresses(pn, lid)]);
  }

  private news(notes: readonly Partial<ContactNote>[]): ContactNote[] {
    return notes.filter((note): note is ContactNote => {
      if (!note.jid) return false;
      const said = JSON.stringify(note);
      if (this.noted.get(note.jid) === said) return false;
      this.noted.set(note.jid, said);
      return true;
    });
  }
}

/** Only people: no groups, no channels. */
function addresses(
  one: string | null | undefined,
  other: string | null | undefined,
): Partial<ContactNote> {
  const known = [one, other].map((jid) => (jid ? plainJid(jid) : ''));
  const phone = known.find((jid) => isPnUser(jid));
  const lid = known.find((jid) => isLidUser(jid));
  const jid = phone ?? lid;
  return jid ? { jid, ...(lid && { lid }) } : {};
}
