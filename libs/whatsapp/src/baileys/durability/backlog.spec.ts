import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type Sandbox, startSandbox } from '@starling/whatsapp-sandbox';
import { type WASocket } from '@whiskeysockets/baileys';
import { connectBaileys } from '../../testing/baileys-client.js';
import { CrashableStore } from '../../testing/crashable-store.js';
import { type EngineClient } from '../../testing/engine-client.js';

/* A real Baileys socket that comes back to a backlog while people go on writing. */
let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ receiptDelayMs: 5 });
});

afterAll(() => sandbox.close());

const LINES = 150;

/** Events do not say whether a message waited: only Baileys' own socket does. */
const baileysOf = ({ connection }: EngineClient): WASocket =>
  (connection as unknown as { readonly baileys: WASocket }).baileys;

it('What waited while nobody was connected comes before what is written meanwhile', async () => {
  const phone = sandbox.phones.add();
  const contact = sandbox.contacts.add({ name: 'Ana' });
  const memory = new CrashableStore();
  const pairing = await connectBaileys(sandbox.url, memory);
  await phone.scan(await pairing.until(({ qrs }) => qrs[0]));
  await pairing.until(({ closes }) => closes.some(({ code }) => code === 515));
  const first = await connectBaileys(sandbox.url, memory.reborn());
  await first.until(({ opened }) => opened);
  await first.connection.hangUp();

  const texts = Array.from({ length: 2 * LINES }, (_, at) => `line ${at}`);
  for (const text of texts.slice(0, LINES)) await contact.send(phone, { text });
  memory.delayMs = 5;
  const client = await connectBaileys(sandbox.url, memory.reborn());
  const heard = () => client.texts().filter((text) => text !== '');
  await client.until(() => heard().length > 0);
  for (const text of texts.slice(LINES)) await contact.send(phone, { text });
  await client.until(() => heard().length === texts.length);
  expect(heard()).toEqual(texts);

  const types: string[] = [];
  baileysOf(client).ev.on('messages.upsert', ({ messages, type }) => {
    if (JSON.stringify(messages).includes('"live"')) types.push(type);
  });
  await contact.send(phone, { text: 'live' });
  await client.until(() => heard().at(-1) === 'live');
  await client.until(() => types.length > 0);
  expect(types).toEqual(['notify']);
  await client.connection.hangUp();
});
