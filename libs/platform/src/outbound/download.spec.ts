import { createServer, type RequestListener, type Server } from 'node:http';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { download } from './download.js';
import { OutboundHttp, type OutboundRequest } from './outbound-http.js';

/* Real servers on loopback, real files. */
let folder: string;
let server: Server | undefined;
const http = new OutboundHttp({ allowPrivateUrls: true, userAgent: 'test' });
const careful = new OutboundHttp({ allowPrivateUrls: false, userAgent: 'test' });
const CUT = gzipSync('found').subarray(0, 15);
const BOMB = gzipSync(Buffer.alloc(100_000));

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'download-'));
});

afterEach(async () => {
  server?.closeAllConnections();
  server?.close();
  await rm(folder, { recursive: true });
});

afterAll(() => Promise.all([http.close(), careful.close()]));

async function serve(listener: RequestListener): Promise<string> {
  server = createServer(listener).listen(0, '127.0.0.1');
  await new Promise((resolve) => server?.once('listening', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const get = (url: string, change: object = {}, from: Pick<OutboundHttp, 'send'> = http) =>
  download(from, url, join(folder, 'file'), {
    timeoutMs: 5_000,
    maxBytes: 1_000,
    signal: new AbortController().signal,
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

  it.each([
    ['gzip', gzipSync('found')],
    ['br', brotliCompressSync('found')],
    ['identity', Buffer.from('found')],
  ])('that comes as %s, unasked, is unpacked', async (encoding, bytes) => {
    const asked: unknown[] = [];
    const base = await serve(({ headers }, response) => {
      asked.push(headers['accept-encoding']);
      response.setHeader('content-encoding', encoding).end(bytes);
    });
    await get(base);
    expect([asked, await content()]).toEqual([['identity'], 'found']);
  });

  it.each([
    ['/a/..%2F..%2Fetc%2Fpasswd', 'passwd'],
    ['/%E2%80%AEgpj.exe', 'gpj.exe'],
    ['/100%', '100%'],
    ['/', undefined],
  ])('from %s is called %s', async (path, fileName) => {
    const base = await serve((_, response) => response.end());
    expect((await get(base + path)).fileName).toBe(fileName);
  });

  it('follows a redirect though its own body never ends', async () => {
    const base = await serve((request, response) =>
      request.url === '/here'
        ? response.end('found')
        : void response.writeHead(302, { location: '/here' }).write('wait'),
    );
    expect(await get(`${base}/there`)).toMatchObject({ fileName: 'here' });
  });

  it.each<[string, RequestListener, object]>([
    ['goes round in circles', (_, r) => r.writeHead(302, { location: '/' }).end(), {}],
    ['is not there', (_, r) => r.writeHead(404).end('gone'), {}],
    ['is redirected to nowhere', (_, r) => r.writeHead(301).end(), {}],
    ['is redirected to a file', (_, r) => r.writeHead(302, { location: 'file:///etc' }).end(), {}],
    ['unpacks to far more', (_, r) => r.setHeader('content-encoding', 'gzip').end(BOMB), {}],
    ['is not what it is packed as', (_, r) => r.setHeader('content-encoding', 'gzip').end('a'), {}],
    ['is packed in an unknown way', (_, r) => r.setHeader('content-encoding', 'zzz').end('a'), {}],
    ['is packed and cut off', (_, r) => r.setHeader('content-encoding', 'gzip').end(CUT), {}],
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

  it('whose caller gives up ends at once, with his reason and without a file', async () => {
    const giveUp = new AbortController();
    const reason = new Error('enough');
    const base = await serve((_, response) => {
      response.write('a');
      giveUp.abort(reason);
    });
    await expect(get(base, { signal: giveUp.signal })).rejects.toBe(reason);
    expect(await readdir(folder)).toEqual([]);
  });

  it('that is redirected into a private network is refused', async () => {
    let isReached = false;
    const base = await serve((request, response) => {
      isReached ||= request.url === '/secret';
      response.writeHead(302, { location: '/secret' }).end();
    });
    // The first address stands for a public one; every other is judged.
    const send = (request: OutboundRequest) =>
      (request.url === `${base}/public` ? http : careful).send(request);
    await expect(get(`${base}/public`, {}, { send })).rejects.toMatchObject({
      code: 'url_not_allowed',
    });
    expect(isReached).toBe(false);
  });
});
