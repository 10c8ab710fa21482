import { type PixContent } from '@starling/contract';
import { type BaileysContent } from './content.js';
import { nativeFlow, wrapped } from './menu.js';

const CENTS = 100;

/** Amounts in WhatsApp's form: whole cents, and the factor to reais. */
const amount = (reais: number) => ({ value: Math.round(reais * CENTS), offset: CENTS });

/** A card to copy the key from; `reference` only has to differ from card to card. */
export function composePix(content: PixContent, reference: string): BaileysContent {
  const { merchantName, pixKey, pixKeyType, message, items } = content;
  const total = items.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice, 0);
  const params = {
    currency: 'BRL',
    total_amount: amount(total),
    reference_id: reference,
    type: 'physical-goods',
    order: {
      status: 'pending',
      subtotal: amount(total),
      order_type: 'ORDER',
      items: items.map(({ name, description, quantity, unitPrice }, at) => ({
        retailer_id: String(at + 1),
        name,
        ...(description && { description }),
        amount: amount(unitPrice),
        quantity,
      })),
    },
    payment_settings: [
      {
        type: 'pix_static_code',
        pix_static_code: {
          merchant_name: merchantName,
          key: pixKey,
          key_type: pixKeyType === 'RANDOM' ? 'EVP' : pixKeyType,
        },
      },
    ],
  };
  return wrapped({
    body: { text: message || merchantName },
    nativeFlowMessage: nativeFlow([{ name: 'payment_info', params }]),
  });
}
