import { type proto } from '@whiskeysockets/baileys';
import { type Content, type RawReading } from './reading.js';

const WAID = /waid=(\d+)/;
const TEL = /^(?:item\d+\.)?TEL[^:]*:(.+)$/m;

function card({ displayName, vcard }: proto.Message.IContactMessage) {
  const text = vcard ?? '';
  const number = WAID.exec(text)?.[1] ?? TEL.exec(text)?.[1]?.replaceAll(/\D/g, '') ?? '';
  return { display_name: displayName ?? '', phone_number: number, vcard: text };
}

export function readContacts({
  contactMessage,
  contactsArrayMessage,
}: Content): RawReading | undefined {
  const sent = contactMessage ? [contactMessage] : contactsArrayMessage?.contacts;
  if (!sent) return undefined;
  const cards = sent.map(card);
  return {
    type: 'contact',
    content: cards.map(({ display_name }) => display_name).join(', '),
    contextInfo: (contactMessage ?? contactsArrayMessage)?.contextInfo,
    blocks: { contact: cards[0] ?? null },
    ...(cards.length > 1 && { extras: { contacts: cards } }),
  };
}
