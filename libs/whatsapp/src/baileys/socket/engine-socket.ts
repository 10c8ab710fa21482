import { runInBackground } from '@starling/platform';
import { type EventEmitter } from 'node:events';
import {
  type AuthenticationCreds,
  type BaileysEventMap,
  type BinaryNode,
  makeWASocket,
  type WACallEvent,
  type WASocket,
} from '@whiskeysockets/baileys';
import { Backlog } from '../durability/backlog.js';
import { holdFrames, type RawSocket } from '../durability/frame-hold.js';
import { DisconnectingStore } from '../durability/disconnecting-store.js';
import { PendingWrites } from '../durability/pending-writes.js';
import { StanzaJournal } from '../durability/stanza-journal.js';
import { arePaired, encodeCreds } from '../keys/creds-codec.js';
import { SignalKeys } from '../keys/signal-keys.js';
import { FileDownloads } from '../received-files/file-downloads.js';
import { type SessionWrite } from '../../port/session-store.js';
import { dissolvedGroup } from './dissolved-group.js';
import { GroupLookUps } from './group-look-ups.js';
import { EventOrder } from '../storing/event-order.js';
import { keepMessages, type KeptMessages } from '../storing/keep-messages.js';
import { keepStatuses } from '../storing/keep-statuses.js';
import { MessageSender } from '../sending/message-sender.js';
import { answerOf } from '../../port/outgoing.js';
import { ownIdentityOf } from './own-identity.js';
import { asksForPasskey } from './passkey.js';
import { ping } from './ping.js';
import { proxyAgent } from './proxy-agent.js';
import { ReceiptAuthors } from './receipt-authors.js';
import { ReachLimit } from './reach-limit.js';
import { type SocketClose, socketClose, unreached } from './socket-close.js';
import { socketOptions } from './socket-options.js';
import { type EmittedEvent, type SocketSetup } from '../../port/connection.js';
import { gateStanzas } from './stanza-gate.js';

const LOGIN_LIMIT_MS = 45_000;
const GOODBYE_LIMIT_MS = 2_000;

/** One connection to WhatsApp: an unmodified Baileys socket that acknowledges nothing before it is stored. */
export class EngineSocket {
  private readonly journal: StanzaJournal;
  private readonly order = new EventOrder();
  private readonly writes = new PendingWrites(() => this.abandon());
  private readonly raw: RawSocket;
  private readonly creds: AuthenticationCreds;
  private readonly receiptAuthors = new ReceiptAuthors();
  private readonly backlog = new Backlog();
  private loginLimit: NodeJS.Timeout | undefined;
  private reachLimit: ReachLimit | undefined;
  private failure: Partial<SocketClose> | undefined;
  private isClosed = false;
  private receivedAt = performance.now();
  readonly baileys: WASocket;
  readonly messages: MessageSender;
  readonly files: FileDownloads;
  readonly groups: GroupLookUps;

  constructor(private readonly setup: SocketSetup) {
    const { cache, creds, proxy } = setup;
    this.creds = creds;
    const memory = new DisconnectingStore(
      setup.memory,
      () => this.abandon('storage failed'),
      (write) => this.writes.add(write),
    );
    this.journal = new StanzaJournal(memory);
    const agent = proxy && proxyAgent(proxy, setup.guard);
    this.baileys = makeWASocket({
      ...socketOptions(setup),
      auth: { creds, keys: new SignalKeys(memory, cache, () => this.abandon('storage failed')) },
      makeSignalRepository: this.journal.makeSignalRepository,
      ...(agent && { agent, fetchAgent: agent }),
    });
    this.files = new FileDownloads(this.baileys, agent);
    this.raw = (this.baileys.ws as unknown as { socket: RawSocket }).socket;
    const hold = holdFrames(this.raw, this.writes, () => setup.mayWrite());
    this.messages = new MessageSender({
      ...{ baileys: this.baileys, memory, hold, book: setup.book },
      echo: async (message) => {
        this.keepFacts(setup.book.learnRecipient(message));
        await this.order.hand(() =>
          setup.listener.emitted('messages.upsert', { messages: [message], type: 'append' }),
        );
      },
    });
    setup.book.connected();
    this.groups = new GroupLookUps(this.baileys, setup.book);
    this.listen();
  }

  get isPaired(): boolean {
    return arePaired(this.creds);
  }

  /** How long ago anything came from the server. */
  get silentMs(): number {
    return performance.now() - this.receivedAt;
  }

  /** The round trip, or undefined when no answer came in time. */
  ping(limitMs: number): Promise<number | undefined> {
    return ping(this.baileys, limitMs);
  }

  /** Ends in order: what is held leaves first. */
  async hangUp(): Promise<void> {
    const impatience = setTimeout(() => this.raw.terminate(), GOODBYE_LIMIT_MS);
    await this.baileys.end(undefined);
    clearTimeout(impatience);
    await this.settled();
  }

  /** Nothing of this socket is on its way to the memory any more. */
  async settled(): Promise<void> {
    await this.writes.settled().catch(() => undefined);
  }

  /** Ends at once: nothing leaves any more. */
  abandon(reason?: string): void {
    if (reason !== undefined) this.failure ??= { reason };
    this.raw.terminate();
    runInBackground('end a socket', this.baileys.end(undefined));
  }

  /** Takes the device off the account at WhatsApp. */
  async unlink(): Promise<void> {
    const impatience = setTimeout(() => this.raw.terminate(), GOODBYE_LIMIT_MS);
    try {
      await this.baileys.logout();
      await this.settled();
    } finally {
      clearTimeout(impatience);
    }
  }

  /** Eight characters that the phone's owner types in. Must not be asked for before the first QR. */
  async requestPairingCode(number: string): Promise<string> {
    try {
      return await this.baileys.requestPairingCode(number);
    } catch (error) {
      // It names the account before it has asked: the next connection would log in instead of pairing.
      delete this.creds.me;
      throw new Error(socketClose(error as Error).reason, { cause: error });
    }
  }

  async showPresence(presence: 'available' | 'unavailable'): Promise<void> {
    await this.baileys.sendPresenceUpdate(presence);
  }

  /** What did not get there is not tried again: the next message says the same. */
  markRead({ messages }: BaileysEventMap['messages.upsert']): void {
    const keys = messages.filter(({ key }) => !key.fromMe).map(({ key }) => key);
    if (keys.length > 0) void this.baileys.readMessages(keys).catch(() => undefined);
  }

  async rejectCall({ id, from }: WACallEvent): Promise<void> {
    await this.baileys.rejectCall(id, from);
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
      // Before Baileys makes events of it: those name people by what their own stanza says.
      if (!(frame instanceof Uint8Array)) this.learnStanza(frame);
    });
    (ws as unknown as EventEmitter).prependListener('CB:message', (node: BinaryNode) => {
      this.journal.note(node);
      this.backlog.note(node);
    });
    ws.on('CB:ack,class:receipt', ({ attrs }: BinaryNode) =>
      this.journal.forget(attrs['id'] ?? ''),
    );
    ws.on('CB:ack,class:message', ({ attrs }: BinaryNode) => {
      const settling = this.messages.settle(attrs['id'] ?? '', answerOf(attrs['error']));
      settling.catch(() => undefined);
    });
    ws.on('CB:notification', (node: BinaryNode) => {
      if (!this.isPaired && asksForPasskey(node)) this.setup.listener.passkeyRequired();
      const groupJid = dissolvedGroup(node);
      if (!groupJid) return;
      const published = this.order.hand(() => this.setup.listener.groupDissolved(groupJid));
      if (published) this.writes.add(published);
    });
    const emit = ev.emit.bind(ev);
    ev.emit = (event, data) => {
      // Credentials are merged by Baileys' own listener, and saved as a whole.
      const isMine = event === 'creds.update' ? emit(event, data) : true;
      this.keep(event, data);
      return event === 'creds.update' ? isMine : emit(event, data);
    };
    if (this.isPaired) {
      this.loginLimit = setTimeout(() => this.abandon('login timed out'), LOGIN_LIMIT_MS);
    }
  }

  private learnStanza(stanza: BinaryNode): void {
    if (this.isClosed || !this.isPaired) return;
    this.receiptAuthors.note(stanza);
    this.keepFacts(this.setup.book.learnStanza(stanza));
  }

  private keep<E extends EmittedEvent>(event: E, data: BaileysEventMap[E]): void {
    if (this.isClosed) return;
    switch (event) {
      case 'creds.update':
        if (this.isPaired)
          this.writes.add(this.setup.memory.write({ creds: encodeCreds(this.creds) }));
        break;
      case 'connection.update':
        this.onConnection(data as BaileysEventMap['connection.update']);
        break;
      case 'messages.upsert': {
        const upsert = data as BaileysEventMap['messages.upsert'];
        for (const { key } of upsert.messages) this.backlog.done(key.id ?? '');
        this.keepUpsert(
          upsert,
          keepMessages(upsert, this.journal, (jid) => this.setup.ignores(jid), this.setup.book),
        );
        return;
      }
    }
    if (event === 'message-receipt.update') {
      this.receiptAuthors.name(data as BaileysEventMap['message-receipt.update']);
    }
    this.keepFacts(keepStatuses(event, data));
    this.keepFacts(this.setup.book.learn(event, data));
    this.tell(event, data);
  }

  /**
   * The rows are stored first, so that an answer to the event finds them. The journal entry ends last: until then a
   * crash has the stanza delivered again, and the event published again under the same id. A socket that was given up
   * in between leaves the entry open for the same reason.
   */
  private keepUpsert(upsert: BaileysEventMap['messages.upsert'], kept: KeptMessages): void {
    const { rows, finished, fresh } = kept;
    const { memory, listener } = this.setup;
    this.keepFacts(this.setup.book.learn('messages.upsert', { ...upsert, messages: fresh }));
    const stored = rows && memory.write(rows);
    const handOver = () => {
      if (!listener.isListening()) return Promise.reject(new Error('the socket was given up'));
      return listener.emitted('messages.upsert', { ...upsert, messages: fresh });
    };
    const published = fresh.length > 0 ? this.order.hand(handOver, stored) : stored;
    const end = () => finished && memory.write(finished);
    const done = published ? published.then(end) : end();
    if (done) this.writes.add(done);
  }

  private keepFacts(facts: SessionWrite | undefined): void {
    const isEmpty = !facts?.contacts && !facts?.pairs && !facts?.updates;
    if (facts && !isEmpty) this.writes.add(this.setup.memory.write(facts));
  }

  private tell<E extends EmittedEvent>(event: E, data: BaileysEventMap[E]): void {
    this.writes.add(this.order.hand(() => this.setup.listener.emitted(event, data)));
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
      this.isClosed = true;
      const close = socketClose(update.lastDisconnect?.error);
      listener.closed({ ...close, ...this.failure });
    }
  }
}
