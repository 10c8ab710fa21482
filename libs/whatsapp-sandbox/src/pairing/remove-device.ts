import { deviceRemoved } from '../faults/close-stanzas.js';
import type { Account } from '../accounts/account.js';
import type { Companion } from '../accounts/device.js';
import type { World } from '../world/world.js';
import { announceDevices } from './announce-devices.js';

/** Removes a device from the account and ends its connection; logins with its credentials get 401 from now on. */
export const removeDevice = (world: World, account: Account, companion: Companion): void => {
  const { connection } = companion;
  world.accounts.deleteCompanion(account, companion);
  announceDevices(world, account, 'remove', companion);
  connection?.end(deviceRemoved());
};
