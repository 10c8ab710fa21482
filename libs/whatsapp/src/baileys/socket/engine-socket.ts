import { type EventEmitter } from 'node:events';
import { runInBackground } from '@starling/platform';
import {
  type AuthenticationCreds,
  type BaileysEventMap,
  type BinaryNode,
  makeWASocket,
  type WASocket,
} from '@whiskeysockets/baileys';
import { EventFeed } from '../../events/event-feed.js';
import { type ConnectionClose, unreached } from '../../port/connection-close.js';
import {
  type ChatActivity,
  type ConnectionSetup,
  type EngineConnection,
  type MessagePlace,
  type OwnIdentity,
  type OwnProfile,
} from '../../port/connection.js';
import { type CallFact } from '../../port/facts.js';
import { DisconnectingStore } from '../durability/disconnecting-store.js';
import { holdFrames, type RawSocket } from '../durability/frame-hold.js';
import { PendingWrites } from '../durability/pending-writes.js';
import { StanzaJournal } from '../durability/stanza-journal.js';
import { learnRecipient } from '../facts/learn.js';
import { arePaired } from '../keys/creds-codec.js';
import { type KeyCache } from '../keys/key-cache.js';
import { SignalKeys } from '../keys/signal-keys.js';
import { BaileysFileDownloads } from '../received-files/file-downloads.js';
import { answerOf } from '../sending/answer-of.js';
import { BaileysMessageSender } from '../sending/message-sender.js';
import { dissolvedGroup } from './dissolved-group.js';
import { GroupLookUps } from './group-look-ups.js';
import { IncomingEvents } from './incoming-events.js';
import { ownIdentityOf } from './own-identity.js';
import { asksForPasskey } from './passkey.js';
import { ping } from './ping.js';
import { proxyAgent } from './proxy-agent.js';
import { ReachLimit } from './reach-limit.js';
import { readOwnProfile } from './read-own-profile.js';
import { socketClose } from './socket-close.js';
import { socketOptions } from './socket-options.js';
import { gateStanzas } from './stanza-gate.js';

const LOGIN_LIMIT_MS = 45_000;
const HANG_UP_LIMIT_MS = 2_000;
/** The frame that removes the device leaves only after the writes before it; a busy database delays it. */
const UNLINK_LIMIT_MS = 5_000;

/** One connection to WhatsApp: an unmodified Baileys socket that acknowledges nothing before it is stored. */
export class EngineSocket implements EngineConnection {
  private readonly journal: StanzaJournal;
  private readonly writes = new PendingWrites(() => this.abandon());
  private readonly raw: RawSocket;
  private readonly baileys: WASocket;
  private readonly groups: GroupLookUps;
  private readonly feed: EventFeed;
  private readonly incoming: IncomingEvents;
  private loginLimit: NodeJS.Timeout | undefined;
  private reachLimit: ReachLimit | undefined;
  private failure: Partial<ConnectionClose> | undefined;
  private receivedAt = performance.now();
  readonly messages: BaileysMessageSender;
  readonly files: BaileysFileDownloads;

  constructor(
    private readonly setup: ConnectionSetup,
    private readonly creds: AuthenticationCreds,
    cache: KeyCache,
  ) {
    const { proxy, book, listener } = setup;
    const store = new DisconnectingStore(
      setup.store,
      () => this.fail('storage failed'),
      (write) => this.writes.add(write),
    );
    this.journal = new StanzaJournal(store);
    const agent = proxy && proxyAgent(proxy, setup.guard);
    this.baileys = makeWASocket({
      ...socketOptions(setup),
      auth: { creds, keys: new SignalKeys(store, cache, () => this.fail('storage failed')) },
      makeSignalRepository: this.journal.makeSignalRepository,
      ...(agent && { agent, fetchAgent: agent }),
    });
    this.files = new BaileysFileDownloads(this.baileys, agent);
    this.raw = (this.baileys.ws as unknown as { socket: RawSocket }).socket;
    this.feed = new EventFeed(book, () => ownIdentityOf(creds), listener);
    const { baileys, feed, journal, writes } = this;
    this.incoming = new IncomingEvents({ setup, creds, journal, writes, feed, baileys });
    this.messages = new BaileysMessageSender({
      baileys: this.baileys,
      store,
      hold: holdFrames(this.raw, this.writes, () => setup.mayWrite()),
      book,
      echo: async (message, fact) => {
        this.incoming.keepFacts(learnRecipient(book, message));
        await this.feed.publish({ kind: 'message', message: fact });
      },
    });
    book.connected();
    this.groups = new GroupLookUps(this.baileys, book);
    this.listen();
  }

  get silentMs(): number {
    return performance.now() - this.receivedAt;
  }

  ping(limitMs: number): Promise<number | undefined> {
    return ping(this.baileys, limitMs);
  }

  async hangUp(): Promise<void> {
    const limit = setTimeout(() => this.raw.terminate(), HANG_UP_LIMIT_MS);
    await this.baileys.end(undefined);
    clearTimeout(limit);
    await this.settled();
  }

  async settled(): Promise<void> {
    await this.writes.settled().catch(() => undefined);
  }

  abandon(): void {
    this.raw.terminate();
    runInBackground('end a socket', this.baileys.end(undefined));
  }

  async unlink(): Promise<void> {
    this.incoming.leaveAccount();
    const limit = setTimeout(() => this.raw.terminate(), UNLINK_LIMIT_MS);
    try {
      await this.baileys.logout();
      await this.settled();
    } finally {
      clearTimeout(limit);
    }
  }

  async requestPairingCode(number: string): Promise<string> {
    try {
      return await this.baileys.requestPairingCode(number);
    } catch (error) {
      // Baileys names the account before it has asked: the next connection would log in instead of pairing.
      delete this.creds.me;
      throw new Error(socketClose(error as Error).reason, { cause: error });
    }
  }

  async showPresence(presence: 'available' | 'unavailable'): Promise<void> {
    await this.baileys.sendPresenceUpdate(presence);
  }

  async showActivity(jid: string, activity: ChatActivity): Promise<void> {
    await this.baileys.sendPresenceUpdate(activity, jid);
  }

  async rejectCall(call: CallFact): Promise<void> {
    await this.baileys.rejectCall(call.callId, call.from);
    const rejected = { ...call, status: 'rejected', at: new Date(), isAutoRejected: true } as const;
    const published = this.feed.publish({ kind: 'call', call: rejected });
    // WhatsApp waits for nothing here: a publication that fails is logged and must not end the connection.
    if (published) runInBackground('publish a rejected call', published);
  }

  readOwnProfile(own: OwnIdentity): Promise<OwnProfile> {
    return readOwnProfile(this.baileys, own);
  }

  loadGroups(): Promise<void> {
    return this.groups.load();
  }

  async groupMembers(groupJid: string): Promise<readonly string[]> {
    const { participants } = await this.baileys.groupMetadata(groupJid);
    return participants.map(({ id }) => id);
  }

  async findUsers(numbers: readonly string[]): Promise<readonly string[]> {
    const answers = await this.baileys.onWhatsApp(
      ...numbers.map((digits) => `${digits}@s.whatsapp.net`),
    );
    if (!answers) throw new Error('no answer');
    return answers.filter(({ exists }) => exists).map(({ jid }) => jid);
  }

  async markChat(
    chatJid: string,
    markRead: boolean,
    newest: MessagePlace | undefined,
  ): Promise<void> {
    const lastMessages = newest
      ? [{ key: newest.key, messageTimestamp: secondsOf(newest.sentAt) }]
      : [];
    await this.baileys.chatModify({ markRead, lastMessages }, chatJid);
  }

  async deleteForMe(chatJid: string, { key, sentAt }: MessagePlace): Promise<void> {
    const deleteForMe = { deleteMedia: false, key, timestamp: secondsOf(sentAt) };
    await this.baileys.chatModify({ deleteForMe }, chatJid);
  }

  private get isPaired(): boolean {
    return arePaired(this.creds);
  }

  /** Ends the connection at once, for a reason of our own. */
  private fail(reason: string): void {
    this.failure ??= { reason };
    this.abandon();
  }

  private listen(): void {
    const { ws, ev } = this.baileys;
    this.reachLimit = new ReachLimit(
      ws,
      (reason) => {
        this.failure ??= unreached(reason);
        this.abandon();
      },
      this.setup.reachLimitMs,
    );
    gateStanzas(ws, this.groups.untilKnown);
    ws.on('frame', (frame: BinaryNode | Uint8Array) => {
      this.receivedAt = performance.now();
      if (!(frame instanceof Uint8Array)) this.incoming.learnStanza(frame);
    });
    (ws as unknown as EventEmitter).prependListener('CB:message', (node: BinaryNode) =>
      this.incoming.noteMessage(node),
    );
    ws.on('CB:ack,class:receipt', ({ attrs }: BinaryNode) =>
      this.journal.forget(attrs['id'] ?? ''),
    );
    ws.on('CB:ack,class:message', ({ attrs }: BinaryNode) => {
      const settling = this.messages.onAck(attrs['id'] ?? '', answerOf(attrs['error']));
      settling.catch(() => undefined);
    });
    ws.on('CB:notification', (node: BinaryNode) => {
      if (!this.isPaired && asksForPasskey(node)) this.setup.listener.passkeyRequired();
      const groupJid = dissolvedGroup(node);
      if (!groupJid) return;
      const group = { groupJid, change: { type: 'delete' } } as const;
      this.writes.add(this.feed.publish({ kind: 'group', group }));
    });
    const emit = ev.emit.bind(ev);
    ev.emit = (event, data) => {
      // Credentials are merged by Baileys' own listener, and saved as a whole.
      const handled = event === 'creds.update' ? emit(event, data) : true;
      if (event === 'connection.update' && !this.incoming.isClosed) {
        this.onConnection(data as BaileysEventMap['connection.update']);
      }
      this.incoming.keep(event, data);
      return event === 'creds.update' ? handled : emit(event, data);
    };
    if (this.isPaired) {
      this.loginLimit = setTimeout(() => this.fail('login timed out'), LOGIN_LIMIT_MS);
    }
  }

  private onConnection(update: BaileysEventMap['connection.update']): void {
    const { listener } = this.setup;
    if (update.qr) listener.qr(update.qr);
    if (update.isNewLogin) listener.paired();
    if (update.connection === 'open') {
      clearTimeout(this.loginLimit);
      listener.opened(ownIdentityOf(this.creds));
    }
    if (update.connection === 'close') {
      clearTimeout(this.loginLimit);
      this.reachLimit?.cancel();
      this.incoming.isClosed = true;
      const close = socketClose(update.lastDisconnect?.error);
      listener.closed({ ...close, ...this.failure });
    }
  }
}

const secondsOf = (moment: Date): number => Math.floor(moment.getTime() / 1_000);
