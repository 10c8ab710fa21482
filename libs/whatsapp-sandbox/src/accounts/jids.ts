import { jidDecode, jidEncode } from '@whiskeysockets/baileys';
import type { Account, Addressing } from './account.js';

/** Device 0, the phone, is written without a device. */
export const pnJid = (account: Account, device = 0): string =>
  jidEncode(account.number, 's.whatsapp.net', device === 0 ? undefined : device);

export const lidJid = (account: Account, device = 0): string =>
  jidEncode(account.lid, 'lid', device === 0 ? undefined : device);

export const jidOf = (account: Account, addressing: Addressing, device = 0): string =>
  addressing === 'lid' ? lidJid(account, device) : pnJid(account, device);

/** How a stanza tells the other name of who sent it. */
export const otherNameOf = (account: Account, addressing: Addressing): string =>
  addressing === 'lid' ? pnJid(account) : lidJid(account);

export const addressingOf = (jid: string): Addressing => (jid.endsWith('@lid') ? 'lid' : 'pn');

export const isGroupJid = (jid: string): boolean => jid.endsWith('@g.us');
export const isStatusJid = (jid: string): boolean => jid === 'status@broadcast';

export interface DeviceAddress {
  user: string;
  server: string;
  device: number;
}

export const parseJid = (jid: string | undefined): DeviceAddress | undefined => {
  const decoded = jidDecode(jid);
  return decoded && { user: decoded.user, server: decoded.server, device: decoded.device ?? 0 };
};
