import { type BaileysEventMap } from '@whiskeysockets/baileys';
import { type SessionWrite, type MessageUpdate } from '@starling/domain';

type Events = BaileysEventMap;

/** Contract codes of Baileys' ERROR, PENDING, SERVER_ACK, DELIVERY_ACK, READ and PLAYED. */
const STATUS_CODES = [-1, 0, 1, 2, 4, 5];
const DELIVERED = 2;
const READ = 4;
const PLAYED = 5;

export const statusCodeOf = (status: number): number => STATUS_CODES[status] ?? 0;

/** The delivery states in an event; undefined when it has none. */
export function keepStatuses<E extends keyof Events>(
  event: E,
  data: Events[E],
): SessionWrite | undefined {
  const updates =
    event === 'messages.update'
      ? keepUpdates(data as Events['messages.update'])
      : event === 'message-receipt.update'
        ? keepReceipts(data as Events['message-receipt.update'])
        : [];
  return updates.length > 0 ? { updates } : undefined;
}

/** Receipts of private chats, and refusals by WhatsApp. */
function keepUpdates(updates: Events['messages.update']): MessageUpdate[] {
  return updates.flatMap(({ key, update }) =>
    key.id && typeof update.status === 'number'
      ? [{ messageId: key.id, fromMe: key.fromMe ?? false, status: statusCodeOf(update.status) }]
      : [],
  );
}

/** In a group the first receipt of any member counts. */
function keepReceipts(receipts: Events['message-receipt.update']): MessageUpdate[] {
  return receipts.flatMap(({ key, receipt }) => {
    const { playedTimestamp, readTimestamp, receiptTimestamp } = receipt;
    const reached = receiptTimestamp ? DELIVERED : undefined;
    const status = playedTimestamp ? PLAYED : readTimestamp ? READ : reached;
    return key.id && status ? [{ messageId: key.id, fromMe: key.fromMe ?? false, status }] : [];
  });
}
