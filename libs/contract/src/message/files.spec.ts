import { describe, expect, it } from '@jest/globals';
import { parseBody } from '../operation/parse-request.js';
import { sendMedia } from './send-media.js';
import { sendStatus } from './send-status.js';
import { sendSticker } from './send-sticker.js';

const NUMBER = { number: '5511999999999' };
const URL = 'https://cdn.example.com/a.png';
const AT_URL = { kind: 'url', url: URL };

describe('Media', () => {
  const media = (sent: object) => parseBody(sendMedia, { ...NUMBER, mediaType: 'image', ...sent });

  it('has a file and its fields', () => {
    expect(media({ mediaUrl: URL })).toMatchObject({
      mediaType: 'image',
      file: AT_URL,
      caption: '',
      mimeType: undefined,
      fileName: undefined,
      isVoice: false,
      durationSeconds: undefined,
      waveform: undefined,
    });
  });

  it('takes the other names that clients have', () => {
    const sent = { mediaUrl: URL, caption: 'Menu', mimetype: 'image/png' };
    expect(media(sent)).toMatchObject({ caption: 'Menu', mimeType: 'image/png' });
    expect(media({ ...sent, message: 'A', mimeType: 'image/webp' })).toMatchObject({
      caption: 'A',
      mimeType: 'image/webp',
    });
    const typed = { ...NUMBER, mediaUrl: URL, type: 'video' };
    expect(parseBody(sendMedia, typed).mediaType).toBe('video');
    expect(parseBody(sendMedia, { ...typed, mediaType: 'image' }).mediaType).toBe('image');
  });

  it('clamps loudness that was measured on another scale', () => {
    const sound = { mediaType: 'audio', mediaUrl: URL, waveform: [-1, 0, 100, 255] };
    expect(media(sound).waveform).toEqual([0, 0, 100, 100]);
  });

  it('is a voice note when it is a sound, unless it is said not to be', () => {
    const sound = { mediaType: 'audio', mediaUrl: URL, message: 'no caption' };
    expect(media(sound)).toMatchObject({ isVoice: true, caption: '' });
    expect(media({ ...sound, isVoice: false, duration: 2.5, waveform: [0, 100] })).toMatchObject({
      isVoice: false,
      durationSeconds: 2.5,
      waveform: [0, 100],
    });
    expect(media({ mediaUrl: URL, isVoice: true }).isVoice).toBe(false);
  });

  it.each([
    [{ mediaUrl: 'data:image/png;base64,AAAA' }, { base64: 'AAAA', mimeType: 'image/png' }],
    [
      { mediaUrl: 'AAAA', mediaBase64: ' ' },
      { base64: 'AAAA', mimeType: undefined },
    ],
    [
      { mediaBase64: 'AAAA', mediaUrl: '' },
      { base64: 'AAAA', mimeType: undefined },
    ],
    [{ mediaBase64: URL }, { base64: URL, mimeType: undefined }],
  ])('is inline in %j', (sent, inline) => {
    expect(media(sent).file).toEqual({ kind: 'inline', ...inline });
  });

  it.each([{}, { mediaUrl: ' ', mediaBase64: null }, { mediaUrl: URL, mediaBase64: 'AAAA' }])(
    'comes from one place, unlike %j',
    (sent) => {
      expect(() => media(sent)).toThrow('Provide exactly one of mediaUrl or mediaBase64');
    },
  );

  it.each([undefined, null, '', 'IMAGE', 'sticker'])('is of no type %j', (mediaType) => {
    expect(() => media({ mediaUrl: URL, mediaType })).toThrow(
      "Invalid mediaType. Use 'image', 'video', 'document' or 'audio'",
    );
  });

  it.each([{ duration: -1 }, { waveform: [0.5] }, { isVoice: 'true' }])(
    'is refused in %j',
    (sent) => {
      expect(() => media({ mediaUrl: URL, ...sent })).toThrow('Invalid request body: ');
    },
  );
});

describe('A sticker', () => {
  const sticker = (imageUrl: unknown) => parseBody(sendSticker, { ...NUMBER, imageUrl });

  it('is a picture from anywhere', () => {
    expect(sticker(URL).file).toEqual(AT_URL);
    expect(sticker('AAAA').file).toMatchObject({ kind: 'inline' });
  });

  it.each([undefined, null, '', ' '])('is none without one: %j', (imageUrl) => {
    expect(() => sticker(imageUrl)).toThrow('imageUrl is required');
  });
});

describe('A story', () => {
  const story = (sent: object) => parseBody(sendStatus, sent);

  it('goes to everybody', () => {
    expect(story({ type: 'text', message: 'Hi', number: '1' })).toEqual({
      recipient: { kind: 'address', jid: 'status@broadcast' },
      delaySeconds: 0,
      replyTo: undefined,
      replyPrivate: false,
      mention: [],
      mentionAll: false,
      source: 'api',
      type: 'text',
      message: 'Hi',
      file: undefined,
      mimeType: undefined,
      fileName: undefined,
      backgroundColor: undefined,
      font: 'system',
      isVoice: false,
      durationSeconds: undefined,
      waveform: undefined,
    });
  });

  it.each([
    ['exo2', 'exo2'],
    ['wingdings', 'system'],
    [null, 'system'],
  ])('in the font %j is set in %s', (font, set) => {
    expect(story({ type: 'text', message: 'Hi', font }).font).toBe(set);
  });

  it.each(['#1E6E4F', '#1e6e4fCC'])('has the background %s', (backgroundColor) => {
    const body = story({ type: 'text', message: 'Hi', backgroundColor });
    expect(body.backgroundColor).toBe(backgroundColor);
  });

  it('with a file has a caption and no colour, and a sound is a voice note', () => {
    const image = { type: 'image', message: 'A', mediaUrl: URL, backgroundColor: 'red' };
    expect(story({ ...image, mimetype: 'image/png' })).toMatchObject({
      message: 'A',
      file: AT_URL,
      mimeType: 'image/png',
      backgroundColor: undefined,
      isVoice: false,
    });
    expect(story({ type: 'audio', mediaUrl: URL }).isVoice).toBe(true);
    expect(story({ type: 'audio', mediaUrl: URL, isVoice: false }).isVoice).toBe(false);
  });

  it.each([
    [{}, "Invalid type. Use 'text', 'image', 'video' or 'audio'"],
    [{ type: 'Text', message: 'Hi' }, "Invalid type. Use 'text', 'image', 'video' or 'audio'"],
    [{ type: 'text', message: ' ', backgroundColor: 'red' }, 'Message is required'],
    [{ type: 'video', message: 'Hi', mediaUrl: ' ' }, 'mediaUrl is required'],
    [{ type: 'text', message: 'Hi', backgroundColor: 'red' }, 'Invalid backgroundColor'],
    [{ type: 'text', message: 'Hi', backgroundColor: '#12345' }, 'Invalid backgroundColor'],
    [{ type: 'text', message: 5 }, 'Invalid request body: message: '],
  ])('%j is refused with: %s', (sent, error) => {
    expect(() => story(sent)).toThrow(error);
  });
});
