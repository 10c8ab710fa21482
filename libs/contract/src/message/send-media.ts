import { z } from 'zod';
import { breaks, optional } from '../fields/leniency.js';
import { shortText } from '../fields/limited-text.js';
import { file, longWords, oneOf, voiceFields } from './kind-fields.js';
import { type MediaInput, readInlineMedia } from './media-input.js';
import { messageBody } from './message-body.js';
import { sending } from './sending.js';
import { exampleOfSent } from './sent-reply.js';

export const SENDABLE_MEDIA = ['image', 'video', 'document', 'audio'] as const;

export interface MediaContent {
  readonly mediaType: (typeof SENDABLE_MEDIA)[number];
  readonly file: MediaInput;
  /** A sound has no caption. */
  readonly caption: string;
  readonly mimeType: string | undefined;
  readonly fileName: string | undefined;
  /** True only for a sound. */
  readonly isVoice: boolean;
  readonly durationSeconds: number | undefined;
  readonly waveform: readonly number[] | undefined;
}

const fields = {
  mediaType: oneOf(SENDABLE_MEDIA, 'InvalidMediaType'),
  mediaUrl: file,
  mediaBase64: optional(z.string()).describe('Bare base64 or a data URI'),
  message: longWords.describe('The caption'),
  mimeType: optional(shortText).describe('Absent: read from the bytes'),
  fileName: optional(shortText).describe('Of a document'),
  ...voiceFields,
};
type Sent = z.output<z.ZodObject<typeof fields>>;

function judge(sent: Sent, context: z.RefinementCtx): MediaContent {
  const { mediaType, mediaUrl, mediaBase64, message, mimeType, fileName } = sent;
  const inline = mediaBase64?.trim() ? readInlineMedia(mediaBase64) : undefined;
  const isSound = mediaType === 'audio';
  if ((mediaUrl === undefined) === (inline === undefined)) {
    return breaks('OneMediaSourceRequired')(context);
  }
  return {
    mediaType,
    file: (mediaUrl ?? inline) as MediaInput,
    caption: isSound ? '' : message,
    mimeType: mimeType?.trim() || undefined,
    fileName: fileName?.trim() || undefined,
    isVoice: isSound && sent.isVoice,
    durationSeconds: sent.duration,
    waveform: sent.waveform,
  };
}

export const sendMedia = sending({
  name: 'message.sendMedia',
  summary: 'Send an image, a video, a document or a sound',
  path: 'media',
  body: messageBody(fields, { mimetype: 'mimeType', caption: 'message', type: 'mediaType' }, judge),
  inlineFiles: ['mediaUrl', 'mediaBase64'],
  errors: [
    'InvalidMediaType',
    'OneMediaSourceRequired',
    'MediaUrlNotAllowed',
    'DownloadMediaFailed',
    'InvalidBase64Media',
    'UnsupportedMedia',
    'TooManyFiles',
    'AccountMediaQuotaExceeded',
  ],
  example: {
    body: {
      number: '5511999999999',
      mediaType: 'image',
      mediaUrl: 'https://cdn.example.com/menu.png',
      message: 'Our menu',
    },
    reply: exampleOfSent({
      messageType: 'image',
      content: 'Our menu',
      mediaUrl: 'https://mmg.whatsapp.net/v/t62.7118-24/12345678_n.enc',
      mediaMimeType: 'image/png',
      mediaSize: 48_213,
    }),
  },
});
