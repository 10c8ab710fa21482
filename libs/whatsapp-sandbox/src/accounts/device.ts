import type { BinaryNode } from '../stanza/node.js';
import type { Outbox } from './outbox.js';

export interface PublicPreKey {
  id: number;
  publicKey: Buffer;
}

/** The public keys that open a Signal session with a device. */
export interface KeyBundle {
  registrationId: number;
  identityKey: Buffer;
  signedPreKey: PublicPreKey & { signature: Buffer };
  preKey?: PublicPreKey | undefined;
}

/** An open connection of a device: the part that stores and handlers use. */
export interface Connection {
  /** The server has ended it: a login of the same device replaces no connection then. */
  readonly isEnding: boolean;
  /** Its number in the log of logins. */
  readonly login: number;
  send(stanza: BinaryNode): void;
  /** Sends the last stanza, if there is one, and closes. */
  end(lastStanza?: BinaryNode): void;
  terminate(): void;
  /** Stays open, but sends nothing and ignores what the client sends. */
  mute(): void;
}

/** A linked device: a real client. The server has its public keys, which the client uploaded. */
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
  /** Whether the client has sent that it is online. */
  available: boolean;
  /** LIDs (digits) whose presence it subscribed to, each with the JID of the subscription. Kept in memory only. */
  readonly subscriptions: Map<string, string>;
  /** LIDs (digits) of accounts whose devices it has queried, and the addressing of the queries. Kept in memory only. */
  readonly knownDevices: Map<string, Set<'lid' | 'pn'>>;
}

type Transient = 'outbox' | 'connection' | 'available' | 'subscriptions' | 'knownDevices';
export type CompanionRecord = Omit<Companion, Transient>;
