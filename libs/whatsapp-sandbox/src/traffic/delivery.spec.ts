import { describe, expect, it } from '@jest/globals';
import type { proto } from '@whiskeysockets/baileys';
import { useSandbox } from '../testing-suite.js';
import type { TestClient } from '../testing-client.js';

const textOf = (message: proto.IMessage | null | undefined): string | null | undefined =>
  message?.conversation ?? message?.extendedTextMessage?.text;

const texts = (client: TestClient): string[] =>
  client
    .seen('messages.upsert')
    .flatMap(({ messages }) => messages.map(({ message }) => textOf(message)))
    .filter((text) => typeof text === 'string');

describe('Delivery to a client', () => {
  const suite = useSandbox({ seed: 'delivery' });

  it('queues messages while the client is away, keeps the order, and marks them as offline', async () => {
    const { phone, client } = await suite.linked();
    const alice = suite.sandbox.contacts.add({ name: 'Alice' });
    await client.stop();
    const expected = Array.from({ length: 150 }, (_, n) => `waiting ${n}`);
    for (const text of expected) await alice.send(phone, text);
    client.reconnect();
    await client.untilTrue(() => texts(client).length >= expected.length);
    expect(texts(client)).toEqual(expected);
    const types = client
      .seen('messages.upsert')
      .filter(({ messages }) => messages.some(({ message }) => textOf(message)))
      .map(({ type }) => type);
    expect(new Set(types)).toEqual(new Set(['append']));
    await alice.send(phone, 'live again');
    await client.until('messages.upsert', ({ messages, type }) =>
      messages.some(({ message }) => type === 'notify' && textOf(message) === 'live again'),
    );
    const [companion] = phone.devices;
    await client.untilTrue(() => companion?.outbox.size === 0);
  });

  it('repeats a message when the connection was lost before the acknowledgement', async () => {
    const { phone, client } = await suite.linked();
    const bob = suite.sandbox.contacts.add({ name: 'Bob' });
    suite.sandbox.faults.delivery({
      kind: 'drop',
      account: phone.number,
      tag: 'message',
      times: 2,
    });
    await bob.send(phone, 'lost 1');
    await bob.send(phone, 'lost 2');
    await bob.send(phone, 'arrived');
    await client.untilTrue(() => texts(client).includes('arrived'));
    expect(texts(client)).toEqual(['arrived']);
    expect(suite.sandbox.faults.close('cut', { account: phone.number })).toBe(1);
    await client.closed();
    client.reconnect();
    await client.untilTrue(() => texts(client).length === 3);
    expect(texts(client)).toEqual(['arrived', 'lost 1', 'lost 2']);
  });

  it('can be delayed, reordered or repeated by a fault', async () => {
    const { phone, client } = await suite.linked();
    const carol = suite.sandbox.contacts.add({ name: 'Carol' });
    const scope = { account: phone.number, tag: 'message', times: 1 };
    suite.sandbox.faults.delivery({ kind: 'delay', delayMs: 300, ...scope });
    await carol.send(phone, 'late');
    await carol.send(phone, 'early');
    await client.untilTrue(() => texts(client).length === 2);
    expect(texts(client)).toEqual(['early', 'late']);
    suite.sandbox.faults.delivery({ kind: 'reorder', ...scope });
    await carol.send(phone, 'second');
    await carol.send(phone, 'first');
    await client.untilTrue(() => texts(client).length === 4);
    expect(texts(client).slice(2)).toEqual(['first', 'second']);
    suite.sandbox.faults.delivery({ kind: 'duplicate', ...scope, tag: 'call' });
    carol.call(phone);
    await client.untilTrue(() => client.seen('call').flat().length === 2);
  });

  it('drops messages that are not fetched in time', async () => {
    const { phone, client } = await suite.linked();
    const dora = suite.sandbox.contacts.add({ name: 'Dora' });
    await client.stop();
    await dora.send(phone, 'too old');
    const [companion] = phone.devices;
    const [waiting] = companion?.outbox.list() ?? [];
    const { keepOfflineMs } = suite.sandbox.world.options;
    companion?.outbox.clear();
    companion?.outbox.restore([
      { stanza: waiting!.stanza, sinceMs: Date.now() - keepOfflineMs - 1_000 },
    ]);
    await dora.send(phone, 'recent');
    client.reconnect();
    await client.untilTrue(() => texts(client).includes('recent'));
    expect(texts(client)).toEqual(['recent']);
  });
});
