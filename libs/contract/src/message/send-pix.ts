import { z } from 'zod';
import { breaks, optional, withDefault } from '../fields/leniency.js';
import { shortText } from '../fields/limited-text.js';
import { longWords, oneOf, words } from './kind-fields.js';
import { plainMessageBody, requiredText } from './message-body.js';
import { sending } from './sending.js';
import { exampleOfSent } from './sent-reply.js';

export const PIX_KEY_TYPES = ['CPF', 'CNPJ', 'EMAIL', 'PHONE', 'RANDOM'] as const;
export type PixKeyType = (typeof PIX_KEY_TYPES)[number];

export interface PixItem {
  readonly name: string;
  readonly description: string;
  readonly quantity: number;
  readonly unitPrice: number;
}

/** A card with a key to copy. It charges nothing. */
export interface PixContent {
  readonly merchantName: string;
  readonly pixKey: string;
  readonly pixKeyType: PixKeyType;
  readonly message: string;
  readonly items: readonly PixItem[];
}

const item = z.object({
  name: shortText.regex(/\S/),
  description: words,
  quantity: withDefault(z.int().min(1), 1),
  unitPrice: withDefault(z.number().min(0), 0).describe('In reais'),
});

const fields = {
  merchantName: requiredText('MerchantNameRequired', shortText),
  pixKey: requiredText('PixKeyRequired', shortText),
  pixKeyType: oneOf(PIX_KEY_TYPES, 'InvalidPixKeyType'),
  message: longWords,
  items: optional(z.array(item)),
};
type Sent = z.output<z.ZodObject<typeof fields>>;

function judge({ items = [], ...sent }: Sent, context: z.RefinementCtx): PixContent {
  const isDigits = sent.pixKeyType === 'CPF' || sent.pixKeyType === 'CNPJ';
  const pixKey = isDigits ? sent.pixKey.replaceAll(/\D/g, '') : sent.pixKey.trim();
  return { ...sent, pixKey: pixKey || breaks('PixKeyRequired')(context), items };
}

export const sendPix = sending({
  name: 'message.sendPix',
  summary: 'Send a PIX key to copy',
  path: 'pix',
  body: plainMessageBody(fields, {}, judge),
  errors: ['MerchantNameRequired', 'PixKeyRequired', 'InvalidPixKeyType', 'NotInNewsletters'],
  example: {
    body: {
      number: '5511999999999',
      merchantName: 'Padaria Central',
      pixKey: '123.456.789-09',
      pixKeyType: 'CPF',
      message: 'Order 1042',
      items: [{ name: 'Bread', quantity: 2, unitPrice: 7.5 }],
    },
    reply: exampleOfSent({ messageType: 'interactive', content: 'Order 1042' }),
  },
});
