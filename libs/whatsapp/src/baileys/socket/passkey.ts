import { type BinaryNode } from '@whiskeysockets/baileys';

/** WhatsApp asks some accounts for a passkey in the middle of a pairing. Baileys drops the notification, and waits. */
export function asksForPasskey({ attrs, content }: BinaryNode): boolean {
  return (
    /passkey/.test(attrs['type'] ?? '') ||
    (Array.isArray(content) && content.some(({ tag }) => /passkey/.test(tag)))
  );
}
