import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  createInstance,
  deleteInstance,
  logoutInstance,
  resumeAccount,
  suspendAccount,
} from '@starling/contract';
import { freshAddress, refusal, requestJson, testServices, until } from '@starling/testing';
import jsqr from 'jsqr';
import sharp from 'sharp';
import { Fleet } from './fleet.js';

/*
 * A QR code as a picture, and the page that shows it to a person without a token: a real gateway, worker and Redis, and
 * the virtual phone of the local WhatsApp.
 */
const PUBLIC_URL = 'https://gateway.example/whatsapp/';
const GONE = [404, 'Connect page has expired'];
const TAKEN = [403, 'Connect page is open in another browser'];
const ONE = 'first-viewer-0123456789';
const OTHER = 'other-viewer-0123456789';

interface State {
  readonly status: string;
  readonly image?: string;
  readonly pairingCode?: string;
  readonly reason?: string | null;
}

let fleet: Fleet;

beforeAll(async () => {
  fleet = await Fleet.start(testServices(), 1, { TRUST_PROXY: 'true', PUBLIC_URL });
});

afterAll(() => fleet.stop());

const create = (name: string) => fleet.call(createInstance, { body: { name } });

const connect = (name: string, query: Record<string, string> = {}) =>
  fleet.client.get(`/api/instance/connect/${name}`, { query });

/** The id in the link of a reply. */
function pageIn(headers: Headers): string {
  const link =
    /^<https:\/\/gateway\.example\/whatsapp\/connect#([\w-]{22})>; rel="alternate"; type="text\/html"$/;
  const [, id] = link.exec(headers.get('link') ?? '') ?? [];
  if (id === undefined) throw new Error(`No page in ${headers.get('link')}`);
  return id;
}

const pageOf = async (name: string) => pageIn((await connect(name)).headers);

/** As the page in a browser asks; each time from another address, as all tests share one Redis. */
const ask = (page: string, viewer = ONE, headers: Readonly<Record<string, string>> = {}) =>
  requestJson(fleet.product.baseUrl, 'GET', '/connect/state', {
    headers: {
      'x-connect-page': page,
      'x-connect-viewer': viewer,
      ...freshAddress(),
      ...headers,
    },
  });

const stateOf = async (page: string) => (await ask(page)).body as State;

const shows = (page: string, status: string) =>
  until(async () => (await stateOf(page)).status === status);

async function textIn(picture: Uint8Array): Promise<string | undefined> {
  const { data, info } = await sharp(picture)
    .resize(800, 800, { kernel: 'nearest' })
    .flatten({ background: '#ffffff' })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return jsqr.default(new Uint8ClampedArray(data), info.width, info.height)?.data;
}

const textOnPage = (image = '') =>
  textIn(Buffer.from(image.slice(image.indexOf(',') + 1), 'base64'));

describe('A connect that asks for a picture', () => {
  const picture = (name: string, query = 'format=png') =>
    fetch(`${fleet.product.baseUrl}/api/instance/connect/${name}?${query}`, {
      headers: { token: fleet.tenant.token },
    });

  it('is answered with the QR code that the JSON tells, and with the same page', async () => {
    await create('picture');
    const json = await connect('picture');
    const { status, qrCode } = json.body as { status: string; qrCode: string };
    expect(status).toBe('qr');
    const reply = await picture('picture');
    expect([reply.status, reply.headers.get('content-type')]).toEqual([200, 'image/png']);
    expect(reply.headers.get('cache-control')).toBe('no-store');
    expect(pageIn(reply.headers)).toBe(pageIn(json.headers));
    expect(await textIn(await reply.bytes())).toBe(qrCode);
  });

  it('is answered with JSON when there is no QR code', async () => {
    await create('no-picture');
    const phone = fleet.sandbox.phones.add();
    const code = await picture('no-picture', `format=png&number=${phone.number}`);
    const { pairingCode, status } = (await code.json()) as State;
    expect([code.status, status]).toEqual([200, 'pairing']);
    await phone.typeCode(pairingCode ?? '');
    await until(async () => (await fleet.instance('no-picture')).status === 'connected');
    const connected = await picture('no-picture');
    expect(await connected.json()).toMatchObject({ status: 'connected' });
    expect(connected.headers.get('link')).toBeNull();
    const refused = await picture('nowhere');
    expect([refused.status, await refused.json()]).toEqual([
      404,
      { success: false, error: { message: 'Instance not found' } },
    ]);
  });
});

describe('A connect page', () => {
  it('shows the code of now to its first viewer, and then that the phone is connected', async () => {
    await create('followed');
    const reply = await connect('followed');
    const { qrCode } = reply.body as { qrCode: string };
    const page = pageIn(reply.headers);
    await shows(page, 'qr');
    const first = await ask(page);
    expect(first.headers.get('cache-control')).toBe('no-store');
    expect(await textOnPage((first.body as State).image)).toBe(qrCode);
    expect(JSON.stringify(first.body)).not.toContain(fleet.tenant.token);
    expect(refusal(await ask(page, OTHER))).toEqual(TAKEN);
    const tag = first.headers.get('etag') ?? '';
    const again = await ask(page, ONE, { 'if-none-match': tag });
    expect([again.status, again.body]).toEqual([304, undefined]);

    // WhatsApp rotates the code, and the page follows without another connect.
    await until(async () => (await ask(page, ONE, { 'if-none-match': tag })).status === 200);
    const rotated = await textOnPage((await stateOf(page)).image);
    expect(rotated).not.toBe(qrCode);
    expect(await fleet.sandbox.phones.add().scan(rotated ?? '')).toMatchObject({ linked: true });
    await shows(page, 'connected');
    expect(await stateOf(page)).toEqual({ success: true, status: 'connected' });
  });

  it('shows a pairing code', async () => {
    await create('typed');
    const phone = fleet.sandbox.phones.add();
    const reply = await connect('typed', { number: phone.number });
    const { pairingCode } = reply.body as { pairingCode: string };
    const page = pageIn(reply.headers);
    await shows(page, 'pairing');
    expect(await stateOf(page)).toEqual({ success: true, status: 'pairing', pairingCode });
  });

  it('says why the pairing ended, and does not start another one', async () => {
    const withdraw = fleet.sandbox.faults.askForPasskey({});
    await create('ended');
    const page = await pageOf('ended');
    await shows(page, 'qr');
    const code = await textOnPage((await stateOf(page)).image);
    await fleet.sandbox.phones.add().scan(code ?? '');
    await shows(page, 'ended');
    withdraw();
    expect(await stateOf(page)).toEqual({
      success: true,
      status: 'ended',
      reason: 'passkey_required',
    });
    expect((await fleet.instance('ended')).status).toBe('disconnected');
  });

  it('is gone for a page that never was, for a malformed id, and after too many newer ones', async () => {
    await create('many');
    const pages: string[] = [];
    for (let nth = 0; nth < 6; nth += 1) {
      const page = await pageOf('many');
      expect((await ask(page)).status).toBe(200);
      pages.push(page);
    }
    expect(new Set(pages).size).toBe(6);
    expect(refusal(await ask(pages[0] ?? ''))).toEqual(GONE);
    expect((await ask(pages[1] ?? '')).status).toBe(200);
    for (const unknown of ['A'.repeat(22), 'short', '']) {
      expect(refusal(await ask(unknown))).toEqual(GONE);
    }
    expect(refusal(await ask(pages[5] ?? '', 'short'))).toEqual(GONE);
    await fleet.call(logoutInstance, { params: { instance: 'many' } });
  });

  it('shows nothing of a suspended account, and nothing of a deleted instance', async () => {
    await create('hidden');
    const page = await pageOf('hidden');
    await shows(page, 'qr');
    const operator = {
      token: fleet.product.adminToken,
      params: { account: fleet.tenant.accountId },
    };
    await fleet.call(suspendAccount, operator);
    expect(refusal(await ask(page))).toEqual(GONE);
    await fleet.call(resumeAccount, operator);
    expect((await ask(page)).status).toBe(200);
    await fleet.call(deleteInstance, { params: { instance: 'hidden' } });
    expect(refusal(await ask(page))).toEqual(GONE);
  });

  it('is counted in the bucket of its address', async () => {
    const address = freshAddress();
    const remaining = async () =>
      Number((await ask('A'.repeat(22), ONE, address)).headers.get('x-ratelimit-remaining'));
    expect([await remaining(), await remaining()]).toEqual([99, 98]);
    for (let nth = 2; nth < 100; nth += 1) await remaining();
    const refused = await ask('A'.repeat(22), ONE, address);
    expect(refusal(refused)[0]).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});

describe('The pages for people', () => {
  const page = (path: string, accept = 'text/html,application/xhtml+xml,*/*;q=0.8') =>
    requestJson(fleet.product.baseUrl, 'GET', path, { headers: { accept, ...freshAddress() } });

  it.each(['/', '/connect'])('%s is a page that runs nothing but its own files', async (path) => {
    const reply = await page(path);
    expect([reply.status, reply.headers.get('content-type')]).toEqual([
      200,
      'text/html; charset=utf-8',
    ]);
    const policy = reply.headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
    expect(policy).not.toContain('unsafe');
    const html = reply.body as string;
    expect(html).toContain('<html lang="en">');
    expect(html).not.toMatch(/<style|<script>|\sstyle=|\son\w+=|\{\{/);
    const files = [...html.matchAll(/(?:href|src)="\/whatsapp(\/[^"]*)"/g)].map(([, at]) => at);
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) expect((await page(file as string)).status).toBe(200);
  });

  it.each(['application/json', '*/*'])(
    '/ is no page for a client that accepts %s',
    async (accept) => {
      const reply = await page('/', accept);
      expect(refusal(reply)).toEqual([404, 'Not found']);
      expect(reply.headers.get('x-ratelimit-remaining')).toBe('99');
    },
  );
});
