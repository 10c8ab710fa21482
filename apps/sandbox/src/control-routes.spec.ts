import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RunningApp, startApp } from '@starling/platform';
import { type Sandbox, type TestClient, useTestClient } from '@starling/whatsapp-sandbox';
import { requestJson } from '@starling/testing';
import { SANDBOX } from './control/population.js';
import { sandboxConfig } from './sandbox.config.js';
import { SandboxModule } from './sandbox.module.js';

/*
 * The control API over HTTP, with a real Baileys client. The client must see the actions of the virtual people, and the
 * API must return the messages of the client.
 */
const OWNER = '5511999990000';
const ANA = '5581900000000';

let running: RunningApp;
let client: TestClient;

const call = async (method: string, path: string, body?: unknown) =>
  requestJson(`http://127.0.0.1:${running.port}`, method, path, body === undefined ? {} : { body });

const inboxOfAna = () => running.app.get<Sandbox>(SANDBOX).contacts.get(ANA)?.inbox ?? [];

beforeAll(async () => {
  const config = sandboxConfig.read({
    PORT: '0',
    WHATSAPP_PORT: '0',
    MEDIA_PORT: '0',
    LOG_LEVEL: 'silent',
    RECEIPT_DELAY_MS: '0',
  });
  running = await startApp({
    role: 'sandbox',
    config,
    describedConfig: {},
    rootModule: () => SandboxModule.with(config),
  });
  client = useTestClient({ url: running.app.get<Sandbox>(SANDBOX).url });
  await call('POST', '/api/contacts', { number: ANA, name: 'Ana' });
});

afterAll(async () => {
  await client.stop();
  await running.stop();
});

describe('The control API', () => {
  it('links a real client when a phone scans its QR code', async () => {
    const qr = await client.qr();
    const { status, body } = await call('POST', '/api/scan', { qr, number: OWNER, name: 'Orion' });
    expect([status, body]).toEqual([
      200,
      expect.objectContaining({ success: true, phone: expect.objectContaining({ number: OWNER }) }),
    ]);
    await client.open();
    const overview = (await call('GET', '/api/overview')).body as {
      phones: { devices: object[] }[];
    };
    expect(overview.phones[0]?.devices).toMatchObject([{ id: 1, connected: true }]);
  });

  it('sends a message of a contact, and the client receives it', async () => {
    await call('POST', `/api/contacts/${ANA}/messages`, {
      to: OWNER,
      content: { text: 'Hi there' },
    });
    const received = await client.until('messages.upsert', ({ messages }) =>
      messages.find(({ message }) => message?.conversation === 'Hi there'),
    );
    expect(received.pushName).toBe('Ana');
  });

  it('returns the message of the client as the contact decrypted it', async () => {
    const sent = await client.socket.sendMessage(`${ANA}@s.whatsapp.net`, { text: 'And to you' });
    const found = await client.untilTrue(() => inboxOfAna().find(({ id }) => id === sent?.key.id));
    expect(found.message.extendedTextMessage?.text).toBe('And to you');
    const { body } = await call('GET', `/api/contacts/${ANA}/messages`);
    expect(body).toMatchObject({ messages: [{ id: sent?.key.id, text: 'And to you' }] });
  });

  it('creates a phone for a QR code without a number, and accepts the code only once', async () => {
    const other = useTestClient({ url: running.app.get<Sandbox>(SANDBOX).url });
    const qr = await other.qr();
    const before = ((await call('GET', '/api/phones')).body as { phones: object[] }).phones.length;
    const { body } = await call('POST', '/api/scan', { qr });
    const { number } = body as { number: string };
    expect(number).toMatch(/^\d{13}$/);
    const again = await call('POST', '/api/scan', { qr });
    expect([again.status, again.body]).toEqual([
      409,
      { success: false, error: { message: 'Not linked: used-qr' } },
    ]);
    await other.open();
    const { phones } = (await call('GET', '/api/phones')).body as { phones: object[] };
    expect(phones).toHaveLength(before + 1);
    expect((await call('GET', `/api/phones/${number}`)).body).toMatchObject({
      phone: { number, devices: [{ id: 1, connected: true }] },
    });
    expect((await call('GET', `/api/phones/${number}/logins`)).body).toMatchObject({
      logins: [{ event: 'login', account: number, device: 1 }],
    });
    await other.stop();
  });

  it('asks for a passkey once by a fault', async () => {
    await call('POST', '/api/faults', { kind: 'ask-for-passkey', times: 1 });
    const other = useTestClient({ url: running.app.get<Sandbox>(SANDBOX).url });
    const reply = await call('POST', '/api/scan', { qr: await other.qr() });
    expect([reply.status, reply.body]).toEqual([
      409,
      { success: false, error: { message: 'Not linked: passkey-asked' } },
    ]);
    await other.stop();
  });

  it('cuts a connection on request, and the client notices', async () => {
    const { body } = await call('POST', '/api/disconnect', { account: OWNER });
    expect(body).toEqual({ success: true, closed: 1 });
    expect((await client.closed()).code).toBe(428);
  });

  it.each([
    [
      'POST',
      '/api/contacts',
      { number: 'x' },
      400,
      'Invalid request body: number: must be 5 to 20 digits',
    ],
    ['POST', '/api/contacts', '{bad', 400, 'Invalid request body: not valid JSON'],
    [
      'POST',
      '/api/contacts/123456/messages',
      { to: OWNER, content: { text: 'x' } },
      404,
      'Contact 123456 not found',
    ],
    [
      'POST',
      `/api/contacts/${ANA}/messages`,
      { to: '1@g.us', content: { text: 'x' } },
      404,
      'Group 1@g.us not found',
    ],
    [
      'POST',
      `/api/contacts/${ANA}/reactions`,
      { to: OWNER, message: 'none', emoji: '👍' },
      404,
      'Message none not found',
    ],
    ['POST', `/api/phones/${OWNER}/scan`, { qr: 'nonsense' }, 409, 'Not linked: unreadable-qr'],
    [
      'POST',
      `/api/phones/${OWNER}/code`,
      { code: 'ABCD1234' },
      409,
      'Not linked: no-code-requested',
    ],
    [
      'POST',
      '/api/disconnect',
      { code: 999 },
      400,
      'Invalid request body: code must be one of 401, 403, 405, 408, 411, 428, 440, 500, 503, 515',
    ],
    ['DELETE', '/api/faults/99', undefined, 404, 'Fault 99 not found'],
    ['GET', '/api/nothing', undefined, 404, 'Not found'],
  ])('answers %s %s with body %j as an error', async (method, path, body, status, message) => {
    const reply = await call(method, path, body);
    expect([reply.status, reply.body]).toEqual([status, { success: false, error: { message } }]);
  });

  it('serves the page', async () => {
    const reply = await call('GET', '/');
    expect([reply.status, String(reply.body).startsWith('<!doctype html>')]).toEqual([200, true]);
  });

  it('has had no unknown queries and no problems', async () => {
    const { body } = await call('GET', '/api/statistics');
    expect(body).toMatchObject({ unknownQueries: [], problems: [] });
  });
});
