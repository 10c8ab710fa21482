import { describe, expect, it } from '@jest/globals';
import { type proto } from '@whiskeysockets/baileys';
import { bodyOf, whole } from '../../testing/translation.js';

const FILE = { url: 'https://mmg.whatsapp.net/x', fileLength: 12_345 };

const media = (change: object) => ({
  type: 'image',
  mimeType: 'image/jpeg',
  mimetype: 'image/jpeg',
  fileName: null,
  caption: '',
  size: 12_345,
  duration: null,
  isVoiceNote: false,
  url: 'https://mmg.whatsapp.net/x',
  s3Url: null,
  base64: null,
  ...change,
});

const ROWS: readonly [string, proto.IMessage, object][] = [
  [
    'an image with a caption',
    { imageMessage: { ...FILE, mimetype: 'image/jpeg', caption: 'Sea' } },
    { type: 'image', content: 'Sea', media: media({ caption: 'Sea' }) },
  ],
  [
    'an image without one',
    { imageMessage: { ...FILE, mimetype: 'image/jpeg' } },
    { type: 'image', content: '', media: media({}) },
  ],
  [
    'an image of which WhatsApp says nothing',
    { imageMessage: {} },
    {
      type: 'image',
      content: '',
      media: media({ mimeType: '', mimetype: '', size: null, url: null }),
    },
  ],
  [
    'a video',
    { videoMessage: { ...FILE, mimetype: 'video/mp4', seconds: 7, caption: 'Waves' } },
    {
      type: 'video',
      content: 'Waves',
      media: media({
        type: 'video',
        mimeType: 'video/mp4',
        mimetype: 'video/mp4',
        caption: 'Waves',
        duration: 7,
      }),
    },
  ],
  [
    'a video note',
    { ptvMessage: { ...FILE, mimetype: 'video/mp4', seconds: 3 } },
    {
      type: 'video',
      content: '',
      media: media({ type: 'ptv', mimeType: 'video/mp4', mimetype: 'video/mp4', duration: 3 }),
    },
  ],
  [
    'a song',
    { audioMessage: { ...FILE, mimetype: 'audio/mpeg', seconds: 180 } },
    {
      type: 'audio',
      content: '',
      media: media({
        type: 'audio',
        mimeType: 'audio/mpeg',
        mimetype: 'audio/mpeg',
        duration: 180,
      }),
    },
  ],
  [
    'a voice note',
    { audioMessage: { ...FILE, mimetype: 'audio/ogg; codecs=opus', seconds: 7, ptt: true } },
    {
      type: 'audio',
      content: '',
      media: media({
        type: 'ptt',
        mimeType: 'audio/ogg; codecs=opus',
        mimetype: 'audio/ogg; codecs=opus',
        duration: 7,
        isVoiceNote: true,
      }),
    },
  ],
  [
    'a document',
    {
      documentWithCaptionMessage: {
        message: {
          documentMessage: {
            ...FILE,
            mimetype: 'application/pdf',
            fileName: 'bill.pdf',
            caption: 'Your bill',
          },
        },
      },
    },
    {
      type: 'document',
      content: 'Your bill',
      media: media({
        type: 'document',
        mimeType: 'application/pdf',
        mimetype: 'application/pdf',
        fileName: 'bill.pdf',
        caption: 'Your bill',
      }),
    },
  ],
  [
    'a sticker',
    { stickerMessage: { ...FILE, mimetype: 'image/webp' } },
    {
      type: 'sticker',
      content: '',
      media: media({ type: 'sticker', mimeType: 'image/webp', mimetype: 'image/webp' }),
    },
  ],
  [
    'an animated sticker',
    { lottieStickerMessage: { message: { stickerMessage: { ...FILE, mimetype: 'a/b' } } } },
    {
      type: 'sticker',
      content: '',
      media: media({ type: 'sticker', mimeType: 'a/b', mimetype: 'a/b' }),
    },
  ],
];

describe('A message that holds', () => {
  it.each(ROWS)('%s tells of its file', (_, content, expected) => {
    expect(bodyOf(content)).toEqual(whole(expected));
  });
});
