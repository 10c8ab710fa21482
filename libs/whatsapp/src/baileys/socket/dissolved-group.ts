import { type BinaryNode, getBinaryNodeChild } from '@whiskeysockets/baileys';

/** Undefined for every other notification. Baileys has no event for a group that is gone. */
export function dissolvedGroup(notification: BinaryNode): string | undefined {
  if (notification.attrs['type'] !== 'w:gp2') return undefined;
  return getBinaryNodeChild(notification, 'delete') && notification.attrs['from'];
}
