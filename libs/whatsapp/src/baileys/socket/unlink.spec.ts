import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Contact, type Phone, type Sandbox, startSandbox } from '@starling/whatsapp-sandbox';
import { connectBaileys } from '../../testing/baileys-client.js';
import { CrashableStore } from '../../testing/crashable-store.js';
import { type EngineClient } from '../../testing/engine-client.js';

/* A real Baileys socket leaves the account while messages still arrive. */
let sandbox: Sandbox;
let contact: Contact;
let phone: Phone;
let store: CrashableStore;
let client: EngineClient;

beforeAll(async () => {
  sandbox = await startSandbox();
});

afterAll(() => sandbox.close());

beforeEach(async () => {
  phone = sandbox.phones.add();
  contact = sandbox.contacts.add();
  store = new CrashableStore();
  const pairing = await connectBaileys(sandbox.url, store);
  await phone.scan(await pairing.until(({ qrs }) => qrs[0]));
  await pairing.until(({ closes }) => closes.some(({ code }) => code === 515));
  client = await connectBaileys(sandbox.url, store.reborn());
  await client.until(({ opened }) => opened);
});

describe('A device that is taken off the account', () => {
  it('is off although a message that came before is still being stored', async () => {
    store.delayMs = 200;
    const storesRow = new Promise<void>((resolve) => {
      const write = store.write.bind(store);
      store.write = (one) => {
        if (one.messages) resolve();
        return write(one);
      };
    });
    await contact.send(phone, 'stored late');
    await storesRow;
    client.isListening = false;
    await client.connection.unlink();
    await client.until(() => phone.devices.length === 0, 5_000);
    expect(client.reports.events).toEqual([]);
  });

  it('is off although messages arrive that the session no longer takes', async () => {
    store.delayMs = 100;
    client.isListening = false;
    const sent = Array.from({ length: 5 }, (_, at) => contact.send(phone, `late ${at}`));
    await client.connection.unlink();
    await client.until(() => phone.devices.length === 0, 5_000);
    await Promise.all(sent);
    expect(client.reports.events).toEqual([]);
  });
});
