import { z } from 'zod';
import { breaks, optional } from '../fields/leniency.js';
import { shortText } from '../fields/limited-text.js';
import { file, longWords, oneOf, voiceFields, words } from './kind-fields.js';
import { type MediaInput } from './media-input.js';
import { type Addressed, source, withAliases } from './message-body.js';
import { posting } from './sending.js';
import { exampleOfSent } from './sent-reply.js';

export const STATUS_TYPES = ['text', 'image', 'video', 'audio'] as const;
export const STATUS_FONTS = [
  'system',
  'sans-serif',
  'serif',
  'script',
  'bold',
  'calistoga',
  'exo2',
  'monospace',
] as const;

export interface StatusContent {
  readonly type: (typeof STATUS_TYPES)[number];
  /** The text, or the caption of an image or a video. */
  readonly message: string;
  /** Present unless the status is a text. */
  readonly file: MediaInput | undefined;
  readonly mimeType: string | undefined;
  readonly fileName: string | undefined;
  /** `#RRGGBB` or `#RRGGBBAA`. Undefined: WhatsApp chooses. */
  readonly backgroundColor: string | undefined;
  readonly font: (typeof STATUS_FONTS)[number];
  /** True only for a sound. */
  readonly isVoice: boolean;
  readonly durationSeconds: number | undefined;
  readonly waveform: readonly number[] | undefined;
}

const fields = z.object({
  type: oneOf(STATUS_TYPES, 'InvalidStatusType'),
  message: longWords.describe('The text of a text status, which requires it; else the caption'),
  mediaUrl: file,
  mimeType: optional(shortText).describe('Absent: read from the bytes'),
  fileName: optional(shortText),
  backgroundColor: optional(shortText).describe('`#RRGGBB` or `#RRGGBBAA`; text only'),
  font: words.meta({ enum: [...STATUS_FONTS] }).describe('Text only; unknown: `system`'),
  ...voiceFields,
  source,
});
type Sent = z.output<typeof fields>;

const COLOR = /^#(?:[\da-f]{6}|[\da-f]{8})$/i;

function judge(sent: Sent, context: z.RefinementCtx): Addressed & StatusContent {
  const isText = sent.type === 'text';
  const backgroundColor = (isText && sent.backgroundColor?.trim()) || undefined;
  if (isText && !sent.message.trim()) breaks('MessageRequired')(context);
  if (!isText && !sent.mediaUrl) breaks('MediaUrlRequired')(context);
  if (backgroundColor && !COLOR.test(backgroundColor)) breaks('InvalidBackgroundColor')(context);
  return {
    ...TO_EVERYBODY,
    source: sent.source,
    type: sent.type,
    message: sent.type === 'audio' ? '' : sent.message,
    file: isText ? undefined : sent.mediaUrl,
    mimeType: sent.mimeType?.trim() || undefined,
    fileName: sent.fileName?.trim() || undefined,
    backgroundColor,
    font: STATUS_FONTS.find((font) => font === sent.font) ?? 'system',
    isVoice: sent.type === 'audio' && sent.isVoice,
    durationSeconds: sent.duration,
    waveform: sent.waveform,
  };
}

const TO_EVERYBODY = {
  recipient: { kind: 'address', jid: 'status@broadcast' },
  delaySeconds: 0,
  replyTo: undefined,
  replyPrivate: false,
  mention: [],
  mentionAll: false,
} as const satisfies Omit<Addressed, 'source'>;

export const sendStatus = posting({
  name: 'message.sendStatus',
  summary: 'Post a story, seen for 24 hours by all contacts',
  path: 'status',
  body: z.preprocess(withAliases({ mimetype: 'mimeType' }), fields.transform(judge)) as z.ZodType<
    Addressed & StatusContent,
    z.input<typeof fields>
  >,
  inlineFiles: ['mediaUrl'],
  errors: [
    'InvalidStatusType',
    'MessageRequired',
    'MediaUrlRequired',
    'InvalidBackgroundColor',
    'MediaUrlNotAllowed',
    'DownloadMediaFailed',
    'InvalidBase64Media',
    'UnsupportedMedia',
    'TooManyFiles',
    'AccountMediaQuotaExceeded',
  ],
  example: {
    body: { type: 'text', message: 'Open until nine today', backgroundColor: '#1E6E4F' },
    reply: exampleOfSent({
      messageType: 'text',
      content: 'Open until nine today',
      chat: { jid: 'status@broadcast', lid: null, type: 'status' },
    }),
  },
});
