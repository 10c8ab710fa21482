import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type LookupFunction } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { type OutboundError } from './outbound-error.js';
import { OutboundHttp, type OutboundRequest } from './outbound-http.js';

/*
 * Real servers on loopback, so every call that succeeds here succeeds because private addresses were allowed, and
 * every refusal is one that a public deployment makes.
 */
const opened: { close(): unknown }[] = [];

afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

async function serve(listener: RequestListener): Promise<number> {
  const server: Server = createServer(listener);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  opened.push({
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  });
  return (server.address() as AddressInfo).port;
}

function outbound(allowPrivateUrls: boolean, lookup?: LookupFunction): OutboundHttp {
  const http = new OutboundHttp({ allowPrivateUrls, userAgent: 'Starling-test', lookup });
  opened.push(http);
  return http;
}

const get = (url: string, limits: Partial<OutboundRequest> = {}): OutboundRequest => ({
  method: 'GET',
  url,
  timeoutMs: 2_000,
  maxBytes: 1_000_000,
  ...limits,
});

const codeOf = async (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'answered',
    (error: OutboundError) => error.code,
  );

describe('A call to a private address', () => {
  it.each([
    'http://127.0.0.1:PORT/',
    'http://2130706433:PORT/',
    'http://0x7f000001:PORT/',
    'http://0177.0.0.1:PORT/',
    'http://127.1:PORT/',
    'http://[::1]:PORT/',
    'http://[::ffff:127.0.0.1]:PORT/',
    'http://[::ffff:7f00:1]:PORT/',
    'http://[::7f00:1]:PORT/',
    'http://[64:ff9b::7f00:1]:PORT/',
    'http://[2002:7f00:1::]:PORT/',
    'http://017700000001:PORT/',
    'http://%31%32%37.0.0.1:PORT/',
    'http://①②⑦.0.0.1:PORT/',
    'http://127.0.0.1.:PORT/',
    'http://user:word@127.0.0.1:PORT/',
    'HTTP://LOCALHOST:PORT/',
    'http://0.0.0.0:PORT/',
    'http://10.0.0.1/',
    'http://169.254.169.254/latest/meta-data/',
    'http://168.63.129.16/?comp=versions',
    'http://2822734096/',
    'http://[fd00::1]/',
    'http://[fe80::1]/',
    'http://localhost:PORT/',
  ])('is refused in the spelling %s', async (url) => {
    let asked = false;
    const port = await serve((_request, response) => {
      asked = true;
      response.end('secret');
    });
    const call = outbound(false).send(get(url.replace('PORT', String(port))));
    expect(await codeOf(call)).toBe('url_not_allowed');
    expect(asked).toBe(false);
  });

  it('is refused when a public name points there', async () => {
    const lookup: LookupFunction = (_host, _options, answer) =>
      answer(null, [
        { address: '93.184.216.34', family: 4 },
        { address: '127.0.0.1', family: 4 },
      ]);
    expect(await codeOf(outbound(false, lookup).send(get('http://rebound.example/')))).toBe(
      'url_not_allowed',
    );
  });

  it('is refused at the next connect when a name that was public has changed its answer', async () => {
    const answers = ['203.0.113.7', '127.0.0.1'];
    const asked: string[] = [];
    const lookup: LookupFunction = (_host, _options, answer) => {
      const address = answers[Math.min(asked.length, 1)] as string;
      asked.push(address);
      answer(null, [{ address, family: 4 }]);
    };
    const http = outbound(false, lookup);
    await codeOf(http.send(get('http://rebound.example/', { timeoutMs: 50 })));
    expect(await codeOf(http.send(get('http://rebound.example/')))).toBe('url_not_allowed');
  });

  it.each(['ftp://example.com/', 'file:///etc/passwd', 'not a url', 'http://'])(
    'is not even tried for %s',
    async (url) => {
      expect(await codeOf(outbound(true).send(get(url)))).toBe('url_not_allowed');
    },
  );
});

describe('A call that is allowed', () => {
  it('brings status, headers and body', async () => {
    const port = await serve((request, response) => {
      response.writeHead(201, { 'x-agent': request.headers['user-agent'] }).end('hello');
    });
    const response = await outbound(true).send(get(`http://127.0.0.1:${port}/`));
    expect([response.status, response.headers['x-agent']]).toEqual([201, 'Starling-test']);
    expect((await response.bytes()).toString()).toBe('hello');
  });

  it('does not follow a redirect', async () => {
    let followed = false;
    const port = await serve((request, response) => {
      followed ||= request.url === '/elsewhere';
      response.writeHead(302, { location: '/elsewhere' }).end();
    });
    const response = await outbound(true).send(get(`http://127.0.0.1:${port}/`));
    await response.discard();
    expect([response.status, followed]).toEqual([302, false]);
  });

  it('ends when the headers do not come in time', async () => {
    const port = await serve(() => undefined);
    const call = outbound(true).send(get(`http://127.0.0.1:${port}/`, { timeoutMs: 100 }));
    expect(await codeOf(call)).toBe('timeout');
  });

  it('ends when the body does not come in time', async () => {
    const port = await serve((_request, response) => void response.write('begin'));
    const response = await outbound(true).send(
      get(`http://127.0.0.1:${port}/`, { timeoutMs: 200 }),
    );
    expect(await codeOf(response.bytes())).toBe('timeout');
  });

  it('stops reading a body that is larger than its limit', async () => {
    const port = await serve((_request, response) => response.end(Buffer.alloc(50_000)));
    const response = await outbound(true).send(
      get(`http://127.0.0.1:${port}/`, { maxBytes: 10_000 }),
    );
    expect(await codeOf(response.bytes())).toBe('too_large');
  });

  it('does not begin a body that says itself that it is too large', async () => {
    const port = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': 50_000 }).flushHeaders();
    });
    const response = await outbound(true).send(
      get(`http://127.0.0.1:${port}/`, { maxBytes: 10_000 }),
    );
    expect([response.status, await codeOf(response.bytes())]).toEqual([200, 'too_large']);
  });

  it('gives a HEAD the length of a body that it does not bring', async () => {
    const port = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': 50_000 }).end();
    });
    const response = await outbound(true).send(
      get(`http://127.0.0.1:${port}/`, { method: 'HEAD', maxBytes: 10 }),
    );
    expect(response.headers['content-length']).toBe('50000');
    expect(await response.bytes()).toHaveLength(0);
  });

  it.each(['bytes', 'discard'] as const)('uses connections again after %s', async (ending) => {
    const ports = new Set<number | undefined>();
    const port = await serve((request, response) => {
      ports.add(request.socket.remotePort);
      response.end('hello');
    });
    const http = outbound(true);
    const calls = 10;
    for (let call = 0; call < calls; call += 1) {
      await (await http.send(get(`http://127.0.0.1:${port}/`)))[ending]();
    }
    expect(ports.size).toBeLessThan(calls / 2);
  });

  it('hurts nobody when its body fails unread', async () => {
    let cut = () => {};
    const gone = new Promise<void>((resolve) => (cut = resolve));
    const port = await serve((request, response) => {
      response.write('begin');
      request.socket.once('close', () => cut());
    });
    const response = await outbound(true).send(
      get(`http://127.0.0.1:${port}/`, { timeoutMs: 100 }),
    );
    await gone;
    await expect(response.discard()).resolves.toBeUndefined();
    expect(await codeOf(response.bytes())).not.toBe('answered');
  });

  it("rejects with the caller's own reason when the caller gives up", async () => {
    const stopping = new Error('stopping');
    const giveUp = new AbortController();
    const port = await serve(() => giveUp.abort(stopping));
    const call = outbound(true).send(get(`http://127.0.0.1:${port}/`, { signal: giveUp.signal }));
    await expect(call).rejects.toBe(stopping);
  });

  it('says so when nobody listens', async () => {
    const port = await serve(() => undefined);
    for (const one of opened.splice(0)) await one.close();
    expect(await codeOf(outbound(true).send(get(`http://127.0.0.1:${port}/`)))).toBe(
      'connect_failed',
    );
  });

  it.each([
    ['nothing at all', ''],
    ['less than it promised', 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nabc'],
    ['headers without end', `HTTP/1.1 200 OK\r\nx: ${'a'.repeat(40_000)}\r\n\r\n`],
  ])('says so when the answer is %s', async (_what, bytes) => {
    const server = createTcpServer((socket) => socket.once('data', () => socket.end(bytes)));
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    opened.push(server);
    const { port } = server.address() as AddressInfo;
    const call = outbound(true)
      .send(get(`http://127.0.0.1:${port}/`))
      .then((response) => response.bytes());
    expect(await codeOf(call)).toBe('bad_response');
  });

  it('says so when the answer is not HTTP', async () => {
    const port = await serve((request) => request.socket.end('SSH-2.0-OpenSSH\r\n\r\n'));
    expect(await codeOf(outbound(true).send(get(`http://127.0.0.1:${port}/`)))).toBe(
      'bad_response',
    );
  });
});
