import { type Engine } from '../port/engine.js';

/** The owner of an account under test. */
export interface WorldPhone {
  readonly jid: string;
  readonly lid: string;
  /** Points the camera at a QR code. */
  scan(qr: string): Promise<unknown>;
  /** How many devices are linked to the account. */
  linkedDevices(): number;
}

/** A person who writes to the accounts under test. */
export interface WorldContact {
  readonly jid: string;
  readonly lid: string;
  /** Digits. */
  readonly number: string;
  readonly name: string;
  sendText(to: WorldPhone, text: string): Promise<{ readonly id: string }>;
  /** The texts that reached this person, in their order. */
  received(): readonly string[];
  /** Reads everything that has arrived. */
  read(): void;
  call(whom: WorldPhone): { readonly id: string };
  /** The calls of this person that were rejected. */
  rejectedCalls(): readonly string[];
  /** Calls back when a linked device has acknowledged a message of this person. */
  onAcknowledged(listener: (messageId: string) => void): void;
}

/** A WhatsApp for the engine under test: its people, and the means to break a connection. */
export interface World {
  /** Undefined: the engine needs none. */
  readonly url: string | undefined;
  /** An engine as a new process has it: it remembers nothing. */
  makeEngine(): Engine;
  addPhone(): WorldPhone;
  addContact(name: string): WorldContact;
  addGroup(creator: WorldContact, members: readonly (WorldContact | WorldPhone)[]): string;
  /** Breaks the connection of a phone's linked device without a word. */
  cut(phone: WorldPhone): void;
  close(): Promise<void>;
}

/** What not every engine does. */
export type Ability =
  /** Notes in a journal what it has decrypted until the event is published. */
  | 'journal'
  /** Raises the status of a message by its receipts. */
  | 'receipts';
