import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  changeProxy,
  connectInstance,
  createInstance,
  deleteInstance,
  logoutInstance,
  reconnectInstance,
} from '@starling/contract';
import { refusal, testServices, until } from '@starling/testing';
import { type Phone } from '@starling/whatsapp-sandbox';
import { Fleet } from './fleet.js';

/* The life of a link as its owner drives it over HTTP, with the virtual phone of the local WhatsApp in hand. */
let fleet: Fleet;

beforeAll(async () => {
  fleet = await Fleet.start(testServices(), 1);
});

afterAll(() => fleet.stop());

const create = (name: string) => fleet.call(createInstance, { body: { name } });
const connect = (name: string, query: Record<string, string> = {}) =>
  fleet.call(connectInstance, { params: { instance: name }, query });
const reconnect = (name: string) => fleet.call(reconnectInstance, { params: { instance: name } });
const logOut = (name: string) => fleet.call(logoutInstance, { params: { instance: name } });

const becomes = (name: string, status: string) =>
  until(async () => (await fleet.instance(name)).status === status);

async function qrOf(name: string): Promise<string> {
  const reply = await connect(name);
  if (reply.status !== 'qr') throw new Error(JSON.stringify(reply));
  return reply.qrCode;
}

async function codeOf(name: string, number: string): Promise<string> {
  const reply = await connect(name, { number });
  if (reply.status !== 'pairing') throw new Error(JSON.stringify(reply));
  return reply.pairingCode;
}

/** A connected instance and its phone. */
async function linked(name: string): Promise<Phone> {
  await create(name);
  const phone = fleet.sandbox.phones.add({ name });
  expect(await phone.scan(await qrOf(name))).toMatchObject({ linked: true });
  await becomes(name, 'connected');
  return phone;
}

const isConnected = (phone: Phone) =>
  phone.devices.some(({ connection }) => connection !== undefined);

const CONNECTED = {
  success: true,
  message: 'Instance already connected',
  status: 'connected',
} as const;
const NO_WORKER = 'No session worker is available. Try again later.';
const NO_SESSION = [400, 'Instance has no saved session — call /connect first'];

describe('Pairing by QR', () => {
  it('shows a code to scan, then the number and the name of the account', async () => {
    await create('by-qr');
    const reply = await connect('by-qr');
    expect(reply).toMatchObject({
      message: 'QR code generated',
      qrCodeBase64: expect.stringMatching(/^data:image\/png;base64,/),
    });
    // The row is written behind the reply.
    await becomes('by-qr', 'qr');
    expect(await fleet.instance('by-qr')).toMatchObject({
      connection: { state: 'connecting', numberJid: null, displayStatus: 'Waiting for QR scan' },
    });
    const phone = fleet.sandbox.phones.add({ name: 'Orion' });
    await phone.scan((reply as { qrCode: string }).qrCode);
    await becomes('by-qr', 'connected');
    await until(async () => (await fleet.instance('by-qr')).profile.name === 'Orion');
    expect((await fleet.instance('by-qr')).connection).toEqual({
      state: 'connected',
      numberJid: phone.jid,
      presenceStatus: 'unavailable',
      displayStatus: 'Active',
    });
  });

  it('shows no code once connected', async () => {
    await linked('again');
    expect(await connect('again')).toEqual(CONNECTED);
  });

  it('is one attempt for everybody who asks at the same time', async () => {
    await create('shared');
    const [one, other] = await Promise.all([qrOf('shared'), qrOf('shared')]);
    expect([other, await qrOf('shared')]).toEqual([one, one]);
  });
});

describe('Pairing without a way to WhatsApp', () => {
  it('says why at once, to the operator and the log too, and goes on by itself once there is one', async () => {
    await create('cut-off');
    const set = (body: object) =>
      fleet.call(changeProxy, { params: { instance: 'cut-off' }, body });
    await set({ enabled: true, host: '127.0.0.1', port: '1' });
    for (let ask = 0; ask < 2; ask += 1) {
      expect(refusal(await fleet.client.get('/api/instance/connect/cut-off'))).toEqual([
        500,
        'Failed to connect instance: proxy failed',
      ]);
    }
    const seen = (await fleet.sessions()).find(({ name }) => name === 'cut-off');
    expect(seen?.lastClose).toMatchObject({ code: null, reason: 'proxy failed' });
    const logged = fleet.workers.map((worker) => worker.output()).join('');
    expect(logged).toMatch(/"kind":"unreachable".*"reason":"proxy failed".*ECONNREFUSED/);
    await set({ enabled: false });
    await becomes('cut-off', 'qr');
  });

  it('keeps nobody else from opening: codes that wait hold no place in the line', async () => {
    const names = Array.from({ length: 25 }, (_, index) => `waits-${index}`);
    await Promise.all(names.map(create));
    const replies = await Promise.all(names.map((name) => connect(name)));
    expect(replies.map(({ status }) => status)).toEqual(names.map(() => 'qr'));
    await Promise.all(names.map(logOut));
  });
});

describe('Pairing by code', () => {
  it('connects the phone on which the code is typed', async () => {
    const phone = fleet.sandbox.phones.add();
    await create('by-code');
    const code = await codeOf('by-code', phone.number);
    expect(code).toMatch(/^[A-Z0-9]{8}$/);
    expect(await phone.typeCode(code)).toMatchObject({ linked: true });
    await becomes('by-code', 'connected');
    const { connection, profile } = await fleet.instance('by-code');
    expect(connection.numberJid).toBe(phone.jid);
    expect(profile.name).not.toBe('~');
  });

  it('starts anew when a QR was asked for before, and the other way round', async () => {
    const phone = fleet.sandbox.phones.add();
    await create('switched');
    const first = await qrOf('switched');
    const code = await codeOf('switched', phone.number);
    expect(await phone.scan(first)).toEqual({ linked: false, reason: 'unknown-qr' });
    expect(await codeOf('switched', phone.number)).toBe(code);
    const second = await qrOf('switched');
    expect(second).not.toBe(first);
    expect(await phone.scan(second)).toMatchObject({ linked: true });
    await becomes('switched', 'connected');
  });

  it('comes to nothing when the account asks for a passkey, and the reason is told', async () => {
    const phone = fleet.sandbox.phones.add();
    const withdraw = fleet.sandbox.faults.askForPasskey({ account: phone.number });
    await create('passkey');
    const code = await codeOf('passkey', phone.number);
    expect(await phone.typeCode(code)).toEqual({ linked: false, reason: 'passkey-asked' });
    await becomes('passkey', 'disconnected');
    const refused = /"event":"pair_error","reason":"passkey_required"/;
    await until(() => refused.test(fleet.workers[0]?.output() ?? ''));
    withdraw();
    expect(await phone.scan(await qrOf('passkey'))).toMatchObject({ linked: true });
  });
});

describe('Leaving', () => {
  it('takes the device off the phone, and may be asked for twice', async () => {
    const phone = await linked('leaving');
    const reply = {
      success: true,
      message: 'Instance logged out',
      instance: { status: 'loggedout' },
    };
    expect(await logOut('leaving')).toEqual(reply);
    await until(() => phone.devices.length === 0);
    expect(await fleet.instance('leaving')).toMatchObject({
      status: 'loggedout',
      connection: { numberJid: phone.jid, presenceStatus: 'unavailable' },
    });
    expect(await logOut('leaving')).toEqual(reply);
    expect(refusal(await fleet.client.post('/api/instance/reconnect/leaving'))).toEqual(NO_SESSION);
    expect((await fleet.instance('leaving')).status).toBe('loggedout');
  });

  it('is the end of the session when the phone removes the device, and connecting pairs anew', async () => {
    const phone = await linked('removed');
    phone.removeDevices();
    await becomes('removed', 'loggedout');
    expect(await phone.scan(await qrOf('removed'))).toMatchObject({ linked: true });
    await becomes('removed', 'connected');
  });

  it('comes with the deletion of the instance', async () => {
    const phone = await linked('deleted');
    await fleet.call(deleteInstance, { params: { instance: 'deleted' } });
    await until(() => phone.devices.length === 0);
  });
});

describe('Reconnecting', () => {
  it('is refused without a saved session', async () => {
    await create('unpaired');
    expect(refusal(await fleet.client.post('/api/instance/reconnect/unpaired'))).toEqual(
      NO_SESSION,
    );
    expect((await fleet.instance('unpaired')).status).toBe('disconnected');
  });

  it('logs in again from the saved session', async () => {
    const phone = await linked('reconnected');
    const logins = () =>
      fleet.sandbox.logins(phone.number).filter(({ event }) => event === 'login').length;
    const before = logins();
    expect(await reconnect('reconnected')).toEqual({
      success: true,
      message: 'Reconnect initiated',
      status: 'connecting',
    });
    await until(() => logins() === before + 1);
    await becomes('reconnected', 'connected');
    expect(phone.devices).toHaveLength(1);
  });

  it('is left to people after another connection of the same device took over', async () => {
    const phone = await linked('replaced');
    const before = fleet.sandbox.logins(phone.number).length;
    fleet.sandbox.faults.close(440, { account: phone.number });
    await becomes('replaced', 'disconnected');
    const after = fleet.sandbox.logins(phone.number).slice(before);
    expect(after.map(({ event }) => event)).toEqual(['closed']);
    expect(isConnected(phone)).toBe(false);
    expect(await connect('replaced')).toEqual(CONNECTED);
  });
});

describe('Without a worker', () => {
  it('nothing can be connected, and each call says that it may be tried again', async () => {
    await create('nobody');
    for (const worker of fleet.workers) await worker.stop();
    const answers = [
      await fleet.client.get('/api/instance/connect/nobody'),
      await fleet.client.post('/api/instance/reconnect/nobody'),
      await fleet.client.delete('/api/instance/logout/nobody'),
    ];
    expect(answers.map(refusal)).toEqual([
      [503, NO_WORKER],
      [503, NO_WORKER],
      [503, NO_WORKER],
    ]);
    expect(answers.map(({ headers }) => headers.get('retry-after'))).toEqual(['2', '2', '2']);
    // A connect waits ten seconds for a worker that is just starting; on a busy machine the start takes longer.
    const starting = fleet.addWorker();
    await until(async () => {
      const { body } = await fleet.client.get('/api/instance/connect/nobody');
      return (body as { readonly status?: string }).status === 'qr';
    });
    await starting;
  });
});
