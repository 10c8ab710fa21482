import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type Sandbox, startSandbox } from '@starling/whatsapp-sandbox';
import { CrashableStore } from '../../testing/crashable-store.js';
import { EngineClient } from '../../testing/engine-client.js';

/* A real Baileys socket that comes back to a backlog while people go on writing. */
let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ receiptDelayMs: 5 });
});

afterAll(() => sandbox.close());

const LINES = 150;

it('What waited while nobody was connected comes before what is written meanwhile', async () => {
  const phone = sandbox.phones.add();
  const contact = sandbox.contacts.add({ name: 'Ana' });
  const memory = new CrashableStore();
  const pairing = await EngineClient.connect(sandbox.url, memory);
  await phone.scan(await pairing.until(({ qrs }) => qrs[0]));
  await pairing.until(({ closes }) => closes.some(({ code }) => code === 515));
  const first = await EngineClient.connect(sandbox.url, memory.reborn());
  await first.until(({ opened }) => opened);
  await first.socket.hangUp();

  const texts = Array.from({ length: 2 * LINES }, (_, at) => `line ${at}`);
  for (const text of texts.slice(0, LINES)) await contact.send(phone, { text });
  memory.delayMs = 5;
  const client = await EngineClient.connect(sandbox.url, memory.reborn());
  const heard = () => client.texts().filter((text) => text !== '');
  await client.until(() => heard().length > 0);
  for (const text of texts.slice(LINES)) await contact.send(phone, { text });
  await client.until(() => heard().length === texts.length);
  expect(heard()).toEqual(texts);

  await contact.send(phone, { text: 'live' });
  await client.until(() => heard().at(-1) === 'live');
  expect(client.of('messages.upsert').at(-1)?.type).toBe('notify');
  await client.socket.hangUp();
});
