import {
  type BaileysEventMap,
  type BinaryNode,
  type Contact,
  type GroupMetadata,
  isLidUser,
  isPnUser,
  type WAMessage,
} from '@whiskeysockets/baileys';
import { plainJid } from '@starling/domain';
import { type ContactNote, type LidPair } from '../port/session-store.js';
import { GroupNames } from './group-names.js';
import { People } from './people.js';
import { nameOf, type Names, type Person, takeNames } from './person.js';
import { pairOf, pairsInStanza } from './stanza-pairs.js';

type Events = BaileysEventMap;

/** What was learnt and is not stored yet. */
export interface AddressNews {
  readonly contacts?: readonly ContactNote[];
  readonly pairs?: readonly LidPair[];
}

export type FindPeople = (addresses: readonly string[]) => Promise<readonly ContactNote[]>;

/** Addresses that storage was asked for without success; the oldest is asked again. */
const MAX_UNKNOWN = 5_000;

/**
 * Who is who for one session: names, both addresses of users, and subjects of groups. It learns from every stanza and
 * every event, keeps the newest in memory, and reads the others from storage on `recall`.
 */
export class AddressBook {
  private readonly people = new People();
  private readonly groups = new GroupNames();
  private readonly unknown = new Set<string>();
  private connection = 1;

  /** `find` reads what earlier owners of the session have stored. */
  constructor(private readonly find: FindPeople = () => Promise.resolve([])) {}

  phoneOf = (lid: string): string | undefined => this.people.find(lid)?.phone;
  lidOf = (phoneJid: string): string | undefined => this.people.find(phoneJid)?.lid;
  nameOf = (jid: string): string => {
    const person = this.people.find(jid);
    return person ? nameOf(person) : this.groups.nameOf(jid);
  };
  isCommunityAnnouncement = (groupJid: string): boolean => this.groups.isAnnouncement(groupJid);

  /** The other address of a user, as far as it is in memory. */
  otherOf = (jid: string): string | undefined => {
    const person = this.people.find(jid);
    return isLidUser(jid) ? person?.phone : person?.lid;
  };

  /** True when `recall` may find more of this address than memory holds. */
  isWorthRecalling(jid: string): boolean {
    if (!isPnUser(jid) && !isLidUser(jid)) return false;
    return !this.unknown.has(jid) && !this.otherOf(jid);
  }

  /** A new connection began: facts that the former one failed to store are stored when they come again. */
  connected(): void {
    this.connection += 1;
    this.groups.connected();
  }

  /** Undefined when the group is known, or was asked for without success. Resolves when it is known or late. */
  askGroup(
    groupJid: string,
    askWhatsApp: (groupJid: string) => Promise<GroupMetadata>,
  ): Promise<void> | undefined {
    return this.groups.ask(groupJid, askWhatsApp);
  }

  /** Reads users from storage. It never rejects: what cannot be read stays unknown. */
  async recall(addresses: readonly string[]): Promise<void> {
    const users = [...new Set(addresses)].filter((jid) => this.isWorthRecalling(jid));
    if (users.length === 0) return;
    const found = await this.find(users).catch(() => undefined);
    if (!found) return;
    this.remember(found);
    for (const jid of users) {
      this.unknown.add(jid);
      const [oldest] = this.unknown;
      if (this.unknown.size > MAX_UNKNOWN && oldest) this.unknown.delete(oldest);
    }
  }

  /** What is stored already: it makes no news. */
  remember(contacts: readonly ContactNote[]): void {
    for (const { jid, lid, ...names } of contacts) {
      const pair = pairOf(jid, lid);
      const person = pair ? this.people.joinStored(pair) : this.people.get(jid);
      takeNames(person, names);
      if (pair && person.lid === pair.lid) person.pairStoredOn = Infinity;
    }
  }

  learnStanza(stanza: BinaryNode): AddressNews | undefined {
    const pairs = pairsInStanza(stanza);
    return pairs.length > 0 ? this.learnPairs(pairs) : undefined;
  }

  learn<E extends keyof Events>(event: E, data: Events[E]): AddressNews | undefined {
    switch (event) {
      case 'contacts.upsert':
      case 'contacts.update':
        return this.learnContacts(data as Events['contacts.update']);
      case 'messaging-history.set': {
        const { contacts, lidPnMappings = [] } = data as Events['messaging-history.set'];
        const pairs = lidPnMappings.flatMap(({ lid, pn }) => pairOf(lid, pn) ?? []);
        return { ...this.learnPairs(pairs), ...this.learnContacts(contacts) };
      }
      case 'lid-mapping.update': {
        const { lid, pn } = data as Events['lid-mapping.update'];
        const pair = pairOf(lid, pn);
        return pair && this.learnPairs([pair]);
      }
      case 'groups.upsert':
      case 'groups.update':
        for (const group of data as Events['groups.update']) this.groups.learn(group);
        return undefined;
      case 'messages.upsert':
        return this.learnMessages((data as Events['messages.upsert']).messages);
      default:
        return undefined;
    }
  }

  /** The person that a message was sent to is a contact from then on. */
  learnRecipient({ key: { remoteJid, remoteJidAlt } }: WAMessage): AddressNews | undefined {
    return pairOf(remoteJid, remoteJidAlt) && this.contactNews([[remoteJid, remoteJidAlt, {}]]);
  }

  private learnContacts(contacts: readonly Partial<Contact>[]): AddressNews {
    return this.contactNews(
      contacts.map(({ id, lid, phoneNumber, name, notify, verifiedName }) => {
        if (id && (name || verifiedName))
          this.groups.rename(plainJid(id), name || verifiedName || '');
        const names = { fullName: name, pushName: notify, businessName: verifiedName };
        return [id, phoneNumber ?? lid, names];
      }),
    );
  }

  /** What people call themselves comes with every message. */
  private learnMessages(messages: readonly WAMessage[]): AddressNews {
    return this.contactNews(
      messages.map(({ key, pushName, verifiedBizName }) => {
        if (key.fromMe) return [undefined, undefined, {}];
        const isInGroup = Boolean(key.participant);
        return [
          isInGroup ? key.participant : key.remoteJid,
          isInGroup ? key.participantAlt : key.remoteJidAlt,
          { pushName, businessName: verifiedBizName },
        ];
      }),
    );
  }

  private learnPairs(pairs: readonly LidPair[]): AddressNews {
    const news = pairs.filter((pair) => this.takePair(pair));
    return news.length > 0 ? { pairs: news } : {};
  }

  /** True when it has to be stored. */
  private takePair(pair: LidPair): boolean {
    this.unknown.delete(pair.lid);
    this.unknown.delete(pair.phoneJid);
    const person = this.people.join(pair);
    if (person.pairStoredOn >= this.connection) return false;
    person.pairStoredOn = this.connection;
    return true;
  }

  private contactNews(
    facts: readonly (readonly [
      one: string | null | undefined,
      other: string | null | undefined,
      names: Loose,
    ])[],
  ): AddressNews {
    const contacts = facts.flatMap(([one, other, names]) => {
      const jid = one ? plainJid(one) : '';
      if (!isPnUser(jid) && !isLidUser(jid)) return [];
      return this.takeContact(jid, pairOf(jid, other), known(names)) ?? [];
    });
    return contacts.length > 0 ? { contacts } : {};
  }

  private takeContact(
    jid: string,
    pair: LidPair | undefined,
    names: Names,
  ): ContactNote | undefined {
    const isNewPair = pair !== undefined && this.takePair(pair);
    const person = this.people.get(jid);
    const isNewName = takeNames(person, names);
    if (!isNewPair && !isNewName && person.contactStoredOn === this.connection) return undefined;
    person.contactStoredOn = this.connection;
    return { ...addressesOf(person), ...names };
  }
}

type Loose = { readonly [K in keyof Names]: string | null | undefined };

const known = (names: Loose): Names =>
  Object.fromEntries(Object.entries(names).filter(([, name]) => name));

const addressesOf = ({ phone, lid }: Person): Pick<ContactNote, 'jid' | 'lid'> => ({
  jid: phone ?? lid ?? '',
  ...(lid && { lid }),
});
