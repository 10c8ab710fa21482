import { z } from 'zod';
import { breaks, optional } from '../fields/leniency.js';
import { shortText } from '../fields/limited-text.js';
import { plainMessageBody } from './message-body.js';
import { sending } from './sending.js';
import { exampleOfSent } from './sent-reply.js';

const MAX_CARDS = 50;

export interface ContactCard {
  readonly fullName: string;
  readonly phone: string;
  readonly organization: string | undefined;
  readonly email: string | undefined;
  readonly url: string | undefined;
}

export interface ContactContent {
  /** At least one. */
  readonly cards: readonly ContactCard[];
}

const text = optional(shortText);
const card = z.object({
  fullName: text.describe('Required'),
  phone: text.describe('Required'),
  organization: text,
  email: text,
  url: text,
});
const fields = {
  vcard: optional(z.union([card, z.array(card).max(MAX_CARDS)])).describe(
    `One card, or a list of at most ${MAX_CARDS}`,
  ),
};
type Sent = z.output<z.ZodObject<typeof fields>>;

function judge({ vcard }: Sent, context: z.RefinementCtx): ContactContent {
  const sent = vcard === undefined ? [] : [vcard].flat();
  if (sent.length === 0) return breaks('VcardRequired')(context);
  const cards = sent.map(({ fullName, phone, ...rest }) =>
    fullName?.trim() && phone?.trim()
      ? { fullName, phone, ...rest }
      : breaks('NameAndPhoneRequired')(context),
  );
  return { cards };
}

export const sendContact = sending({
  name: 'message.sendContact',
  summary: 'Send one contact card, or several in one message',
  path: 'contact',
  body: plainMessageBody(fields, {}, judge),
  errors: ['VcardRequired', 'NameAndPhoneRequired'],
  example: {
    body: {
      number: '5511999999999',
      vcard: { fullName: 'Ana Souza', phone: '+55 11 98888-7777', organization: 'Acme' },
    },
    reply: exampleOfSent({
      messageType: 'contact',
      content: 'Ana Souza',
      vcard: [{ fullName: 'Ana Souza', phone: '+55 11 98888-7777', organization: 'Acme' }],
    }),
  },
});
