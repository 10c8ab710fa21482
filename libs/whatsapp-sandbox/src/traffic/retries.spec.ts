import { beforeAll, describe, expect, it } from '@jest/globals';
import type { WAMessageKey, proto } from '@whiskeysockets/baileys';
import { type Linked, useSandbox } from '../testing-suite.js';

const textOf = (message: proto.IMessage | null | undefined): string | null | undefined =>
  message?.conversation ?? message?.extendedTextMessage?.text;

describe('A message that cannot be decrypted', () => {
  const suite = useSandbox({ seed: 'retries' });
  const sentByOwner = new Map<string, proto.IMessage>();
  let owner: Linked;

  beforeAll(async () => {
    owner = await suite.linked('Orion', {
      socket: {
        retryRequestDelayMs: 10,
        getMessage: async ({ id }: WAMessageKey) => sentByOwner.get(id ?? ''),
      },
    });
  });

  const upserted = (text: string) =>
    owner.client.until('messages.upsert', ({ messages }) =>
      messages.find(({ message }) => textOf(message) === text),
    );

  it('is encrypted again by the contact when the client asks', async () => {
    const alice = suite.sandbox.contacts.add({ name: 'Alice' });
    await alice.send(owner.phone, 'fine');
    await upserted('fine');
    alice.corruptNextMessage();
    const { id } = await alice.send(owner.phone, 'corrupted once');
    const { key, retryCount } = (await upserted('corrupted once')) as {
      key: WAMessageKey;
      retryCount?: number;
    };
    expect({ id: key.id, retryCount }).toEqual({ id, retryCount: 1 });
    await alice.send(owner.phone, 'and on');
    await upserted('and on');
  });

  it('is encrypted again for a group', async () => {
    const bob = suite.sandbox.contacts.add({ name: 'Bob' });
    const group = suite.sandbox.groups.create({
      subject: 'Retries',
      creator: bob,
      members: [owner.phone],
    });
    await bob.send(group, 'group fine');
    await upserted('group fine');
    bob.corruptNextMessage();
    await bob.send(group, 'group corrupted');
    expect((await upserted('group corrupted')).key.participant).toBe(bob.lid);
    await bob.send(group, 'group on');
    await upserted('group on');
  });

  it('stays undecrypted when the contact does not answer', async () => {
    const cold = suite.sandbox.contacts.add({ name: 'Cold' });
    await cold.send(owner.phone, 'warm');
    await upserted('warm');
    cold.behavior.answersRetries = false;
    cold.corruptNextMessage();
    const { id } = await cold.send(owner.phone, 'lost');
    const stub = await owner.client.until('messages.upsert', ({ messages }) =>
      messages.find(({ key }) => key.id === id),
    );
    expect(stub.message ?? undefined).toBeUndefined();
  });

  it('is encrypted again by the client when the contact asks, and later messages arrive', async () => {
    const carol = suite.sandbox.contacts.add({ name: 'Carol' });
    const { socket } = owner.client;
    const send = async (text: string): Promise<void> => {
      const sent = await socket.sendMessage(carol.jid, { text });
      if (sent?.message) sentByOwner.set(sent.key.id ?? '', sent.message);
    };
    await carol.send(owner.phone, 'hello');
    await upserted('hello');
    await send('readable');
    await owner.client.untilTrue(() => carol.inbox.length === 1);
    carol.forgetSessions(owner.phone);
    await send('unreadable at first');
    const read = await owner.client.untilTrue(() => carol.inbox[1]);
    expect(textOf(read.message)).toBe('unreadable at first');
    await send('readable again');
    expect(textOf((await owner.client.untilTrue(() => carol.inbox[2])).message)).toBe(
      'readable again',
    );
  });
});
