import type { SignalEndpoint } from '../signal/endpoint.js';
import type { Account } from '../accounts/account.js';
import type { World } from '../world/world.js';
import type { MessageSender, Outgoing } from './message-sender.js';
import type { ReceivedMessage } from './received.js';

/** How a phone behaves when nobody tells it what to do. */
export interface PhoneBehavior {
  /** Confirms the arrival of every message, as phones do. */
  confirms: boolean;
  /** Reads every message as soon as it arrives. */
  reads: boolean;
  /** Encrypts again for a device that asks. */
  answersRetries: boolean;
}

/** What a phone's reactions may use of it. */
export interface PhoneContext {
  readonly world: World;
  readonly account: Account;
  readonly endpoint: SignalEndpoint;
  readonly messageSender: MessageSender;
  readonly behavior: PhoneBehavior;
  readonly inbox: readonly ReceivedMessage[];
  sentMessage(id: string): Outgoing | undefined;
}
