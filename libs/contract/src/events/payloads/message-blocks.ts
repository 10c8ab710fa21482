import { z } from 'zod';
import { timestamp } from '../../fields/timestamp.js';
import { fullJid, fullJidOrNothing } from './address.js';

export const MEDIA_TYPES = [
  'image',
  'video',
  'audio',
  'document',
  'sticker',
  'ptt',
  'ptv',
] as const;

/** The MIME type has two keys, because existing readers use different ones. */
export const mediaBlock = z.strictObject({
  type: z.enum(MEDIA_TYPES),
  mimeType: z.string(),
  mimetype: z.string(),
  fileName: z.string().nullable(),
  caption: z.string(),
  size: z.number().nullable(),
  duration: z.number().nullable(),
  isVoiceNote: z.boolean(),
  url: z.string().nullable().describe("WhatsApp's own encrypted address"),
  s3Url: z.string().nullable(),
  base64: z.string().nullable().describe('Bare, without `data:`'),
});

export const replyBlock = z.strictObject({
  message_id: z.string(),
  text: z.string(),
  sender: fullJidOrNothing,
});

export const quoteBlock = z.strictObject({
  messageId: z.string(),
  participant: fullJidOrNothing,
  type: z.string(),
  content: z.string(),
});

export const mentionsBlock = z.strictObject({ mentionedUsers: z.array(fullJid).min(1) });

export const editBlock = z.strictObject({ original_id: z.string(), text: z.string() });

/** Two keys have two spellings, because existing readers use different ones. */
export const reactionBlock = z.strictObject({
  emoji: z.string(),
  text: z.string(),
  messageId: z.string(),
  message_id: z.string(),
  fromMe: z.boolean(),
  participant: fullJidOrNothing,
});

export const locationBlock = z.strictObject({
  latitude: z.number(),
  longitude: z.number(),
  name: z.string(),
  address: z.string(),
  isLive: z.boolean(),
});

export const contactBlock = z.strictObject({
  display_name: z.string(),
  phone_number: z.string(),
  vcard: z.string(),
});

const options = z.array(z.strictObject({ name: z.string() }));

export const pollBlock = z.strictObject({
  title: z.string(),
  options,
  selectableCount: z.number(),
});

/** A vote, with the chosen options. */
export const voteBlock = z.strictObject({ messageId: z.string(), title: z.string(), options });

export const eventBlock = z.strictObject({
  name: z.string(),
  startAt: timestamp.nullable(),
  endAt: timestamp.nullable(),
  description: z.string(),
  location: z.string().nullable(),
  joinLink: z.string().nullable(),
  isCanceled: z.boolean(),
});

export const EVENT_ANSWERS = ['going', 'not_going', 'maybe'] as const;

export const eventAnswerBlock = z.strictObject({
  messageId: z.string(),
  response: z.enum(EVENT_ANSWERS),
  extraGuestCount: z.number(),
});
