import { type z } from 'zod';
import { breaks, optional } from '../fields/leniency.js';
import { longText, shortText } from '../fields/limited-text.js';
import { file, words } from './kind-fields.js';
import { type MediaInput } from './media-input.js';
import { buttonsField, judgeButtons, type MenuButton } from './menu-buttons.js';
import { plainMessageBody, requiredText } from './message-body.js';
import { sending } from './sending.js';
import { exampleOfSent } from './sent-reply.js';

const HEADER_MEDIA = ['image', 'video', 'document'] as const;

/** The header above the text of a menu. */
export interface HeaderMedia {
  readonly kind: (typeof HEADER_MEDIA)[number];
  readonly file: MediaInput;
}

export interface ButtonContent {
  readonly contentText: string;
  readonly footerText: string;
  /** Empty when the header has media. */
  readonly headerText: string;
  readonly media: HeaderMedia | undefined;
  readonly buttons: readonly MenuButton[];
}

const fields = {
  contentText: requiredText('ContentTextRequired', longText),
  buttons: buttonsField,
  headerText: words.describe('Ignored with media'),
  footerText: words,
  mediaUrl: file,
  mediaType: optional(shortText.meta({ enum: ['IMAGE', 'VIDEO', 'DOCUMENT'] })).describe(
    'In any case; required with media',
  ),
};
type Sent = z.output<z.ZodObject<typeof fields>>;

function judge(sent: Sent, context: z.RefinementCtx): ButtonContent {
  const { contentText, headerText, footerText } = sent;
  if (!sent.buttons?.length) breaks('InvalidButtonCount')(context);
  const buttons = judgeButtons(sent.buttons ?? [], 'buttons', context);
  const media = mediaOf(sent, context);
  return { contentText, footerText, headerText: media ? '' : headerText, media, buttons };
}

function mediaOf({ mediaUrl, mediaType }: Sent, context: z.RefinementCtx): HeaderMedia | undefined {
  if (!mediaUrl) return undefined;
  const wanted = mediaType?.trim().toLowerCase();
  const kind = HEADER_MEDIA.find((known) => known === wanted);
  return { kind: kind ?? breaks('MediaTypeRequired')(context), file: mediaUrl };
}

export const sendButton = sending({
  name: 'message.sendButton',
  summary: 'Send a text with one to three buttons',
  path: 'button',
  body: plainMessageBody(fields, {}, judge),
  inlineFiles: ['mediaUrl'],
  errors: [
    'ContentTextRequired',
    'InvalidButtonCount',
    'FieldRequired',
    'InvalidButtonType',
    'MediaTypeRequired',
    'NotInNewsletters',
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
      contentText: 'Shall we confirm your appointment?',
      footerText: 'Acme Clinic',
      buttons: [
        { id: 'yes', displayText: 'Confirm' },
        { id: 'https://acme.example/reschedule', displayText: 'Reschedule', type: 'URL' },
      ],
    },
    reply: exampleOfSent({
      messageType: 'buttons',
      content: 'Shall we confirm your appointment?',
    }),
  },
});
