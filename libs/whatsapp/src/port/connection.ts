import { type EventName } from '@starling/contract';
import { type AddressGuard } from '@starling/platform';
import { type AddressBook } from '../address-book/address-book.js';
import { type ConnectionClose } from './connection-close.js';
import { type Credentials } from './credentials.js';
import { type CallFact, type MessageFact } from './facts.js';
import { type MessageKey } from './message.js';
import { type Answer, type Outgoing, type UnsettledMessage } from './outgoing.js';
import { type Proxy } from './proxy.js';
import { type FileDownloads } from './received-file.js';
import { type EventInterest, type SessionEvent } from './session-event.js';
import { type SessionStore } from './session-store.js';

/** The own account, without device part. */
export interface OwnIdentity {
  readonly jid: string;
  readonly lid: string | null;
  readonly name: string;
}

/** Where the events of one connection go. */
export interface EventSink {
  /** False once the session has given the connection up: its events are dropped from then on. */
  isListening(): boolean;
  /** Asked once for everything that happens, before it is translated. Undefined: no receiver wants any of the events. */
  interestIn(names: readonly EventName[]): EventInterest | undefined;
  /** The engine acknowledges what happened to WhatsApp after the promise has settled. */
  publish(event: SessionEvent, interest: EventInterest): Promise<void> | undefined;
}

/** Hears what happens to one connection, in order; after `closed` nothing is reported any more. */
export interface ConnectionListener extends EventSink {
  qr(code: string): void;
  /** WhatsApp wants the phone's passkey, which no companion of this kind can give. */
  passkeyRequired(): void;
  paired(): void;
  opened(own: OwnIdentity): void;
  /** WhatsApp gives the name of the account some time after the pairing, and whenever it changes. */
  renamed(name: string): void;
  /** A call begins to ring. */
  called(call: CallFact): void;
  closed(close: ConnectionClose): void;
}

export interface ConnectionSetup {
  /** Undefined: WhatsApp itself. */
  readonly url: string | undefined;
  readonly proxy: Proxy | undefined;
  /** Judges the address of the proxy at each dial. */
  readonly guard: AddressGuard;
  /** From the dial to the first word of WhatsApp. */
  readonly reachLimitMs?: number;
  readonly credentials: Credentials;
  readonly store: SessionStore;
  /** Belongs to the session: it outlives its connections. */
  readonly book: AddressBook;
  readonly marksOnline: boolean;
  /** False: the history that WhatsApp sends is not stored. */
  readonly wantsHistory: boolean;
  /** Asked again for each message: messages of such chats are neither stored nor reported. */
  ignores(chatJid: string): boolean;
  /** Asked again for each message: true when incoming messages are marked as read at once. */
  marksRead(): boolean;
  /** False from the moment on when this process may no longer speak for the instance. */
  mayWrite(): boolean;
  /** A stored message in the engine's own form. */
  findMessage(messageId: string, chatJid: string): Promise<Uint8Array | undefined>;
  readonly listener: ConnectionListener;
}

export interface OwnProfile {
  /** `""`: no picture; undefined: not answered. */
  readonly pictureUrl: string | undefined;
  /** Null: not a business; undefined: not answered. */
  readonly business: { readonly name: string } | null | undefined;
}

/** A message of a chat by its key, as a place in the chat's history. */
export interface MessagePlace {
  readonly key: MessageKey;
  readonly sentAt: Date;
}

/** Sends over one connection. */
export interface MessageSender {
  /**
   * Resolves when the frame has left; rejects with `NotSentError` when it has not and never will. A second call for an
   * id that is being sent answers as the first one does.
   */
  send(outgoing: Outgoing): Promise<MessageFact>;
  /** Relays what a former connection left without an answer. After a failure it is pending as before. */
  sendAgain(unsettled: UnsettledMessage, audience?: readonly string[]): Promise<void>;
  isUnderWay(messageId: string): boolean;
  /** Sets the one listener for WhatsApp's answers; `throttled` also comes before a message has left. */
  onAnswer(listener: (answer: Answer) => void): void;
  /** Sends read receipts, and stores that the messages are read. */
  markRead(keys: readonly MessageKey[]): Promise<void>;
  /** The phone of a hidden address, or the hidden address of a phone; WhatsApp is not asked. */
  otherAddressOf(jid: string): Promise<string | undefined>;
}

export type ChatActivity = 'composing' | 'recording' | 'paused';

/** One connection of one number to WhatsApp. It acknowledges nothing before it is stored and published. */
export interface EngineConnection {
  readonly messages: MessageSender;
  readonly files: FileDownloads;
  /** How long ago anything came from the server. */
  readonly silentMs: number;
  /** The round trip, or undefined when no answer came in time. */
  ping(limitMs: number): Promise<number | undefined>;
  /** Ends in order: frames that are held leave first. */
  hangUp(): Promise<void>;
  /** Resolves when no write of this connection is on its way to the store any more. */
  settled(): Promise<void>;
  /** Ends at once: no frame leaves any more. */
  abandon(): void;
  /** Removes the device from the account at WhatsApp. */
  unlink(): Promise<void>;
  /** Eight characters that the phone's owner types in. Must not be called before the first QR code. */
  requestPairingCode(number: string): Promise<string>;
  showPresence(presence: 'available' | 'unavailable'): Promise<void>;
  showActivity(jid: string, activity: ChatActivity): Promise<void>;
  /** Rejects the call at WhatsApp and publishes that this instance did so. */
  rejectCall(call: CallFact): Promise<void>;
  readOwnProfile(own: OwnIdentity): Promise<OwnProfile>;
  /** Loads the names and members of all groups into the address book. */
  loadGroups(): Promise<void>;
  /** The addresses of the members of a group. */
  groupMembers(groupJid: string): Promise<readonly string[]>;
  /** The users that exist, of numbers given as digits. Rejects when WhatsApp did not answer. */
  findUsers(numbers: readonly string[]): Promise<readonly string[]>;
  /** Marks a whole chat; `newest` is its newest message, if there is one. */
  markChat(chatJid: string, read: boolean, newest: MessagePlace | undefined): Promise<void>;
  /** Removes a message from this account's own devices. */
  deleteForMe(chatJid: string, message: MessagePlace): Promise<void>;
}
