import type { BinaryNode } from '../stanza/node.js';
import type { Account } from '../accounts/account.js';
import type { Companion } from '../accounts/device.js';
import type { World } from '../world/world.js';

export interface SendingDevice {
  readonly account: Account;
  readonly companion: Companion;
}

/** What the acknowledgement says besides the id: an `error`, when the message goes nowhere. */
export type AckAttributes = Record<string, string | number | undefined>;

/** Where messages of one kind of destination go. */
export interface MessageRoute {
  accepts(to: string): boolean;
  route(world: World, sender: SendingDevice, stanza: BinaryNode): AckAttributes;
}
