import { z } from 'zod';
import { fullJid, party } from '../events/payloads/address.js';

const names = {
  first_name: z.string(),
  full_name: z.string().describe('As in the address book'),
  push_name: z.string().describe('The name that the person has chosen'),
  business_name: z.string(),
};

/** A contact of an instance. An unknown value is empty. */
export const contactView = z.strictObject({
  found: z.literal(true),
  jid: fullJid,
  lid: party.shape.lid,
  ...names,
  redacted_phone: z.string().describe('Of those whose number is hidden'),
  profilePicUrl: z.string().optional().describe('Only when it is known already'),
});
export type ContactView = z.infer<typeof contactView>;

export const unknownContact = z.strictObject({
  found: z.literal(false),
  jid: fullJid,
  lid: z.null(),
  ...names,
});

export const EXAMPLE_CONTACT: ContactView = {
  found: true,
  jid: '5511999999999@s.whatsapp.net',
  lid: '123456789@lid',
  first_name: 'Ana',
  full_name: 'Ana Souza',
  push_name: 'Aninha',
  business_name: '',
  redacted_phone: '',
};
