import { describe, expect, it } from '@jest/globals';
import { DisconnectReason, proto } from '@whiskeysockets/baileys';
import { useSandbox } from '../testing-suite.js';
import { useTestClient } from '../testing-client.js';
import { CLOSE_CODES } from './close-stanzas.js';

const RESTARTS_BY_ITSELF = 515;

describe('Faults', () => {
  const suite = useSandbox({ seed: 'faults' });

  it('end the connections of one account with each close code', async () => {
    const { phone, client } = await suite.linked();
    const bystander = await suite.linked();
    for (const code of CLOSE_CODES.filter((candidate) => candidate !== RESTARTS_BY_ITSELF)) {
      expect(suite.sandbox.faults.close(code, { account: phone.number })).toBe(1);
      expect((await client.closed()).code).toBe(code);
      client.reconnect();
      await client.open();
    }
    expect(
      bystander.client.seen('connection.update').filter(({ connection }) => connection === 'close'),
    ).toHaveLength(1);
    await bystander.client.socket.fetchBlocklist();
  });

  it('refuse logins as often as `times` says', async () => {
    const { phone, client } = await suite.linked();
    await client.stop();
    suite.sandbox.faults.refuseLogins({ code: 503, account: phone.number, times: 1 });
    client.reconnect();
    expect((await client.closed()).code).toBe(503);
    client.reconnect();
    await client.open();
  });

  it.each([463, 479])('refuse a message with %d, which becomes an error status', async (error) => {
    const { phone, client } = await suite.linked();
    const alice = suite.sandbox.contacts.add();
    await alice.send(phone, 'hello');
    await client.until('messages.upsert', ({ messages }) =>
      messages.some(({ message }) => message?.conversation === 'hello'),
    );
    suite.sandbox.faults.refuseMessages({ error, account: phone.number, times: 1 });
    const sent = await client.socket.sendMessage(alice.jid, { text: 'no' });
    const { update } = await client.until('messages.update', (updates) =>
      updates.find(({ key }) => key.id === sent?.key.id),
    );
    expect(update).toMatchObject({
      status: proto.WebMessageInfo.Status.ERROR,
      messageStubParameters: expect.arrayContaining([String(error)]),
    });
    expect(alice.inbox).toEqual([]);
    await client.socket.sendMessage(alice.jid, { text: 'yes' });
    await client.untilTrue(() => alice.inbox.length === 1);
  });

  it('leave one hello without an answer', async () => {
    suite.sandbox.faults.stallHandshakes({ after: 'hello', times: 1 });
    const client = useTestClient({ url: suite.sandbox.url, socket: { connectTimeoutMs: 300 } });
    expect((await client.closed()).code).toBe(DisconnectReason.timedOut);
    client.reconnect();
    await client.qr();
    await client.stop();
  });

  it('send nothing after the handshake, until the client gives up', async () => {
    suite.sandbox.faults.stallHandshakes({ after: 'finish', times: 1 });
    const client = useTestClient({ url: suite.sandbox.url, socket: { keepAliveIntervalMs: 100 } });
    expect((await client.closed()).code).toBe(DisconnectReason.connectionLost);
  });

  it('send nothing on an open connection, until the client gives up', async () => {
    const { phone, client } = await suite.linked('Orion', { socket: { keepAliveIntervalMs: 100 } });
    expect(suite.sandbox.faults.close('silence', { account: phone.number })).toBe(1);
    expect((await client.closed()).code).toBe(DisconnectReason.connectionLost);
  });

  it('use up all one-time keys, and messages are still delivered', async () => {
    const { phone, client } = await suite.linked();
    const alice = suite.sandbox.contacts.add();
    const withdraw = suite.sandbox.faults.exhaustPreKeys();
    await alice.send(phone, 'without one-time key');
    await client.until('messages.upsert', ({ messages }) =>
      messages.some(({ message }) => message?.conversation === 'without one-time key'),
    );
    const bob = suite.sandbox.contacts.add();
    await client.socket.sendMessage(bob.jid, { text: 'the other way' });
    await client.untilTrue(() => bob.inbox.length === 1);
    const [companion] = phone.devices;
    await client.untilTrue(() => (companion?.preKeys.length ?? 0) > 0);
    withdraw();
  });
});
