import type { BinaryNode } from '../stanza/node.js';
import type { Account } from '../accounts/account.js';
import type { Companion } from '../accounts/device.js';
import type { World } from '../world/world.js';

export interface SendingDevice {
  readonly account: Account;
  readonly companion: Companion;
}

/** The attributes of the acknowledgement besides the id; `error` when the message is not delivered. */
export type AckAttributes = Record<string, string | number | undefined>;

/** Delivers the messages to one kind of destination. */
export interface MessageRoute {
  accepts(to: string): boolean;
  route(world: World, sender: SendingDevice, stanza: BinaryNode): AckAttributes;
}
