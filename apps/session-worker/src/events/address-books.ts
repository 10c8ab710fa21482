import { Contacts, type KnownPerson, type SessionLease } from '@starling/storage';
import { isLidJid } from '@starling/domain';
import {
  AddressBook,
  addressesOf,
  contextOf,
  type OwnIdentity,
  type TranslationContext,
} from '@starling/whatsapp';
import { Injectable } from '@nestjs/common';

/** Before the first connection has opened. */
const UNKNOWN: OwnIdentity = { jid: '', lid: null, name: '' };
/** The most recently used. More would cost idle sessions megabytes; the others are read again when they are needed. */
const MAX_REMEMBERED = 1_000;

type Lease = Pick<SessionLease, 'scope' | 'instanceId'>;

/** The own account and the address book of each session. */
@Injectable()
export class AddressBooks {
  private readonly books = new Map<string, AddressBook>();
  private readonly owners = new Map<string, OwnIdentity>();

  constructor(private readonly contacts: Contacts) {}

  /** Starts with what former owners of the session have stored. */
  async open(lease: SessionLease): Promise<void> {
    const book = this.newBook(lease);
    this.books.set(lease.instanceId, book);
    const known = await this.contacts.latest(lease.scope, lease.instanceId, MAX_REMEMBERED);
    book.remember(known.map(noteOf));
  }

  close({ instanceId }: SessionLease): void {
    this.books.delete(instanceId);
    this.owners.delete(instanceId);
  }

  introduce({ instanceId }: SessionLease, own: OwnIdentity): void {
    this.owners.set(instanceId, own);
  }

  rename({ instanceId }: SessionLease, name: string): void {
    const own = this.owners.get(instanceId);
    if (own) this.owners.set(instanceId, { ...own, name });
  }

  /** The address book of a session; for a session that is not open here a new and empty one. */
  bookOf(lease: Lease): AddressBook {
    return this.books.get(lease.instanceId) ?? this.newBook(lease);
  }

  private newBook({ scope, instanceId }: Lease): AddressBook {
    return new AddressBook(async (addresses) =>
      (await this.contacts.findAll(scope, instanceId, addresses)).map(noteOf),
    );
  }

  /** What memory holds. `onMiss` is called for addresses of which storage may know more. */
  contextOf(lease: Lease, onMiss?: (address: string) => void): TranslationContext {
    return contextOf(this.bookOf(lease), this.ownOf(lease), onMiss);
  }

  ownOf({ instanceId }: Lease): OwnIdentity {
    return this.owners.get(instanceId) ?? UNKNOWN;
  }

  /** Builds a reply, and builds it again when storage knew people who were not in memory. */
  async describe<Reply>(
    lease: Lease,
    build: (context: TranslationContext) => Reply,
  ): Promise<Reply> {
    const missed: string[] = [];
    const reply = build(this.contextOf(lease, (address) => missed.push(address)));
    if (missed.length === 0) return reply;
    await this.bookOf(lease).recall(missed);
    return build(this.contextOf(lease));
  }

  /** Resolves with a function that maps each of `jids` to the phone's address if it is known, and else to itself. */
  async phoneFirst(lease: Lease, jids: readonly string[]): Promise<(jid: string) => string> {
    await this.bookOf(lease).recall(jids.filter((jid) => isLidJid(jid)));
    const context = this.contextOf(lease);
    return (jid) => (isLidJid(jid) ? addressesOf(jid, undefined, context).jid : jid);
  }

  /** Both addresses of a user, the phone's first; for everything else the address itself. */
  async addressesOf(lease: Lease, jid: string): Promise<readonly [string, ...string[]]> {
    const book = this.bookOf(lease);
    await book.recall([jid]);
    const other = book.otherOf(jid);
    if (!other) return [jid];
    return isLidJid(jid) ? [other, jid] : [jid, other];
  }
}

const noteOf = ({
  jid,
  lid,
  fullName,
  pushName,
  businessName,
}: Omit<KnownPerson, 'isContact'>) => ({
  jid,
  ...(lid && { lid }),
  fullName,
  pushName,
  businessName,
});
