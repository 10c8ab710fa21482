import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { ERRORS, openWebsocket } from '@starling/contract';
import { testServices } from '@starling/testing';
import { HEARTBEAT } from '../clients/heartbeat.js';
import { ALL_EVENTS, Bench } from '../testing/bench.js';
import { Listener, refusalOf } from '../testing/listener.js';

let bench: Bench;
beforeAll(async () => {
  bench = await Bench.open(testServices());
});
afterEach(() => bench.clear());
afterAll(() => bench.close());

const HERE = '/ws/my%20shop';
const NOT_ENABLED =
  'WebSocket is not enabled for this instance. Configure it first using POST /api/events/websocket/my shop';

/** What the OpenAPI document says of a refusal. */
const DECLARED = openWebsocket.errors.map((code) => {
  const text = ERRORS[code].text as (params: object) => string;
  return [ERRORS[code].status, text({ instance: 'my shop', name: 'since' })];
});

describe('An upgrade', () => {
  it('is refused in the words and in the order of the contract', async () => {
    const [{ port }, shop] = [await bench.startNode(), await bench.givenInstance(undefined)];
    const stranger = { origin: 'https://evil.example' };
    const answerTo = async (path: string, headers: Record<string, string> = {}) => {
      const { status, message } = await refusalOf(port, path, headers);
      // 404 of an unknown path belongs to no route.
      if (message !== 'Not found') expect(DECLARED).toContainEqual([status, message]);
      return [status, message];
    };
    expect(await answerTo('/ws/other')).toEqual([
      401,
      'Missing token in header, Authorization header, or query parameter',
    ]);
    expect(await answerTo(`${HERE}?token=nobody`)).toEqual([401, 'Invalid token']);
    for (const nameless of ['/ws/%20', '/ws/', '/ws', `/ws?token=${shop.token}`]) {
      expect(await answerTo(nameless, { token: shop.token })).toEqual([
        400,
        'Instance name is required',
      ]);
    }
    expect((await answerTo('/ws'))[0]).toBe(401);
    expect(await answerTo('/wsx', { token: shop.token })).toEqual([404, 'Not found']);
    expect(await answerTo('/ws/other', { token: shop.token, ...stranger })).toEqual([
      403,
      'Instance token does not match requested instance',
    ]);
    const bearer = { authorization: `Bearer ${shop.accountToken}` };
    expect(await answerTo('/ws/other', { ...bearer, ...stranger })).toEqual([
      404,
      'Instance not found',
    ]);
    expect(await answerTo(HERE, { token: shop.token, ...stranger })).toEqual([
      403,
      'Origin not allowed',
    ]);
    expect(await answerTo(HERE, { token: shop.token })).toEqual([400, NOT_ENABLED]);
    expect(await answerTo('/nowhere', { token: shop.token })).toEqual([404, 'Not found']);
  });

  it('is counted, with the headers on refusals and on the 101 alike', async () => {
    const [{ port }, shop] = [await bench.startNode(), await bench.givenInstance(ALL_EVENTS)];
    await bench.repositories.accounts.update(shop.accountId, { rateLimitPerMinute: 2 });
    const { answer, socket } = await Listener.open(port, shop.accountToken);
    expect(answer.headers).toMatchObject({
      'x-ratelimit-limit': '2',
      'x-ratelimit-remaining': '1',
    });
    expect(answer.headers['sec-websocket-extensions']).toBeUndefined();
    expect(socket.protocol).toBe('');
    const missing = await refusalOf(port, '/ws/other', { token: shop.accountToken });
    expect(missing.headers).toMatchObject({ 'x-ratelimit-remaining': '0' });
    const third = await refusalOf(port, '/ws/other', { token: shop.accountToken });
    expect([third.status, third.message]).toEqual([429, 'Rate limit exceeded. Try again later.']);
    expect(Number(third.headers['retry-after'])).toBeGreaterThan(0);
    expect(third.headers).toMatchObject({ 'x-content-type-options': 'nosniff' });
    socket.terminate();
  });

  it('that is refused carries Strict-Transport-Security when it is configured', async () => {
    const { port } = await bench.startNode(HEARTBEAT, { HSTS_SECONDS: '600' });
    const { headers } = await refusalOf(port, HERE, {});
    expect(headers['strict-transport-security']).toBe('max-age=600');
    const plain = await fetch(`http://127.0.0.1:${port}${HERE}`);
    expect(plain.headers.get('strict-transport-security')).toBe('max-age=600');
    const other = await bench.startNode();
    const without = await refusalOf(other.port, HERE, {});
    expect(without.headers).not.toHaveProperty('strict-transport-security');
  });

  it('passes from an origin of the account and from the deployment itself', async () => {
    const { port } = await bench.startNode();
    const { token } = await bench.givenInstance(ALL_EVENTS, ['https://app.example']);
    for (const origin of ['https://app.example', 'https://own.example']) {
      const { socket } = await Listener.open(port, token, { origin });
      socket.terminate();
    }
  });

  it('that is refused may be read by pages of allowed origins, and by no others', async () => {
    const { port } = await bench.startNode();
    const { token } = await bench.givenInstance(undefined, ['https://app.example']);
    const corsOf = async (origin: string, asked = token) => {
      const { headers } = await refusalOf(port, HERE, { token: asked, origin });
      return [headers['access-control-allow-origin'], headers.vary];
    };
    expect(await corsOf('https://app.example')).toEqual(['https://app.example', 'Origin']);
    expect(await corsOf('https://own.example', 'nobody')).toEqual([
      'https://own.example',
      'Origin',
    ]);
    expect(await corsOf('https://app.example', 'nobody')).toEqual([undefined, 'Origin']);
    expect(await corsOf('https://evil.example')).toEqual([undefined, 'Origin']);
    const headers = { token, origin: 'https://app.example' };
    const plain = await fetch(`http://127.0.0.1:${port}${HERE}`, { headers });
    expect(plain.headers.get('access-control-expose-headers')).toContain('X-RateLimit-Limit');
    const deeper = await fetch(`http://127.0.0.1:${port}/ws/a/b`, { headers });
    expect([deeper.status, deeper.headers.get('x-ratelimit-limit')]).toEqual([404, '100']);
  });

  it('may be asked for beforehand by pages of every account, and by no others', async () => {
    const { port } = await bench.startNode();
    await bench.givenInstance(undefined, ['https://early.example']);
    const asked = async (origin: string) => {
      const { status, headers } = await fetch(`http://127.0.0.1:${port}${HERE}`, {
        method: 'OPTIONS',
        headers: { origin },
      });
      return [status, headers.get('access-control-allow-origin'), headers.get('vary')];
    };
    const allowed = ['https://early.example', 'https://own.example'];
    for (const origin of allowed) expect(await asked(origin)).toEqual([204, origin, 'Origin']);
    expect(await asked('https://evil.example')).toEqual([204, null, null]);
  });

  it('by another method leads nowhere, and is counted', async () => {
    const { port } = await bench.startNode();
    const { token } = await bench.givenInstance(ALL_EVENTS);
    const answer = await fetch(`http://127.0.0.1:${port}${HERE}`, {
      method: 'POST',
      body: 'not json',
      headers: { token, 'content-type': 'text/x' },
    });
    expect([answer.status, await answer.json()]).toEqual([
      404,
      { success: false, error: { message: 'Not found' } },
    ]);
    expect(answer.headers.get('x-ratelimit-remaining')).toBe('99');
  });

  it('that is none learns so last of all', async () => {
    const { port } = await bench.startNode();
    const { token } = await bench.givenInstance(ALL_EVENTS);
    const ask = async (path: string, asked: string) => {
      const answer = await fetch(`http://127.0.0.1:${port}${path}`, { headers: { token: asked } });
      const { error } = (await answer.json()) as { error: { message: string } };
      return [answer.status, error.message];
    };
    expect(await ask(HERE, token)).toEqual([426, 'WebSocket upgrade required']);
    expect(await ask(HERE, randomUUID())).toEqual([401, 'Invalid token']);
    expect(await ask('/ws', token)).toEqual([400, 'Instance name is required']);
    expect(await ask('/ws', randomUUID())).toEqual([401, 'Invalid token']);
  });
});
