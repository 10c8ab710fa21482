import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testServices } from '@starling/testing';
import { type ReceivedMessage } from '@starling/whatsapp-sandbox';
import sharp from 'sharp';
import { Fleet } from '../sessions/fleet.js';
import { Sending } from './sending.js';

/*
 * Real files from the request to the phone of a contact, who downloads and decrypts them. Beside the product runs a
 * small web server for those that are given by address.
 */
let fleet: Fleet;
let sending: Sending;
let server: Server;
let base: string;
let picture: Buffer;

const served = new Map<string, Buffer>();

beforeAll(async () => {
  fleet = await Fleet.start(testServices(), 1);
  sending = await Sending.from(fleet, 'files');
  const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const;
  picture = await sharp({
    create: { width: 300, height: 200, channels: 3, background: 'red', noise },
  })
    .png()
    .toBuffer();
  served.set('/menu.png', picture).set('/empty.png', Buffer.alloc(0));
  server = createServer((request, response) => {
    const bytes = served.get(request.url ?? '');
    if (request.url === '/moved') response.writeHead(302, { location: '/menu.png' }).end();
    else if (bytes) response.end(bytes);
    else response.writeHead(404).end();
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  server.close();
  await fleet.stop();
});

const bytesOf = (received: ReceivedMessage) => sending.linked.contact.download(received);

/** A second of a tone: WAV, 16 bit, mono. */
function tone(): Buffer {
  const rate = 8_000;
  const samples = Buffer.alloc(rate * 2);
  for (let at = 0; at < rate; at += 1) {
    samples.writeInt16LE(Math.round(20_000 * Math.sin((at * 2 * Math.PI * 440) / rate)), at * 2);
  }
  const header = Buffer.alloc(44);
  header.write('RIFF', 0).toString();
  header.writeUInt32LE(36 + samples.length, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(rate * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(samples.length, 40);
  return Buffer.concat([header, samples]);
}

describe('An image', () => {
  it.each<[string, () => object]>([
    ['an address', () => ({ mediaUrl: `${base}/menu.png` })],
    ['an address that has moved', () => ({ mediaUrl: `${base}/moved` })],
    ['a data URI', () => ({ mediaUrl: `data:image/png;base64,${picture.toString('base64')}` })],
    ['bare base64', () => ({ mediaBase64: picture.toString('base64') })],
  ])('given as %s reaches the contact byte by byte, with a thumbnail', async (_, file) => {
    const { reply, received } = await sending.send('media', {
      ...file(),
      mediaType: 'image',
      message: 'Our menu',
    });
    const { imageMessage } = received.message;
    expect(imageMessage).toMatchObject({ caption: 'Our menu', mimetype: 'image/png', width: 300 });
    expect(imageMessage?.jpegThumbnail?.length).toBeGreaterThan(100);
    expect(await bytesOf(received)).toEqual(picture);
    expect(reply).toMatchObject({
      data: {
        messageType: 'image',
        content: 'Our menu',
        mediaMimeType: 'image/png',
        mediaSize: picture.length,
        mediaUrl: expect.stringContaining('http'),
      },
    });
  });
});

describe('A file of another kind', () => {
  it('is a document under the last part of its address', async () => {
    const { reply, received } = await sending.send('media', {
      mediaType: 'document',
      mediaUrl: `${base}/menu.png`,
    });
    expect(received.message.documentMessage).toMatchObject({
      fileName: 'menu.png',
      mimetype: 'image/png',
    });
    expect(reply).toMatchObject({ data: { messageType: 'document', content: '' } });
  });

  it('is a voice note when it is a sound and nothing else is said', async () => {
    const { reply, received } = await sending.send('media', {
      mediaType: 'audio',
      mediaBase64: tone().toString('base64'),
      waveform: [0, 50, 100],
      message: 'no caption',
    });
    expect(received.message.audioMessage).toMatchObject({ ptt: true, seconds: 1 });
    expect([...(received.message.audioMessage?.waveform ?? [])]).toEqual([0, 50, 100]);
    expect(reply).toMatchObject({
      data: { messageType: 'audio', content: '', mediaDuration: 1 },
    });
  });

  it('is a sticker of 512 by 512 made of a picture', async () => {
    const { reply, received } = await sending.send('sticker', { imageUrl: `${base}/menu.png` });
    const sticker = await bytesOf(received);
    expect(await sharp(sticker).metadata()).toMatchObject({
      format: 'webp',
      width: 512,
      height: 512,
      hasAlpha: true,
    });
    expect(reply).toMatchObject({ data: { messageType: 'sticker', mediaMimeType: 'image/webp' } });
    expect((reply as { data: object }).data).not.toHaveProperty('content');
  });

  it('stands above the text of buttons and on cards', async () => {
    const { received } = await sending.send('button', {
      contentText: 'Buy?',
      buttons: [{ id: 'y', displayText: 'Yes' }],
      mediaUrl: `${base}/menu.png`,
      mediaType: 'image',
      headerText: 'ignored',
    });
    expect(received.message.viewOnceMessage?.message?.interactiveMessage?.header).toMatchObject({
      hasMediaAttachment: true,
      imageMessage: { mimetype: 'image/png' },
    });
  });
});

describe('A file that cannot be sent', () => {
  it.each<[string, number, () => object]>([
    ['Failed to download media: the server answered 404', 400, () => ({ mediaUrl: `${base}/no` })],
    ['Invalid base64 media', 400, () => ({ mediaBase64: 'not base64!' })],
    ['Invalid base64 media', 400, () => ({ mediaUrl: 'ftp://example.com/a.png' })],
    ['Unsupported media: the file is empty', 400, () => ({ mediaUrl: `${base}/empty.png` })],
    [
      'Unsupported media: the file is not an image file',
      400,
      () => ({ mediaBase64: Buffer.from('some text').toString('base64') }),
    ],
  ])('is told: %s', async (message, status, file) => {
    const { body, ...reply } = await sending.ask('media', { mediaType: 'image', ...file() });
    expect(body).toEqual({ success: false, error: { message } });
    expect(reply.status).toBe(status);
  });
});
