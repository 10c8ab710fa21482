import { randomBytes } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { AddressGuard } from '@starling/platform';
import { type BaileysEventMap } from '@whiskeysockets/baileys';
import { AddressBook } from '../address-book/address-book.js';
import { EngineSocket } from '../baileys/socket/engine-socket.js';
import { type SocketClose } from '../baileys/socket/socket-close.js';
import { type EmittedEvent, type SocketSetup } from '../port/connection.js';
import { decodeCreds } from '../baileys/keys/creds-codec.js';
import { KeyCache } from '../baileys/keys/key-cache.js';
import { type SessionStore } from '../port/session-store.js';
import { initAuthCreds } from '@whiskeysockets/baileys';

const PATIENCE_MS = 90_000;
const LOOK_AGAIN_MS = 20;

export interface Told {
  readonly qrs: string[];
  readonly closes: SocketClose[];
  readonly emitted: { readonly event: EmittedEvent; readonly data: unknown }[];
  opened: number;
  paired: number;
  passkeys: number;
  readonly dissolved: string[];
}

/** One socket of the engine with everything it told. */
export class EngineClient {
  readonly told: Told = {
    qrs: [],
    closes: [],
    emitted: [],
    opened: 0,
    paired: 0,
    passkeys: 0,
    dissolved: [],
  };
  private readonly news = new EventEmitter();
  readonly socket: EngineSocket;

  private constructor(setup: Omit<SocketSetup, 'listener' | 'cache'>) {
    const tell = () => this.news.emit('news');
    const { told } = this;
    this.socket = new EngineSocket({
      ...setup,
      cache: new KeyCache(),
      listener: {
        qr: (code) => (told.qrs.push(code), tell()),
        passkeyRequired: () => ((told.passkeys += 1), tell()),
        groupDissolved: (groupJid) => (told.dissolved.push(groupJid), tell(), undefined),
        paired: () => ((told.paired += 1), tell()),
        opened: () => ((told.opened += 1), tell()),
        closed: (close) => (told.closes.push(close), tell()),
        isListening: () => true,
        emitted: (event, data) => {
          told.emitted.push({ event, data });
          tell();
          return undefined;
        },
      },
    });
  }

  static async connect(
    url: string,
    memory: SessionStore,
    more: Partial<SocketSetup> = {},
  ): Promise<EngineClient> {
    const stored = await memory.creds();
    return new EngineClient({
      url,
      proxy: undefined,
      guard: new AddressGuard({ allowPrivateUrls: true }),
      creds: stored ? decodeCreds(stored) : initAuthCreds(),
      memory,
      marksOnline: false,
      history: { isWanted: false },
      ignores: () => false,
      mayWrite: () => true,
      findMessage: () => Promise.resolve(undefined),
      book: new AddressBook(),
      ...more,
    });
  }

  async until<R>(
    check: (told: Told) => R | undefined | false | 0,
    timeoutMs = PATIENCE_MS,
  ): Promise<R> {
    const deadline = performance.now() + timeoutMs;
    for (;;) {
      const value = check(this.told);
      if (value) return value;
      if (performance.now() > deadline)
        throw new Error(`nothing of the kind within ${timeoutMs} ms`);
      // Also what is told to nobody, as a write becoming durable.
      const signal = AbortSignal.timeout(LOOK_AGAIN_MS);
      await once(this.news, 'news', { signal }).catch(() => undefined);
    }
  }

  of<E extends EmittedEvent>(event: E): BaileysEventMap[E][] {
    return this.told.emitted
      .filter((one) => one.event === event)
      .map(({ data }) => data as BaileysEventMap[E]);
  }

  async sendText(jid: string, text: string): Promise<void> {
    const messageId = randomBytes(10).toString('hex').toUpperCase();
    await this.socket.messages.send({ messageId, jid, content: { text }, source: '' });
  }

  texts(): string[] {
    return this.of('messages.upsert').flatMap(({ messages }) =>
      messages.map(
        ({ message }) => message?.conversation ?? message?.extendedTextMessage?.text ?? '',
      ),
    );
  }
}
