import type { proto } from '@whiskeysockets/baileys';
import type { BinaryNode } from '../stanza/node.js';
import type { Companion, KeyBundle } from './device.js';

export type Addressing = 'lid' | 'pn';

/** What one message says about itself, however it travels. */
export interface Envelope {
  readonly id: string;
  readonly sender: Account;
  readonly senderDevice: number;
  /** The group, `status@broadcast`, or undefined in a direct chat. */
  readonly group: string | undefined;
  /** For copies of what the account itself sent elsewhere. */
  readonly destination: string | undefined;
  readonly addressing: Addressing;
  readonly timestamp: number;
}

/** The phone of an account: device 0. It lives in this process, so nothing waits for it. */
export interface PhoneDevice {
  /** A message encrypted by a real client. */
  receive(envelope: Envelope, stanza: BinaryNode): void;
  /** A message of another phone in this process: no need to encrypt. */
  receivePlain(envelope: Envelope, message: proto.IMessage): void;
  receiveReceipt(receipt: BinaryNode, from: Account, device: number): void;
  receivePresence(presence: BinaryNode, from: Account): void;
  receiveCall(call: BinaryNode, from: Account): void;
  keyBundle(withPreKey: boolean): KeyBundle;
  /** Gives a newly linked device its first history; again at every login until the device has confirmed it. */
  shareHistory(companion: Companion): void;
}

/** Somebody with a number: an owner of linked devices, a contact, or both. */
export interface Account {
  /** Digits with the country code. */
  readonly number: string;
  /** Digits of the hidden identity. */
  readonly lid: string;
  name: string;
  about: string;
  nextDevice: number;
  readonly companions: Map<number, Companion>;
  readonly privacy: Record<string, string>;
  /** LIDs (digits) whose messages do not come through. */
  readonly blocked: Set<string>;
  /** Whether the phone itself says that it is on screen. */
  online: boolean;
  phone: PhoneDevice;
}
