import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Contact, type Phone, type Sandbox, startSandbox } from '@starling/whatsapp-sandbox';
import { type SessionWrite } from '@starling/domain';
import { connectBaileys } from '../../testing/baileys-client.js';
import { CrashableStore, type CrashPoint } from '../../testing/crashable-store.js';
import { type EngineClient } from '../../testing/engine-client.js';
import { type Answer, type Outgoing } from '../../port/outgoing.js';

/*
 * A real Baileys socket sends to virtual contacts, which decrypt what reaches them. A crash is doubled by a memory
 * that stops answering and a socket that is cut.
 */
let sandbox: Sandbox;
let contact: Contact;
let phone: Phone;
let memory: CrashableStore;

beforeAll(async () => {
  sandbox = await startSandbox({ receiptDelayMs: 5 });
});

afterAll(() => sandbox.close());

beforeEach(async () => {
  phone = sandbox.phones.add();
  contact = sandbox.contacts.add({ name: 'Ana' });
  memory = new CrashableStore();
  const pairing = await connectBaileys(sandbox.url, memory);
  await phone.scan(await pairing.until(({ qrs }) => qrs[0]));
  await pairing.until(({ closes }) => closes.some(({ code }) => code === 515));
});

async function open(): Promise<EngineClient> {
  const client = await connectBaileys(sandbox.url, memory.reborn());
  await client.until(({ opened }) => opened);
  return client;
}

let made = 0;
const aText = (text: string): Outgoing => ({
  messageId: `3EB0${(made += 1).toString(16).padStart(18, '0').toUpperCase()}`,
  jid: contact.jid,
  content: { kind: 'text', text },
  source: 'crm',
});

const received = () =>
  contact.inbox.map(({ message }) => message.extendedTextMessage?.text ?? message.conversation);
const stored = () =>
  [...memory.messages.values()].map(({ content, status, source }) => ({ content, status, source }));

describe('A message that is sent', () => {
  it('reaches the contact, is stored with its tag, told once, and rises with its receipts', async () => {
    const client = await open();
    const sent = await client.connection.messages.send(aText('hello'));
    await client.until(() => stored()[0]?.status === 2);
    expect(received()).toEqual(['hello']);
    expect(stored()).toEqual([{ content: 'hello', status: 2, source: 'crm' }]);
    expect(sent.source).toBe('crm');
    expect(client.events('message.exchange')).toMatchObject([
      {
        id: sent.key.id,
        direction: 'outgoing',
        timestamp: sent.sentAt,
        source: 'crm',
        chat: { jid: contact.jid, lid: contact.lid, type: 'private' },
        sender: { jid: phone.jid, lid: phone.lid },
        message: { type: 'text', content: 'hello', source: 'crm' },
      },
    ]);
    await client.connection.hangUp();
  });

  it('that is too large once encoded is refused before it is stored or encrypted, and the next one leaves', async () => {
    const client = await open();
    const tooLarge = client.connection.messages.send(aText('x'.repeat(256 * 1024 + 1)));
    await expect(tooLarge).rejects.toMatchObject({ name: 'NotSentError', code: 'too_large' });
    expect(memory.messages.size).toBe(0);
    await client.connection.messages.send(aText('next'));
    await client.until(() => stored()[0]?.status === 2);
    expect(received()).toEqual(['next']);
    await client.connection.hangUp();
  });

  it('that WhatsApp refuses afterwards is stored as an error, and heard of', async () => {
    const client = await open();
    const answers: Answer[] = [];
    client.connection.messages.onAnswer((answer) => answers.push(answer));
    const endFault = sandbox.faults.refuseMessages({ account: phone.number, error: 463 });
    await client.connection.messages.send(aText('refused'));
    await client.until(() => stored()[0]?.status === -1);
    endFault();
    expect(answers).toEqual(['unwelcome']);
    expect(received()).toEqual([]);
    await client.connection.hangUp();
  });

  it('has not left before its row and its ratchet are durable', async () => {
    const client = await open();
    await client.connection.messages.send(aText('first'));
    memory.delayMs = 150;
    const sending = client.connection.messages.send(aText('second'));
    await client.until(() => stored().length === 2);
    expect(received()).not.toContain('second');
    await sending;
    await client.until(() => received().includes('second'));
    await client.connection.hangUp();
  });

  it('fails with nothing gone out when the connection is lost first', async () => {
    const client = await open();
    memory.delayMs = 100;
    const sending = client.connection.messages.send(aText('lost'));
    client.connection.abandon();
    await expect(sending).rejects.toMatchObject({ name: 'NotSentError' });
    expect(received()).toEqual([]);
  });
});

const storesRow = ({ messages }: SessionWrite) => (messages?.length ?? 0) > 0;
const storesRatchet = ({ keys }: SessionWrite) =>
  keys?.some(({ type }) => type === 'session') ?? false;
const storesAnswer = ({ updates }: SessionWrite) =>
  updates?.some(({ status }) => status === 1) ?? false;

const POINTS: readonly [string, CrashPoint][] = [
  ['before the row is durable', { matches: storesRow, when: 'before' }],
  ['after the row is durable', { matches: storesRow, when: 'after' }],
  ['before the ratchet is durable', { matches: storesRatchet, when: 'before' }],
  ['after the ratchet is durable', { matches: storesRatchet, when: 'after' }],
  ['before the answer of WhatsApp is durable', { matches: storesAnswer, when: 'before' }],
  ['after the answer of WhatsApp is durable', { matches: storesAnswer, when: 'after' }],
];

describe.each(POINTS)('A process that is killed %s', (_, point) => {
  it('leaves a message that is relayed again under its id, and arrives once', async () => {
    const client = await open();
    await client.connection.messages.send(aText('before'));
    await client.until(() => stored()[0]?.status === 2);
    const crashed = memory.crashAt(point);
    const outgoing = aText('in between');
    // It never ends: its process is dead.
    void client.connection.messages.send(outgoing).catch(() => undefined);
    await crashed;
    client.connection.abandon();

    const next = await open();
    const row = [...memory.messages.values()].find(
      ({ messageId }) => messageId === outgoing.messageId,
    );
    if (!row) await next.connection.messages.send(outgoing);
    else if (row.status === 0) {
      await next.connection.messages.sendAgain({ ...row, jid: row.chatJid, payload: row.payload! });
    }
    await next.connection.messages.send(aText('afterwards'));
    await next.until(() => received().includes('afterwards'));
    expect(received()).toEqual(['before', 'in between', 'afterwards']);
    await next.connection.hangUp();
  });
});
