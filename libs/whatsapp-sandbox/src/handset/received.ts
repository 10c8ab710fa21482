import type { proto } from '@whiskeysockets/baileys';
import type { Account, Addressing } from '../accounts/account.js';

/** A message that a phone has received, decrypted. */
export interface ReceivedMessage {
  readonly id: string;
  /** JID of the chat: the group, or the other person. For a copy of an own message the recipient. */
  readonly chat: string;
  readonly from: Account;
  /** The device of the sender, 0 for a phone. */
  readonly fromDevice: number;
  /** Sent by the same account from another device. */
  readonly fromMe: boolean;
  readonly addressing: Addressing;
  readonly message: proto.IMessage;
  readonly timestamp: number;
  /** How often the sender encrypted it again before it could be decrypted. */
  readonly retries: number;
}

export interface ReceivedReceipt {
  readonly ids: readonly string[];
  readonly type: 'delivered' | string;
  readonly from: Account;
  /** The group, when it was a message in a group. */
  readonly group: string | undefined;
}

export interface ReceivedPresence {
  readonly from: Account;
  /** `composing`, `recording`, `paused`. */
  readonly state: string;
  readonly group: string | undefined;
}

export interface ReceivedCall {
  readonly from: Account;
  /** `offer`, `reject`, `terminate`, ... */
  readonly event: string;
  readonly callId: string;
}

export interface PhoneEvents {
  message: [ReceivedMessage];
  undecryptable: [{ id: string; from: Account; reason: string }];
  receipt: [ReceivedReceipt];
  presence: [ReceivedPresence];
  call: [ReceivedCall];
}
