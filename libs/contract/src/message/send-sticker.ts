import { type z } from 'zod';
import { breaks } from '../fields/leniency.js';
import { file } from './kind-fields.js';
import { type MediaInput } from './media-input.js';
import { plainMessageBody } from './message-body.js';
import { sending } from './sending.js';
import { exampleOfSent } from './sent-reply.js';

export interface StickerContent {
  readonly file: MediaInput;
}

interface Sent {
  readonly imageUrl: MediaInput | undefined;
}

const judge = ({ imageUrl }: Sent, context: z.RefinementCtx): StickerContent => ({
  file: imageUrl ?? breaks('ImageUrlRequired')(context),
});

export const sendSticker = sending({
  name: 'message.sendSticker',
  summary: 'Send a sticker; PNG, JPEG and GIF are converted',
  path: 'sticker',
  body: plainMessageBody({ imageUrl: file }, {}, judge),
  inlineFiles: ['imageUrl'],
  errors: [
    'ImageUrlRequired',
    'MediaUrlNotAllowed',
    'DownloadMediaFailed',
    'InvalidBase64Media',
    'UnsupportedMedia',
    'TooManyFiles',
    'AccountMediaQuotaExceeded',
  ],
  example: {
    body: { number: '5511999999999', imageUrl: 'https://cdn.example.com/hello.png' },
    reply: exampleOfSent({
      messageType: 'sticker',
      mediaUrl: 'https://mmg.whatsapp.net/v/t62.15575-24/12345678_n.enc',
      mediaMimeType: 'image/webp',
      mediaSize: 20_480,
    }),
  },
});
