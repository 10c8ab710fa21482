import { isLidJid, isPhoneJid, plainJid, type ContactNote, type LidPair } from '@starling/domain';
import { type GroupFact, GroupNames } from './group-names.js';
import { People } from './people.js';
import { nameOf, type Names, type Person, takeNames } from './person.js';
import { pairOf } from './lid-pair.js';

/** What was learnt and is not stored yet. */
export interface AddressNews {
  readonly contacts?: readonly ContactNote[];
  readonly pairs?: readonly LidPair[];
}

/** A user as WhatsApp names them; empty names say nothing. */
export interface PersonFact {
  readonly jid: string | null | undefined;
  readonly otherJid?: string | null | undefined;
  readonly names: LooseNames;
}

type LooseNames = { readonly [K in keyof Names]?: string | null | undefined };

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
    return isLidJid(jid) ? person?.phone : person?.lid;
  };

  /** True when `recall` may find more of this address than memory holds. */
  isWorthRecalling(jid: string): boolean {
    if (!isPhoneJid(jid) && !isLidJid(jid)) return false;
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
    askWhatsApp: (groupJid: string) => Promise<GroupFact>,
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

  learnGroup(group: GroupFact): void {
    this.groups.learn(group);
  }

  /** A channel or a group that WhatsApp names in the list of contacts. */
  renameGroup(jid: string, subject: string): void {
    this.groups.rename(jid, subject);
  }

  learnPairs(pairs: readonly LidPair[]): AddressNews {
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

  learnPeople(facts: readonly PersonFact[]): AddressNews {
    const contacts = facts.flatMap(({ jid: one, otherJid, names }) => {
      const jid = one ? plainJid(one) : '';
      if (!isPhoneJid(jid) && !isLidJid(jid)) return [];
      return this.takeContact(jid, pairOf(jid, otherJid), known(names)) ?? [];
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

const known = (names: LooseNames): Names =>
  Object.fromEntries(Object.entries(names).filter(([, name]) => name));

const addressesOf = ({ phone, lid }: Person): Pick<ContactNote, 'jid' | 'lid'> => ({
  jid: phone ?? lid ?? '',
  ...(lid && { lid }),
});
