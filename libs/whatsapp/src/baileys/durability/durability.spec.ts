import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Contact, type Phone, type Sandbox, startSandbox } from '@starling/whatsapp-sandbox';
import { type SessionWrite } from '@starling/domain';
import { connectBaileys } from '../../testing/baileys-client.js';
import { CrashableStore, type CrashPoint } from '../../testing/crashable-store.js';
import { type EngineClient } from '../../testing/engine-client.js';

/*
 * A real Baileys socket against the local WhatsApp, which keeps a stanza until it is acknowledged and delivers it
 * again after a lost connection. A crash is doubled by a memory that stops answering and a socket that is cut: what
 * was durable at that moment is all that the next life knows.
 */
let sandbox: Sandbox;
let phone: Phone;
let memory: CrashableStore;

beforeAll(async () => {
  sandbox = await startSandbox({ receiptDelayMs: 5 });
});

afterAll(() => sandbox.close());

async function link(): Promise<void> {
  phone = sandbox.phones.add();
  memory = new CrashableStore();
  const pairing = await connectBaileys(sandbox.url, memory);
  await phone.scan(await pairing.until(({ qrs }) => qrs[0]));
  await pairing.until(({ closes }) => closes.some(({ code }) => code === 515));
}

async function open(): Promise<EngineClient> {
  const client = await connectBaileys(sandbox.url, memory.reborn());
  await client.until(({ opened }) => opened);
  return client;
}

const storedTexts = (): string[] => [...memory.messages.values()].map(({ content }) => content);

const carries = {
  ratchet: ({ journal }: SessionWrite) => (journal?.length ?? 0) > 0,
  message: ({ messages }: SessionWrite) => (messages?.length ?? 0) > 0,
};

const POINTS: readonly [string, CrashPoint][] = [
  ['before the ratchet is durable', { matches: carries.ratchet, when: 'before' }],
  ['after the ratchet is durable', { matches: carries.ratchet, when: 'after' }],
  ['before the message is durable', { matches: carries.message, when: 'before' }],
  [
    'after the message is durable, before its receipt leaves',
    { matches: carries.message, when: 'after' },
  ],
];

async function crashAndRecover(
  point: CrashPoint,
  send: () => Promise<unknown>,
): Promise<EngineClient> {
  const client = await open();
  const crashed = memory.crashAt(point);
  await send();
  await crashed;
  client.connection.abandon();
  return open();
}

describe.each(POINTS)('A process that is killed %s', (_, point) => {
  let contact: Contact;

  beforeEach(async () => {
    await link();
    contact = sandbox.contacts.add({ name: 'Ana' });
  });

  it('stores the first message of a new contact exactly once, and the next ones too', async () => {
    const client = await crashAndRecover(point, () => contact.send(phone, { text: 'first' }));
    await contact.send(phone, { text: 'second' });
    await client.until(() => storedTexts().includes('second'));
    expect(storedTexts()).toEqual(['first', 'second']);
    expect(client.texts().filter((text) => text === 'second')).toHaveLength(1);
    await client.connection.hangUp();
  });

  it('stores a message of a known contact exactly once', async () => {
    const before = await open();
    await contact.send(phone, { text: 'hello' });
    await before.until(() => storedTexts().includes('hello'));
    await before.connection.hangUp();
    const client = await crashAndRecover(point, () => contact.send(phone, { text: 'during' }));
    await contact.send(phone, { text: 'after' });
    await client.until(() => storedTexts().includes('after'));
    expect(storedTexts()).toEqual(['hello', 'during', 'after']);
    await client.connection.hangUp();
  });

  it('stores a group message exactly once', async () => {
    const group = sandbox.groups.create({ subject: 'All', creator: contact, members: [phone] });
    const client = await crashAndRecover(point, () => contact.send(group, { text: 'to all' }));
    await contact.send(group, { text: 'again' });
    await client.until(() => storedTexts().includes('again'));
    expect(storedTexts()).toEqual(['to all', 'again']);
    await client.connection.hangUp();
  });
});

describe('A message', () => {
  beforeEach(link);

  it('is acknowledged only when it is durable', async () => {
    memory.delayMs = 30;
    const client = await open();
    const contact = sandbox.contacts.add();
    const early: string[] = [];
    // The phone itself confirms first, at once; the second receipt is ours.
    const confirmations = new Map<string, number>();
    contact.handset.on('receipt', ({ ids }) => {
      for (const id of ids) {
        const count = (confirmations.get(id) ?? 0) + 1;
        confirmations.set(id, count);
        const isStored = [...memory.messages.values()].some(({ messageId }) => messageId === id);
        if (count === 2 && !isStored) early.push(id);
      }
    });
    await Promise.all(
      Array.from({ length: 10 }, (_, index) => contact.send(phone, { text: `slow ${index}` })),
    );
    await client.until(
      () => [...confirmations.values()].filter((count) => count === 2).length === 10,
    );
    expect(early).toEqual([]);
    await client.connection.hangUp();
  });

  it('is not lost when nothing can be read: the connection is cut without a word', async () => {
    const client = await open();
    const contact = sandbox.contacts.add();
    const refusals = sandbox.statistics().errorAcksFromClients;
    const keys = memory.keys.bind(memory);
    memory.keys = () => Promise.reject(new Error('the database is away'));
    await contact.send(phone, { text: 'unread' });
    const close = await client.until(({ closes }) => closes[0]);
    expect(close.reason).toBe('storage failed');
    memory.keys = keys;
    const next = await open();
    await next.until(() => storedTexts().includes('unread'));
    expect(sandbox.statistics().errorAcksFromClients).toBe(refusals);
    await next.connection.hangUp();
  });

  it('is not lost when a write fails: the connection is cut, and it comes again', async () => {
    const client = await open();
    const contact = sandbox.contacts.add();
    await contact.send(phone, { text: 'before' });
    await client.until(() => storedTexts().includes('before'));
    const write = memory.write.bind(memory);
    memory.write = () => Promise.reject(new Error('the disk is full'));
    await contact.send(phone, { text: 'unlucky' });
    const close = await client.until(({ closes }) => closes[0]);
    expect(close.reason).toBe('storage failed');
    memory.write = write;
    const next = await open();
    await next.until(() => storedTexts().includes('unlucky'));
    expect(storedTexts()).toEqual(['before', 'unlucky']);
    await next.connection.hangUp();
  });
});
