type Jid = string | null | undefined;

/** Stories of contacts. */
export const STATUS_JID = 'status@broadcast';

export const isGroupJid = (jid: Jid): boolean => jid?.endsWith('@g.us') ?? false;
export const isNewsletterJid = (jid: Jid): boolean => jid?.endsWith('@newsletter') ?? false;
export const isStatusJid = (jid: Jid): boolean => jid === STATUS_JID;
/** Broadcast lists, and the stories. */
export const isBroadcastJid = (jid: Jid): boolean => jid?.endsWith('@broadcast') ?? false;
/** The hidden address of a user. */
export const isLidJid = (jid: Jid): boolean => jid?.endsWith('@lid') ?? false;
/** The address of a user that shows the phone number. */
export const isPhoneJid = (jid: Jid): boolean => jid?.endsWith('@s.whatsapp.net') ?? false;
export const phoneJidOf = (digits: string): string => `${digits}@s.whatsapp.net`;
