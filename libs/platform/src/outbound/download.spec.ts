import { createServer, type RequestListener, type Server } from 'node:http';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { download } from './download.js';
import { OutboundHttp } from './outbound-http.js';

/* Real servers on loopback, real files. */
let folder: string;
let server: Server | undefined;
const http = new OutboundHttp({ allowPrivateUrls: true, userAgent: 'test' });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'download-'));
});

afterEach(async () => {
  server?.closeAllConnections();
  server?.close();
  await rm(folder, { recursive: true });
});

async function serve(listener: RequestListener): Promise<string> {
  server = createServer(listener).listen(0, '127.0.0.1');
  await new Promise((resolve) => server?.once('listening', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const get = (url: string, change: { timeoutMs?: number; maxBytes?: number } = {}, from = http) =>
  download(from, url, join(folder, 'file'), {
    ...{ timeoutMs: 5_000, maxBytes: 1_000, signal: new AbortController().signal },
    ...change,
  });
const content = () => readFile(join(folder, 'file'), 'utf8');

describe('A download', () => {
  it('is a file, with the name and the type that the server gives', async () => {
    const base = await serve((_, response) =>
      response.setHeader('content-type', 'image/png; x=1').end('bytes'),
    );
    expect(await get(`${base}/a/caf%C3%A9.png?q=1`)).toEqual({
      mimeType: 'image/png',
      fileName: 'café.png',
    });
    expect(await content()).toBe('bytes');
  });

  it('follows redirects to where the file is', async () => {
    const base = await serve((request, response) =>
      request.url === '/here'
        ? response.end('found')
        : response.writeHead(302, { location: '/here' }).end(),
    );
    expect(await get(`${base}/there`)).toMatchObject({ fileName: 'here' });
    expect(await content()).toBe('found');
  });

  it.each<[string, RequestListener, object]>([
    ['goes round in circles', (_, r) => r.writeHead(302, { location: '/' }).end(), {}],
    ['is not there', (_, r) => r.writeHead(404).end('gone'), {}],
    ['is redirected to nowhere', (_, r) => r.writeHead(301).end(), {}],
    ['is too large', (_, r) => r.end(Buffer.alloc(2_000)), {}],
    ['never ends', (_, r) => void r.write('a'), { timeoutMs: 300 }],
    [
      'is cut off',
      (_, r) => r.writeHead(200, { 'content-length': '9' }).write('a') && r.destroy(),
      {},
    ],
  ])('that %s leaves no file', async (_, listener, change) => {
    const base = await serve(listener);
    await expect(get(base, change)).rejects.toMatchObject({ name: 'OutboundError' });
    expect(await readdir(folder)).toEqual([]);
  });

  it('that is redirected into a private network is refused', async () => {
    const careful = new OutboundHttp({ allowPrivateUrls: false, userAgent: 'test' });
    await expect(get('http://127.0.0.1:9/', {}, careful)).rejects.toMatchObject({
      code: 'url_not_allowed',
    });
    await careful.close();
  });
});
