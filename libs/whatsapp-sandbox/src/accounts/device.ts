import type { BinaryNode } from '../stanza/node.js';
import type { Outbox } from './outbox.js';

export interface PublicPreKey {
  id: number;
  publicKey: Buffer;
}

/** What is needed to open a Signal session with a device. */
export interface KeyBundle {
  registrationId: number;
  identityKey: Buffer;
  signedPreKey: PublicPreKey & { signature: Buffer };
  preKey?: PublicPreKey | undefined;
}

/** An open connection of a device, as the rest of the world sees it. */
export interface Connection {
  /** It was told to go: whoever logs in now takes nobody's place. */
  readonly isEnding: boolean;
  /** By which the log of logins knows it. */
  readonly login: number;
  send(stanza: BinaryNode): void;
  /** Sends what is given, then hangs up. */
  end(lastStanza?: BinaryNode): void;
  terminate(): void;
  /** Neither says nor hears anything any more, but stays open. */
  mute(): void;
}

/** A linked device: a real client with its own session, known to the server by what it uploaded. */
export interface Companion {
  readonly id: number;
  readonly keyIndex: number;
  readonly noiseKey: Buffer;
  readonly platform: string;
  identityKey: Buffer;
  registrationId: number;
  signedPreKey: PublicPreKey & { signature: Buffer };
  /** One-time keys, oldest first. */
  preKeys: PublicPreKey[];
  historyReceived: boolean;
  readonly outbox: Outbox;
  connection: Connection | undefined;
  /** Whether the client has said that it is on screen. */
  available: boolean;
  /** LIDs (digits) whose presence it wants to know, and the JID it asked by. Ends with the process. */
  readonly subscriptions: Map<string, string>;
  /** LIDs (digits) of accounts whose devices it asked for, and how it addressed them. Ends with the process. */
  readonly knownDevices: Map<string, Set<'lid' | 'pn'>>;
}

type Transient = 'outbox' | 'connection' | 'available' | 'subscriptions' | 'knownDevices';
export type CompanionRecord = Omit<Companion, Transient>;
