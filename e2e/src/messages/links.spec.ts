import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testServices } from '@starling/testing';
import sharp from 'sharp';
import { Fleet } from '../sessions/fleet.js';
import { Sending } from './sending.js';

/* From a text with a link to what the contact sees under it. The page stands on a small web server beside the product. */
let fleet: Fleet;
let sending: Sending;
let server: Server;
let base: string;

const PAGE = `<title>no</title><meta property="og:title" content="Menu">
  <meta property="og:description" content="All day"><meta property="og:image" content="/a.png">`;

beforeAll(async () => {
  fleet = await Fleet.start(testServices(), 1);
  sending = await Sending.from(fleet, 'links');
  const create = { width: 400, height: 300, channels: 3, background: 'red' } as const;
  const picture = await sharp({ create }).png().toBuffer();
  server = createServer(({ url }, response) => {
    if (url === '/menu') response.setHeader('content-type', 'text/html').end(PAGE);
    else if (url === '/a.png') response.end(picture);
    else if (url === '/gone') response.writeHead(404).end();
    // Whatever else is asked for never comes.
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await fleet.stop();
});

async function seen(message: string, change: object = {}) {
  const { received, reply } = await sending.send('text', { message, ...change });
  expect(reply).toMatchObject({ data: { messageType: 'text', content: message } });
  return received.message.extendedTextMessage;
}

describe('A text with a link', () => {
  it('shows what the page says of itself', async () => {
    const text = await seen(`Look: ${base}/menu!`);
    expect(text).toMatchObject({
      matchedText: `${base}/menu`,
      title: 'Menu',
      description: 'All day',
    });
    const thumbnail = Buffer.from(text?.jpegThumbnail ?? '');
    expect(await sharp(thumbnail).metadata()).toMatchObject({ format: 'jpeg', width: 192 });
  });

  it.each<[string, string, object]>([
    ['it is not wished', '/menu', { linkPreview: false }],
    ['the page is gone', '/gone', {}],
    ['the page never comes', '/never', {}],
  ])('goes out without when %s', async (_, path, change) => {
    const message = `Look: ${base}${path}`;
    const text = await seen(message, change);
    expect(text).toMatchObject({ text: message });
    expect([text?.title, text?.matchedText].filter(Boolean)).toEqual([]);
  });
});
