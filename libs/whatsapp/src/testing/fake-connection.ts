import { EventFeed } from '../events/event-feed.js';
import { type ConnectionClose } from '../port/connection-close.js';
import {
  type ChatActivity,
  type ConnectionSetup,
  type EngineConnection,
  type MessagePlace,
  type OwnIdentity,
  type OwnProfile,
} from '../port/connection.js';
import { type CallFact, type EngineFact } from '../port/facts.js';
import { type FileDownloads } from '../port/received-file.js';
import { rowOfFact } from './fake-messages.js';
import { FakeSender } from './fake-sender.js';

export interface FakeCredentials {
  /** Null before the pairing. */
  own: OwnIdentity | null;
}

/** What WhatsApp knows beyond one connection; a spec fills it. */
export interface FakeWhatsApp {
  /** Addresses of users that exist. */
  readonly users: Set<string>;
  /** Members by group. */
  readonly groups: Map<string, readonly string[]>;
  /** Contents of files by the id of their message. */
  readonly files: Map<string, Buffer>;
}

/** A request of the product that changes nothing here. */
interface Request {
  readonly name: keyof EngineConnection;
  readonly args: readonly unknown[];
}

export const aClose = (change: Partial<ConnectionClose> = {}): ConnectionClose => ({
  code: undefined,
  byServer: false,
  reason: 'closed',
  isUnreachable: false,
  areCodesUsedUp: false,
  ...change,
});

/** WhatsApp ends the connection of a pairing: the next one opens with the new credentials. */
const RESTART = aClose({ code: 515, byServer: true, reason: 'Stream Errored (restart required)' });
const LOGGED_OUT = aClose({ code: 401, reason: 'Intentional Logout' });

/** One connection of a fake engine. The first part is for the spec, the second one for the product. */
export class FakeConnection implements EngineConnection {
  readonly messages: FakeSender;
  readonly files: FileDownloads;
  readonly requests: Request[] = [];
  /** Undefined: WhatsApp does not answer. */
  roundTripMs: number | undefined = 1;
  silentMs = 0;
  profile: OwnProfile = { pictureUrl: '', business: null };
  isClosed = false;
  private readonly feed: EventFeed;
  private pending: Promise<unknown> = Promise.resolve();

  constructor(
    readonly setup: ConnectionSetup,
    private readonly credentials: FakeCredentials,
    private readonly whatsApp: FakeWhatsApp,
  ) {
    const { book, listener, store } = setup;
    book.connected();
    this.feed = new EventFeed(book, () => this.own, listener);
    this.messages = new FakeSender({
      store,
      mayLeave: () => !this.isClosed && setup.mayWrite(),
      echo: (message) => this.feed.publish({ kind: 'message', message }),
      otherAddressOf: async (jid) => {
        await book.recall([jid]);
        return book.otherOf(jid);
      },
    });
    this.files = {
      open: ({ messageId }) => {
        const bytes = whatsApp.files.get(messageId);
        return bytes ? Promise.resolve(inOnePiece(bytes)) : Promise.reject(new Error('no file'));
      },
    };
  }

  /** Throws before the pairing. */
  get own(): OwnIdentity {
    if (!this.credentials.own) throw new Error('not paired');
    return this.credentials.own;
  }

  get isPaired(): boolean {
    return this.credentials.own !== null;
  }

  qr(code: string): void {
    this.setup.listener.qr(code);
  }

  /** The phone's owner has scanned a code: the credentials are saved, and WhatsApp ends the connection. */
  async pair(own: OwnIdentity): Promise<void> {
    this.credentials.own = own;
    await this.setup.store.write({ creds: Buffer.from(JSON.stringify({ own })) });
    this.setup.listener.paired();
    this.close(RESTART);
  }

  open(): void {
    this.setup.listener.opened(this.own);
  }

  /** Only the first end of a connection is reported. */
  close(
    close: ConnectionClose = aClose({ reason: 'connection broken', isUnreachable: true }),
  ): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.setup.listener.closed(close);
  }

  /** Something happens at WhatsApp. Resolves when a real engine would acknowledge it. */
  async receive(fact: EngineFact): Promise<void> {
    if (this.isClosed) return;
    const { store, listener } = this.setup;
    if (fact.kind === 'call' && fact.call.status === 'offer' && listener.isListening()) {
      listener.called(fact.call);
    }
    const message = fact.kind === 'message' ? fact.message : undefined;
    if (message && this.setup.ignores(message.key.remoteJid ?? '')) return;
    const row = message && rowOfFact(message);
    const stored = row && store.write({ messages: [row] });
    const published = this.feed.publish(fact, stored);
    this.pending = Promise.allSettled([this.pending, published]);
    if (message && this.setup.marksRead()) this.messages.markedRead.push(message.key);
    await published;
  }

  ping(): Promise<number | undefined> {
    return Promise.resolve(this.roundTripMs);
  }

  async hangUp(): Promise<void> {
    this.close(aClose());
    await this.settled();
  }

  async settled(): Promise<void> {
    await this.pending;
  }

  abandon(): void {
    this.close(aClose());
  }

  async unlink(): Promise<void> {
    await this.note('unlink');
    this.close(LOGGED_OUT);
    await this.settled();
  }

  async requestPairingCode(number: string): Promise<string> {
    await this.note('requestPairingCode', number);
    return 'ABCD1234';
  }

  showPresence(presence: 'available' | 'unavailable'): Promise<void> {
    return this.note('showPresence', presence);
  }

  showActivity(jid: string, activity: ChatActivity): Promise<void> {
    return this.note('showActivity', jid, activity);
  }

  async rejectCall(call: CallFact): Promise<void> {
    await this.note('rejectCall', call);
    const rejected = { ...call, status: 'rejected', at: new Date(), isAutoRejected: true } as const;
    await this.feed.publish({ kind: 'call', call: rejected });
  }

  readOwnProfile(): Promise<OwnProfile> {
    return Promise.resolve(this.profile);
  }

  loadGroups(): Promise<void> {
    return this.note('loadGroups');
  }

  groupMembers(groupJid: string): Promise<readonly string[]> {
    const members = this.whatsApp.groups.get(groupJid);
    return members ? Promise.resolve(members) : Promise.reject(new Error('no such group'));
  }

  findUsers(numbers: readonly string[]): Promise<readonly string[]> {
    const jids = numbers.map((digits) => `${digits}@s.whatsapp.net`);
    return Promise.resolve(jids.filter((jid) => this.whatsApp.users.has(jid)));
  }

  markChat(chatJid: string, read: boolean, newest: MessagePlace | undefined): Promise<void> {
    return this.note('markChat', chatJid, read, newest);
  }

  deleteForMe(chatJid: string, message: MessagePlace): Promise<void> {
    return this.note('deleteForMe', chatJid, message);
  }

  private note(name: keyof EngineConnection, ...args: readonly unknown[]): Promise<void> {
    this.requests.push({ name, args });
    return Promise.resolve();
  }
}

async function* inOnePiece(bytes: Buffer): AsyncIterable<Buffer> {
  yield bytes;
}
