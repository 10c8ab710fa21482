import { type ContactCard, type ContactContent } from '@starling/contract';
import { type BaileysContent } from './content.js';

/** One card is a contact, several are a list of them. */
export function composeContact({ cards }: ContactContent): BaileysContent {
  const contacts = cards.map((card) => ({ displayName: card.fullName, vcard: vcardOf(card) }));
  const displayName = contacts.length === 1 ? (contacts[0]?.displayName ?? '') : named(contacts);
  return { contacts: { displayName, contacts } };
}

const named = (contacts: readonly unknown[]): string => `${contacts.length} contacts`;

/** vCard 3.0; `waid` is what makes a phone offer a chat. */
export function vcardOf({ fullName, phone, organization, email, url }: ContactCard): string {
  const digits = phone.replaceAll(/\D/g, '');
  return [
    'BEGIN:VCARD',
    'VERSION:3.0',
    `N:;${escaped(fullName)};;;`,
    `FN:${escaped(fullName)}`,
    ...(organization ? [`ORG:${escaped(organization)};`] : []),
    `TEL;type=CELL;waid=${digits}:+${digits}`,
    ...(email ? [`EMAIL:${escaped(email)}`] : []),
    ...(url ? [`URL:${escaped(url)}`] : []),
    'END:VCARD',
  ].join('\n');
}

/** A line of one field must not become two. */
const escaped = (text: string): string =>
  text.replaceAll(/[\\;,]/g, (sign) => `\\${sign}`).replaceAll(/\r\n|\r|\n/g, String.raw`\n`);
