import { type ReceivedMessage } from '@starling/whatsapp-sandbox';

/** A protobuf value as JSON: bytes as base64, 64-bit numbers as numbers, absent fields left out. */
function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  if ('toNumber' in value && typeof value.toNumber === 'function') return Number(value);
  const fields = Object.entries(value).filter(([, field]) => field !== undefined && field !== null);
  return Object.fromEntries(fields.map(([name, field]) => [name, plain(field)]));
}

export interface PlainMessage {
  readonly id: string;
  readonly chat: string;
  readonly from: string;
  readonly fromMe: boolean;
  readonly timestamp: number;
  /** The text or caption, or the emoji of a reaction; null without any. */
  readonly text: string | null;
  readonly message: unknown;
}

export function plainMessage(received: ReceivedMessage): PlainMessage {
  const { id, chat, from, fromMe, timestamp, message } = received;
  return {
    id,
    chat,
    from: from.number,
    fromMe,
    timestamp,
    text: textOf(message),
    message: plain(message),
  };
}

function textOf(message: ReceivedMessage['message']): string | null {
  const captioned = message.imageMessage ?? message.videoMessage ?? message.documentMessage;
  return (
    message.conversation ??
    message.extendedTextMessage?.text ??
    captioned?.caption ??
    message.reactionMessage?.text ??
    null
  );
}
