import { type AuthenticationCreds, type BaileysEventMap } from '@whiskeysockets/baileys';
import { type AddressGuard } from '@starling/platform';
import { type AddressBook } from '../address-book/address-book.js';
import { type KeyCache } from '../baileys/keys/key-cache.js';
import { type SessionStore } from './session-store.js';
import { type Proxy } from '../baileys/socket/proxy-agent.js';
import { type SocketClose } from '../baileys/socket/socket-close.js';

export type EmittedEvent = keyof BaileysEventMap;

/** The own account, without device part. */
export interface OwnIdentity {
  readonly jid: string;
  readonly lid: string | null;
  readonly name: string;
}

/** Told of what happens to one socket, in order; after `closed` nothing comes any more. */
export interface SocketListener {
  /** False once the session has given the socket up: its events are dropped from then on. */
  isListening(): boolean;
  qr(code: string): void;
  /** WhatsApp wants the phone's passkey, which no companion of this kind can give. */
  passkeyRequired(): void;
  /** What is returned has to settle before WhatsApp is told that the news arrived. */
  groupDissolved(groupJid: string): Promise<void> | undefined;
  paired(): void;
  opened(own: OwnIdentity): void;
  closed(close: SocketClose): void;
  /**
   * Everything that Baileys emits, before its buffer holds it back. What is returned has to settle before WhatsApp is
   * told that the event arrived.
   */
  emitted<E extends EmittedEvent>(event: E, data: BaileysEventMap[E]): Promise<void> | undefined;
}

export interface HistoryWish {
  /** False: what WhatsApp sends is not stored. */
  readonly isWanted: boolean;
}

export interface SocketSetup {
  /** Undefined: WhatsApp itself. */
  readonly url: string | undefined;
  readonly proxy: Proxy | undefined;
  /** Judges the address of the proxy at each dial. */
  readonly guard: AddressGuard;
  /** From the dial to the first word of WhatsApp. */
  readonly reachLimitMs?: number;
  readonly creds: AuthenticationCreds;
  readonly memory: SessionStore;
  readonly cache: KeyCache;
  /** Of the session: it outlives its sockets. */
  readonly book: AddressBook;
  readonly marksOnline: boolean;
  readonly history: HistoryWish;
  /** Asked again for each stanza: messages of such chats are neither stored nor told. */
  ignores(chatJid: string): boolean;
  /** False from the moment on when this process may no longer speak for the instance. */
  mayWrite(): boolean;
  findMessage(messageId: string, chatJid: string): Promise<Uint8Array | undefined>;
  readonly listener: SocketListener;
}
