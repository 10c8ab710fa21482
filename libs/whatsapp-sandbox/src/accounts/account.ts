import type { proto } from '@whiskeysockets/baileys';
import type { BinaryNode } from '../stanza/node.js';
import type { Companion, KeyBundle } from './device.js';

export type Addressing = 'lid' | 'pn';

/** The addressing of one message, the same for direct, group and status messages. */
export interface Envelope {
  readonly id: string;
  readonly sender: Account;
  readonly senderDevice: number;
  /** The group, `status@broadcast`, or undefined in a direct chat. */
  readonly group: string | undefined;
  /** The chat that a message went to; only in copies for the sender's own devices. */
  readonly destination: string | undefined;
  readonly addressing: Addressing;
  readonly timestamp: number;
}

/** The phone of an account: device 0. It runs in this process, so messages for it are never queued. */
export interface PhoneDevice {
  /** Receives a message that a real client encrypted. */
  receive(envelope: Envelope, stanza: BinaryNode): void;
  /** Receives a message of another virtual phone, which is not encrypted. */
  receivePlain(envelope: Envelope, message: proto.IMessage): void;
  receiveReceipt(receipt: BinaryNode, from: Account, device: number): void;
  receivePresence(presence: BinaryNode, from: Account): void;
  receiveCall(call: BinaryNode, from: Account): void;
  keyBundle(withPreKey: boolean): KeyBundle;
  /** Sends a newly linked device its first history; repeated at every login until the device has confirmed it. */
  shareHistory(companion: Companion): void;
}

/** An account of WhatsApp: it has linked devices, or a contact uses it, or both. */
export interface Account {
  /** Digits with the country code. */
  readonly number: string;
  /** Digits of the LID, the identity that hides the number. */
  readonly lid: string;
  name: string;
  about: string;
  nextDevice: number;
  readonly companions: Map<number, Companion>;
  readonly privacy: Record<string, string>;
  /** LIDs (digits) of blocked accounts: their messages are not delivered to this one. */
  readonly blocked: Set<string>;
  /** Whether the phone itself is online; linked devices have `available`. */
  online: boolean;
  phone: PhoneDevice;
}
