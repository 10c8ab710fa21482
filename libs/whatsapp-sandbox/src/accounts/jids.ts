import { jidDecode, jidEncode } from '@whiskeysockets/baileys';
import type { Account, Addressing } from './account.js';

/** The JID of device 0, the phone, has no device part. */
export const pnJid = (account: Account, device = 0): string =>
  jidEncode(account.number, 's.whatsapp.net', device === 0 ? undefined : device);

export const lidJid = (account: Account, device = 0): string =>
  jidEncode(account.lid, 'lid', device === 0 ? undefined : device);

export const jidOf = (account: Account, addressing: Addressing, device = 0): string =>
  addressing === 'lid' ? lidJid(account, device) : pnJid(account, device);

/** The other JID of a sender, which a stanza carries beside the JID that addresses the sender. */
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
