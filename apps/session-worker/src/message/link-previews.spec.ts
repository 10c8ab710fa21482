import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { OutboundHttp } from '@starling/platform';
import { until } from '@starling/testing';
import { Converters, type LinkPreview } from '@starling/whatsapp';
import { LinkPreviews } from './link-previews.js';

/* Real servers on loopback, real pages, real pictures. */
const http = new OutboundHttp({ allowPrivateUrls: true, userAgent: 'test' });
const careful = new OutboundHttp({ allowPrivateUrls: false, userAgent: 'test' });
const converters = new Converters();
const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

afterAll(() => Promise.all([http.close(), careful.close(), converters.close()]));

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  servers.push(server);
  await new Promise((resolve) => server.once('listening', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const HTML = { 'content-type': 'text/html; charset=utf-8' };
const PAGE = '<title>Orion</title>';
const page =
  (html: string | Buffer, headers: object = {}): RequestListener =>
  (_, response) =>
    response.writeHead(200, { ...HTML, ...headers }).end(html);
const previewOf = (link: string, by = http) => new LinkPreviews(by, converters).of(link, 'acme');
const shownOf = async (listener: RequestListener) => previewOf(`${await serve(listener)}/page`);

/** One red point. */
const PHOTO = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR42mP4z8AAAAMBAQD3A0FDAAAAAElFTkSuQmCC',
  'base64',
);
const JPEG = Buffer.from([0xff, 0xd8, 0xff]);

describe('The preview of a link', () => {
  it('is what the page says for previews, with its picture made small', async () => {
    const base = await serve((request, response) =>
      request.url === '/photo.png'
        ? response.end(PHOTO)
        : page(`<head><title>Not me</title><meta name="description" content="Nor me">
            <meta property="og:title" content="Menu &amp; prices">
            <meta property="og:description" content="  All
              day  "><meta property="og:image" content="/photo.png">`)(request, response),
    );
    // On a busy machine the converter may need longer to start than a preview waits.
    let preview: LinkPreview | undefined;
    await until(async () => {
      preview = await previewOf(`${base}/menu`);
      return preview?.thumbnail !== undefined;
    });
    const { thumbnail, ...said } = preview as LinkPreview;
    expect(said).toEqual({
      url: `${base}/menu`,
      title: 'Menu & prices',
      description: 'All day',
    });
    expect(thumbnail?.subarray(0, JPEG.length)).toEqual(JPEG);
  });

  it('is made of the title and the description when nothing is said for previews', async () => {
    const html = `<svg><title>Icon</title></svg>`;
    const plain = '<title>\n Orion </title><meta name="Description" content="Stars">';
    expect(await shownOf(page(plain + html))).toMatchObject({
      title: 'Orion',
      description: 'Stars',
      thumbnail: undefined,
    });
  });

  it.each<[string, RequestListener, string]>([
    ['packed', page(gzipSync(PAGE), { 'content-encoding': 'gzip' }), 'Orion'],
    [
      'in an alphabet that its header names',
      page(Buffer.from('<title>Café</title>', 'latin1'), {
        'content-type': 'text/html;charset=ISO-8859-1',
      }),
      'Café',
    ],
    [
      'in an alphabet that it names itself',
      page(Buffer.from('<meta charset="windows-1252"><title>Café</title>', 'latin1'), {
        'content-type': 'text/html',
      }),
      'Café',
    ],
    ['in an alphabet of nobody', page(PAGE, { 'content-type': 'text/html;charset=x' }), 'Orion'],
    ['longer than anybody reads', page(PAGE + 'a'.repeat(2_000_000)), 'Orion'],
    [
      'that never ends',
      (_, r) => r.writeHead(200, HTML).write(PAGE + ' '.repeat(600_000)),
      'Orion',
    ],
    [
      'moved to elsewhere',
      (request, r) =>
        request.url === '/here'
          ? page(PAGE)(request, r)
          : r.writeHead(302, { location: '/here' }).end(),
      'Orion',
    ],
    [
      'of elements that nest without end',
      page(`${PAGE}${'<i>'.repeat(80_000)}${'</b>'.repeat(60_000)}`),
      'Orion',
    ],
    ['with a title of many words', page(`<title>${'👍'.repeat(400)}</title>`), '👍'.repeat(300)],
  ])('is read from a page %s', async (_, listener, title) => {
    expect(await shownOf(listener)).toMatchObject({ title });
  });

  it.each<[string, string, RequestListener]>([
    ['is not there', '/no.png', (_, r) => r.writeHead(404).end()],
    ['is none', '/text.png', (_, r) => r.end('text')],
    ['is too large', '/large.png', (_, r) => r.end(Buffer.alloc(6 * 1024 * 1024))],
    ['never comes', '/slow.png', () => undefined],
    ['has no address', 'http://', () => undefined],
  ])('does without a picture that %s', async (_, image, listener) => {
    const meta = `<meta property="og:image" content="${image}">`;
    const base = await serve((request, response) =>
      request.url === image ? listener(request, response) : page(PAGE + meta)(request, response),
    );
    expect(await previewOf(base)).toMatchObject({ title: 'Orion', thumbnail: undefined });
  });
});

describe('There is no preview', () => {
  it.each<[string, RequestListener]>([
    ['is not found', (_, r) => r.writeHead(404, HTML).end(PAGE)],
    ['is no page', page(PAGE, { 'content-type': 'text/plain' })],
    ['has no title', page('<p>Orion</p>')],
    ['says nothing', () => undefined],
    ['is cut', (_, r) => r.writeHead(200, HTML).write(PAGE, () => r.destroy())],
    ['is packed badly', page(PAGE, { 'content-encoding': 'gzip' })],
    ['is four redirects away', (r, to) => to.writeHead(302, { location: `${r.url}x` }).end()],
  ])('when what the link leads to %s', async (_, listener) => {
    expect(await shownOf(listener)).toBeUndefined();
  });

  it('of what lies in a private network, nor is anybody there asked', async () => {
    let asked = 0;
    const base = await serve((request, response) => {
      asked += 1;
      page(PAGE)(request, response);
    });
    expect([await previewOf(base, careful), asked]).toEqual([undefined, 0]);
  });
});

describe('A link in many messages', () => {
  it.each([
    ['a page', PAGE],
    ['nothing', ''],
  ])('is followed once, whether there is %s', async (_, html) => {
    let asked = 0;
    const base = await serve((request, response) => {
      asked += 1;
      page(html)(request, response);
    });
    const previews = new LinkPreviews(http, converters);
    const together = await Promise.all([previews.of(base, 'acme'), previews.of(base, 'acme')]);
    const later = await previews.of(base, 'acme');
    expect(new Set([...together, later].map((one) => one?.title)).size).toBe(1);
    expect(asked).toBe(1);
  });
});
