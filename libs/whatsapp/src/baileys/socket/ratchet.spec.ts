import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Contact, type Phone, type Sandbox, startSandbox } from '@starling/whatsapp-sandbox';
import { connectBaileys } from '../../testing/baileys-client.js';
import { CrashableStore } from '../../testing/crashable-store.js';
import { type EngineClient } from '../../testing/engine-client.js';
import { RATCHET_RUNS as RUNS } from '../../testing/ratchet.config.js';
import { type ContentOf, type Outgoing } from '../../port/outgoing.js';

/*
 * A process sends three messages while their recipient writes, and is killed at one of its writes to the memory: before
 * or after that write is durable, each write in its order. The next process goes on as a worker does after a takeover.
 * RATCHET_RUNS=200 repeats it two hundred times.
 */
/** Three sends make about as many writes. */
const WRITES = 12;
const SENDS = 3;
const INCOMING = 4;

let sandbox: Sandbox;
let contact: Contact;
let phone: Phone;
let memory: CrashableStore;

beforeAll(async () => {
  sandbox = await startSandbox({ receiptDelayMs: 1 });
  phone = sandbox.phones.add();
  contact = sandbox.contacts.add({ name: 'Ana' });
  memory = new CrashableStore();
  const pairing = await connectBaileys(sandbox.url, memory);
  await phone.scan(await pairing.until(({ qrs }) => qrs[0]));
  await pairing.until(({ closes }) => closes.some(({ code }) => code === 515));
});

afterAll(() => sandbox.close());

const rows = () => [...memory.messages.values()];
const rowOf = (id: string) => rows().find(({ messageId }) => messageId === id);
const received = () =>
  contact.inbox.map(({ message }) => message.extendedTextMessage?.text ?? message.conversation);

const messageOf = (run: number, n: number): Outgoing & { readonly content: ContentOf<'text'> } => ({
  messageId: `3EB0${String(run * SENDS + n).padStart(18, '0')}`,
  jid: contact.jid,
  content: { kind: 'text', text: `out ${run}.${n}` },
  source: 'crm',
});

/** Sends what a former process left pending, and what it did not even store. */
async function takeOver(wanted: readonly Outgoing[]): Promise<EngineClient> {
  const client = await connectBaileys(sandbox.url, memory.reborn(), {
    findMessage: (id) => Promise.resolve(rowOf(id)?.payload ?? undefined),
  });
  await client.until(({ opened }) => opened);
  for (const { status, fromMe, payload, ...row } of rows()) {
    if (status !== 0 || !fromMe || !payload) continue;
    await client.connection.messages.sendAgain({ ...row, jid: row.chatJid, payload });
  }
  for (const one of wanted) if (!rowOf(one.messageId)) await client.connection.messages.send(one);
  return client;
}

/** Resolves when the process is dead, or has sent everything before it came to the write. */
async function sendAndDie(client: EngineClient, run: number): Promise<void> {
  const at = Math.floor(run / 2) % WRITES;
  let writes = 0;
  const killed = memory.crashAt({
    matches: () => writes++ === at,
    when: run % 2 === 0 ? 'before' : 'after',
  });
  const sending = Array.from({ length: SENDS }, (_, n) =>
    client.connection.messages.send(messageOf(run, n)).catch(() => undefined),
  );
  for (let n = 0; n < INCOMING; n += 1) await contact.send(phone, `in ${run}.${n}`);
  await Promise.race([killed, Promise.all(sending)]);
  client.connection.abandon();
}

describe('A process that is killed while it sends to somebody who writes', () => {
  it('leaves nothing that the recipient cannot read, and everything arrives once', async () => {
    let client = await takeOver([messageOf(RUNS, 0)]);
    await client.until(() => received().length === 1);
    for (let run = 0; run < RUNS; run += 1) {
      await sendAndDie(client, run);
      const sent = Array.from({ length: SENDS }, (_, n) => messageOf(run, n));
      client = await takeOver(sent);
      await client.until(() => sent.every(({ content }) => received().includes(content.text)));
    }
    const contents = () => rows().map(({ content }) => content);
    const incoming = Array.from({ length: RUNS * INCOMING }, (_, at) =>
      ['in ', Math.floor(at / INCOMING), '.', at % INCOMING].join(''),
    );
    await client.until(() => incoming.every((text) => contents().includes(text)));
    expect(received()).toHaveLength(RUNS * SENDS + 1);
    expect(sandbox.statistics()).toMatchObject({ undecryptable: 0, retriesAsked: 0 });
    await client.connection.hangUp();
  }, 600_000);
});
