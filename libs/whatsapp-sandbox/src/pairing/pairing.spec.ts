import { describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import {
  type BinaryNode,
  DisconnectReason,
  getBinaryNodeChildBuffer,
  WA_CERT_DETAILS,
} from '@whiskeysockets/baileys';
import { makeServerIdentity, isTrustedChain } from '../connection/certificate.js';
import { useSandbox } from '../testing-suite.js';
import { useTestClient } from '../testing-client.js';

describe('Linking a device', () => {
  const suite = useSandbox({ seed: 'pairing' });

  it('opens after the phone has scanned the QR code, with number, LID and name', async () => {
    const phone = suite.sandbox.phones.add({ number: '5511900000001', name: 'Orion' });
    const client = await suite.another(phone);
    expect(client.creds.me).toMatchObject({
      id: '5511900000001:1@s.whatsapp.net',
      lid: phone.lid.replace('@', ':1@'),
      name: 'Orion',
    });
    expect(client.creds.routingInfo).toBeDefined();
  });

  it('refuses QR codes that no connected client shows', async () => {
    const phone = suite.sandbox.phones.add();
    expect(await phone.scan('hello')).toEqual({ linked: false, reason: 'unreadable-qr' });
    const client = useTestClient({ url: suite.sandbox.url });
    const [front, noise, identity, secret, platform] = (await client.qr()).split(',');
    const forged = [front, identity, noise, secret, platform].join(',');
    expect(await phone.scan(forged)).toEqual({ linked: false, reason: 'unknown-qr' });
    await client.stop();
    const stale = [front, noise, identity, secret, platform].join(',');
    await client.untilTrue(
      () => suite.sandbox.world.pairings.getByReference(front ?? '') === undefined,
    );
    expect(await phone.scan(stale)).toEqual({ linked: false, reason: 'unknown-qr' });
  });

  it('accepts one scan of a QR code, even when two phones scan it at the same moment', async () => {
    const client = useTestClient({ url: suite.sandbox.url });
    const qr = await client.qr();
    expect(suite.sandbox.checkQr(qr)).toBe('valid');
    const [one, other] = [suite.sandbox.phones.add(), suite.sandbox.phones.add()];
    expect(await Promise.all([one.scan(qr), other.scan(qr)])).toEqual([
      { linked: true, device: 1 },
      { linked: false, reason: 'used-qr' },
    ]);
    await client.open();
    expect(await other.scan(qr)).toEqual({ linked: false, reason: 'used-qr' });
    expect(other.devices).toEqual([]);
    await client.stop();
  });

  it('accepts each of the six references that the client shows, and none after the last', async () => {
    const url = suite.sandbox.url;
    const client = useTestClient({ url, socket: { qrTimeout: 300 } });
    const shown = () =>
      client.seen('connection.update').flatMap(({ qr }) => (qr === undefined ? [] : [qr]));
    const fourth = await client.untilTrue(() => shown()[3]);
    expect(new Set(shown()).size).toBe(shown().length);
    const phone = suite.sandbox.phones.add();
    expect(await phone.scan(fourth)).toEqual({ linked: true, device: 1 });
    await client.open();
    await client.stop();

    const tired = useTestClient({ url, socket: { qrTimeout: 50 } });
    const last = await tired.qr();
    expect((await tired.closed()).code).toBe(DisconnectReason.timedOut);
    expect(await phone.scan(last)).toEqual({ linked: false, reason: 'unknown-qr' });
  });

  it('asks the client for a passkey instead of linking when the account has one', async () => {
    const phone = suite.sandbox.phones.add();
    suite.sandbox.faults.askForPasskey({ account: phone.number, times: 1 });
    const client = useTestClient({ url: suite.sandbox.url });
    const prologue = once(client.socket.ws, 'CB:notification,type:passkey_prologue_request');
    expect(await phone.scan(await client.qr())).toEqual({ linked: false, reason: 'passkey-asked' });
    const [stanza] = (await prologue) as [BinaryNode];
    const options = getBinaryNodeChildBuffer(stanza, 'passkey_request_options');
    expect(JSON.parse(Buffer.from(options ?? []).toString())).toMatchObject({
      rpId: 'whatsapp.com',
      userVerification: 'required',
      allowCredentials: [],
    });
    expect(phone.devices).toEqual([]);
    await client.stop();

    const second = useTestClient({ url: suite.sandbox.url });
    expect(await phone.scan(await second.qr())).toMatchObject({ linked: true });
    await second.open();
    await second.stop();
  });

  it('refuses a client whose adv secret is not the one in the QR code', async () => {
    const phone = suite.sandbox.phones.add();
    const client = useTestClient({ url: suite.sandbox.url });
    const parts = (await client.qr()).split(',');
    parts[3] = Buffer.alloc(32, 7).toString('base64');
    expect(await phone.scan(parts.join(','))).toEqual({ linked: false, reason: 'connection-lost' });
    expect(phone.devices).toEqual([]);
  });

  it('opens after the phone has typed the code that the client shows', async () => {
    const phone = suite.sandbox.phones.add({ name: 'Lyra' });
    expect(await phone.typeCode('ABCDEFGH')).toEqual({
      linked: false,
      reason: 'no-code-requested',
    });
    const client = useTestClient({ url: suite.sandbox.url });
    await client.qr();
    const code = await client.socket.requestPairingCode(phone.number);
    await client.untilTrue(() => suite.sandbox.world.pairings.getCodeRequest(phone.number));
    expect(await phone.typeCode(code)).toEqual({ linked: true, device: 1 });
    await client.open();
    expect(client.creds.registered).toBe(true);
    await client.stop();
  });

  it('refuses a code that the client does not show', async () => {
    const phone = suite.sandbox.phones.add();
    const client = useTestClient({ url: suite.sandbox.url });
    await client.qr();
    await client.socket.requestPairingCode(phone.number, 'AAAABBBB');
    await client.untilTrue(() => suite.sandbox.world.pairings.getCodeRequest(phone.number));
    expect(await phone.typeCode('AAAACCCC')).toEqual({ linked: false, reason: 'wrong-code' });
    await client.stop();
  });

  it('replaces an older connection of the same device', async () => {
    const { client } = await suite.linked();
    const twin = useTestClient({ url: suite.sandbox.url, creds: client.creds, keys: client.keys });
    expect((await client.closed()).code).toBe(DisconnectReason.connectionReplaced);
    await twin.open();
    await twin.stop();
  });

  it('ends with 401, now and at every later login, when the phone removes the device', async () => {
    const { phone, client } = await suite.linked();
    phone.removeDevices();
    expect((await client.closed()).code).toBe(DisconnectReason.loggedOut);
    client.reconnect();
    expect((await client.closed()).code).toBe(DisconnectReason.loggedOut);
  });

  it('removes the device from the phone when the client logs out', async () => {
    const { phone, client } = await suite.linked();
    await client.socket.logout();
    await client.untilTrue(() => phone.devices.length === 0);
  });

  it('refuses credentials with another Noise key', async () => {
    const { client } = await suite.linked();
    const stranger = useTestClient({ url: suite.sandbox.url });
    await stranger.stop();
    const thief = useTestClient({
      url: suite.sandbox.url,
      creds: { ...client.creds, noiseKey: stranger.creds.noiseKey },
    });
    expect((await thief.closed()).code).toBe(DisconnectReason.loggedOut);
  });

  it('presents a certificate chain that a strict client accepts for the own root only', () => {
    const { random } = suite.sandbox.world;
    const { rootKey, certificateChain, staticKey } = makeServerIdentity(random);
    expect(isTrustedChain(certificateChain, rootKey, staticKey.public)).toBe(true);
    const genuine = WA_CERT_DETAILS.PUBLIC_KEY;
    expect(isTrustedChain(certificateChain, genuine, staticKey.public)).toBe(false);
    const distrust = suite.sandbox.trustRoot();
    expect(WA_CERT_DETAILS.PUBLIC_KEY.equals(rootKey)).toBe(true);
    distrust();
    expect(WA_CERT_DETAILS.PUBLIC_KEY).toBe(genuine);
  });
});
