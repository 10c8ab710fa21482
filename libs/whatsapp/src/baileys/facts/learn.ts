import { plainJid } from '@starling/domain';
import { type BaileysEventMap, type Contact, type WAMessage } from '@whiskeysockets/baileys';
import {
  type AddressBook,
  type AddressNews,
  type PersonFact,
} from '../../address-book/address-book.js';
import { pairOf } from '../../address-book/lid-pair.js';

type Events = BaileysEventMap;

/** Hands to the address book what an event says about people and groups. */
export function learnEvent<E extends keyof Events>(
  book: AddressBook,
  event: E,
  data: Events[E],
): AddressNews | undefined {
  switch (event) {
    case 'contacts.upsert':
    case 'contacts.update':
      return learnContacts(book, data as Events['contacts.update']);
    case 'messaging-history.set': {
      const { contacts, lidPnMappings = [] } = data as Events['messaging-history.set'];
      const pairs = lidPnMappings.flatMap(({ lid, pn }) => pairOf(lid, pn) ?? []);
      return { ...book.learnPairs(pairs), ...learnContacts(book, contacts) };
    }
    case 'lid-mapping.update': {
      const { lid, pn } = data as Events['lid-mapping.update'];
      const pair = pairOf(lid, pn);
      return pair && book.learnPairs([pair]);
    }
    case 'groups.upsert':
    case 'groups.update':
      for (const group of data as Events['groups.update']) book.learnGroup(groupFact(group));
      return undefined;
    case 'messages.upsert':
      return book.learnPeople((data as Events['messages.upsert']).messages.map(authorFact));
    default:
      return undefined;
  }
}

/** The person that a message was sent to is a contact from then on. */
export function learnRecipient(
  book: AddressBook,
  { key: { remoteJid, remoteJidAlt } }: WAMessage,
): AddressNews | undefined {
  if (!pairOf(remoteJid, remoteJidAlt)) return undefined;
  return book.learnPeople([{ jid: remoteJid, otherJid: remoteJidAlt, names: {} }]);
}

export const groupFact = ({
  id,
  subject,
  isCommunityAnnounce,
}: Events['groups.update'][number]) => ({
  jid: id ?? '',
  subject: subject ?? '',
  isAnnouncement: isCommunityAnnounce,
});

function learnContacts(book: AddressBook, contacts: readonly Partial<Contact>[]): AddressNews {
  for (const { id, name, verifiedName } of contacts) {
    if (id) book.renameGroup(plainJid(id), name || verifiedName || '');
  }
  return book.learnPeople(
    contacts.map(({ id, lid, phoneNumber, name, notify, verifiedName }) => ({
      jid: id,
      otherJid: phoneNumber ?? lid,
      names: { fullName: name, pushName: notify, businessName: verifiedName },
    })),
  );
}

/** Every message carries the name that its author chose. */
function authorFact({ key, pushName, verifiedBizName }: WAMessage): PersonFact {
  if (key.fromMe) return { jid: undefined, names: {} };
  const names = { pushName, businessName: verifiedBizName };
  return key.participant
    ? { jid: key.participant, otherJid: key.participantAlt, names }
    : { jid: key.remoteJid, otherJid: key.remoteJidAlt, names };
}
