import { request } from 'node:http';
import { connect } from 'node:net';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freshAddress, pathOf, type Product, refusal, type Tenant, until } from '@starling/testing';
import {
  MINE,
  type Route,
  ROUTES,
  type StartedRoutes,
  startRoutes,
  UNKNOWN,
} from './route-table.js';

/* How large a body may be, on every declared route, and how a larger one is refused. A real gateway. */
const KIB = 1024;
const MAX_BODY_BYTES = 256 * KIB;
const MAX_BODY_BYTES_WITH_FILES = 64 * KIB * KIB;

let product: Product;
let tenant: Tenant;
let tokenFor: StartedRoutes['tokenFor'];
let ask: StartedRoutes['ask'];

beforeAll(async () => {
  ({ product, tenant, tokenFor, ask } = await startRoutes());
});

afterAll(() => product.stop());

const readers = ROUTES.filter(({ operation }) => operation.readsBody);

/** Sends the head of a request and nothing else, so that the answer was made before the body. */
function sendHead(
  route: Route,
  headers: Record<string, string>,
): Promise<[status: number | undefined, text: string]> {
  const { operation, path } = route;
  const token = tokenFor(route);
  return new Promise((resolve, reject) => {
    const params = { instance: MINE, account: UNKNOWN, instanceId: UNKNOWN, delivery: UNKNOWN };
    const asked = request(`${product.baseUrl}${pathOf(path, params)}`, {
      method: operation.method,
      headers: { token, ...freshAddress(), ...headers },
    });
    asked.once('response', (response) => {
      response.once('data', (body: Buffer) => {
        const { error } = JSON.parse(body.toString()) as { error: { message: string } };
        resolve([response.statusCode, error.message]);
        asked.destroy();
      });
    });
    asked.once('error', reject);
    asked.flushHeaders();
  });
}

describe.each(ROUTES)('$title', (route) => {
  it('refuses a body that is too large as soon as its length is known', async () => {
    const reply = await sendHead(route, { 'content-length': String(64 * KIB * KIB + 1) });
    expect(reply).toEqual([413, 'Request body too large']);
  });
});

describe('The largest body', () => {
  const named = (name: string) => ROUTES.find(({ operation }) => operation.name === name) as Route;
  const route = named('instance.changeSettings');
  const withFile = named('message.sendMedia');
  const TOO_LARGE = [413, 'Request body too large'];
  const NOT_CONNECTED = [503, 'Instance is not connected to WhatsApp'];

  const bodyOf = (bytes: number) => {
    const [start, end] = ['{"ignoreStatus":true,"x":"', '"}'];
    return `${start}${'x'.repeat(bytes - start.length - end.length)}${end}`;
  };
  const mediaOf = (fileCharacters: number, more = '') =>
    `{"number":"5511999999999","mediaType":"image","mediaUrl":"${'A'.repeat(fileCharacters)}"${more}}`;

  const asPieces = (pieces: Iterable<Buffer>, { path }: Route) =>
    fetch(`${product.baseUrl}${pathOf(path, { instance: MINE })}`, {
      method: 'POST',
      headers: { token: tenant.token, 'content-type': 'application/json' },
      body: Readable.toWeb(Readable.from(pieces)) as ReadableStream,
      duplex: 'half',
    });

  it('has 256 KiB, and not a byte more', async () => {
    expect((await ask(route, { body: bodyOf(MAX_BODY_BYTES) })).status).toBe(200);
    for (const refusing of readers) {
      if (refusing.operation.inlineFiles.length > 0) continue;
      const reply = await ask(refusing, { body: bodyOf(MAX_BODY_BYTES + 1) });
      expect([refusing.title, refusal(reply)]).toEqual([refusing.title, TOO_LARGE]);
      expect(reply.headers.get('x-ratelimit-limit')).not.toBeNull();
    }
  });

  it('has 64 MiB where a file may be in it, and not a byte more', async () => {
    const frame = mediaOf(0).length;
    const largest = await ask(withFile, { body: mediaOf(MAX_BODY_BYTES_WITH_FILES - frame) });
    expect(refusal(largest)).toEqual(NOT_CONNECTED);
    const larger = await ask(withFile, { body: mediaOf(MAX_BODY_BYTES_WITH_FILES - frame + 1) });
    expect(refusal(larger)).toEqual(TOO_LARGE);
  });

  it('has 256 KiB beside its file', async () => {
    const beside = (bytes: number) => mediaOf(100 * KIB, `,"x":"${'x'.repeat(bytes)}"`);
    expect(refusal(await ask(withFile, { body: beside(255 * KIB) }))).toEqual(NOT_CONNECTED);
    expect(refusal(await ask(withFile, { body: beside(256 * KIB) }))).toEqual(TOO_LARGE);
  });

  it('is measured too when nobody says beforehand how large it is', async () => {
    const chunk = Buffer.alloc(128 * KIB, ' ');
    expect((await asPieces([chunk, chunk, chunk], route)).status).toBe(413);
    const begin = Buffer.from(mediaOf(0).slice(0, -2));
    const file = Array.from({ length: 65 }, () => Buffer.alloc(KIB * KIB, 'A'));
    expect((await asPieces([begin, ...file], withFile)).status).toBe(413);
  });

  it.each([
    ['keep-alive', 'settings', 413],
    ['close', 'settings', 413],
    ['close', 'nothing', 404],
  ])(
    'is refused in words to a client that sends all of it before it listens: %s, %s',
    async (connection, path, status) => {
      const { hostname, port } = new URL(product.baseUrl);
      const socket = connect(Number(port), hostname);
      const body = Buffer.alloc(MAX_BODY_BYTES_WITH_FILES + 1, ' ');
      socket.write(
        [
          `POST /api/instance/${path}/${MINE} HTTP/1.1`,
          'host: starling',
          `token: ${tenant.token}`,
          `connection: ${connection}`,
          `content-length: ${body.length}`,
          '\r\n',
        ].join('\r\n'),
      );
      await new Promise<void>((resolve, reject) => {
        socket.once('error', reject);
        socket.write(body, () => resolve());
      });
      let reply = '';
      socket.on('data', (chunk: Buffer) => (reply += chunk.toString('latin1')));
      await until(() => reply.includes('"success":false'));
      expect(reply).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
      socket.destroy();
    },
  );

  it('is not even waited for when the token is wrong', async () => {
    const length = { 'content-length': String(MAX_BODY_BYTES_WITH_FILES + 1) };
    const wrong = { ...length, token: 'nobody', 'x-forwarded-for': '10.9.9.9' };
    expect(await sendHead(route, wrong)).toEqual([401, 'Invalid token']);
  });
});
