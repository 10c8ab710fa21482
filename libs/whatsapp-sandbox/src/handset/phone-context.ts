import type { SignalEndpoint } from '../signal/endpoint.js';
import type { Account } from '../accounts/account.js';
import type { World } from '../world/world.js';
import type { MessageSender } from './message-sender.js';
import type { Outgoing } from './outgoing.js';
import type { ReceivedMessage } from './received.js';

/** The automatic reactions of a phone. */
export interface PhoneBehavior {
  /** Sends a delivery receipt for every message, as phones do. */
  confirms: boolean;
  /** Sends a read receipt for every message as soon as it arrives. */
  reads: boolean;
  /** Encrypts a message again when a device sends a retry receipt. */
  answersRetries: boolean;
}

/** The part of a phone that its reactions use. */
export interface PhoneContext {
  readonly world: World;
  readonly account: Account;
  readonly endpoint: SignalEndpoint;
  readonly messageSender: MessageSender;
  readonly behavior: PhoneBehavior;
  readonly inbox: readonly ReceivedMessage[];
  sentMessage(id: string): Outgoing | undefined;
}
