import { describe, expect, it } from '@jest/globals';
import { DisconnectReason } from '@whiskeysockets/baileys';
import type { TestClient } from '../testing-client.js';
import { useSandbox } from '../testing-suite.js';

const textsOf = (client: TestClient): string[] =>
  client
    .seen('messages.upsert')
    .flatMap(({ messages }) => messages.map(({ message }) => message?.conversation))
    .filter((text) => typeof text === 'string');

describe('Losses between client and server', () => {
  const suite = useSandbox({ seed: 'losses' });

  it('repeat a message at each login until the server gets its acknowledgement', async () => {
    const { phone, client } = await suite.linked();
    const alice = suite.sandbox.contacts.add();
    const [companion] = phone.devices;
    await client.untilTrue(() => companion?.outbox.size === 0);
    const withdraw = suite.sandbox.faults.loseFromClient({ account: phone.number, tag: 'receipt' });
    await alice.send(phone, 'once');
    await client.untilTrue(() => textsOf(client).length === 1);
    const before = suite.sandbox.statistics().redelivered;
    expect(companion?.outbox.size).toBe(1);
    suite.sandbox.faults.close('cut', { account: phone.number });
    await client.closed();
    withdraw();
    client.reconnect();
    await client.untilTrue(() => companion?.outbox.size === 0);
    expect(suite.sandbox.statistics().redelivered).toBe(before + 1);
    expect(textsOf(client)).toEqual(['once']);
  });

  it('leave a lost message of a client unacknowledged and undelivered', async () => {
    const { phone, client } = await suite.linked();
    const alice = suite.sandbox.contacts.add();
    suite.sandbox.faults.loseFromClient({ account: phone.number, tag: 'message', times: 1 });
    await client.socket.sendMessage(alice.jid, { text: 'lost' });
    await client.socket.sendMessage(alice.jid, { text: 'second' });
    await client.untilTrue(() => alice.inbox.length === 1);
    expect(alice.inbox[0]?.message.extendedTextMessage?.text).toBe('second');
  });

  it('by a cut in the middle of a flood repeat the messages in order until the client has emitted or refused each of them once', async () => {
    const { phone, client } = await suite.linked();
    const alice = suite.sandbox.contacts.add();
    const received: string[] = [];
    // Baileys removes its listeners when it closes. It has no key any more for a message that it decrypted but had not
    // emitted by then, and refuses it with an error when it is sent again.
    const listen = (): unknown =>
      client.socket.ev.on('messages.upsert', ({ messages }) =>
        received.push(...messages.flatMap(({ message }) => message?.conversation ?? [])),
      );
    listen();
    await alice.send(phone, 'flood 0');
    await client.untilTrue(() => received.length === 1);
    suite.sandbox.faults.delivery({
      kind: 'cut',
      tag: 'message',
      account: phone.number,
      times: 1,
      skip: 20,
    });
    const expected = Array.from({ length: 90 }, (_, position) => `flood ${position}`);
    for (const text of expected.slice(1)) await alice.send(phone, text);
    await client.closed();
    client.reconnect();
    listen();
    const [companion] = phone.devices;
    await client.untilTrue(() => received.includes('flood 89') && companion?.outbox.size === 0);
    expect(received).toEqual(expected.filter((text) => received.includes(text)));
    const missing = expected.length - received.length;
    expect(suite.sandbox.statistics().errorAcksFromClients).toBeGreaterThanOrEqual(missing);
  });

  it('of pings make the client give up', async () => {
    const { phone, client } = await suite.linked('Orion', { socket: { keepAliveIntervalMs: 100 } });
    suite.sandbox.faults.loseFromClient({ account: phone.number, tag: 'iq', xmlns: 'w:p' });
    expect((await client.closed()).code).toBe(DisconnectReason.connectionLost);
  });
});
