import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type Sandbox,
  startSandbox,
  type TestClient,
  useTestClient,
} from '@starling/whatsapp-sandbox';
import { phoneJidOf } from '@starling/domain';
import { KnownUsers } from './known-users.js';

/* Real look-ups by a real Baileys socket at the local WhatsApp. */
let sandbox: Sandbox;
let client: TestClient;

beforeAll(async () => {
  sandbox = await startSandbox();
  client = useTestClient({ url: sandbox.url });
  await sandbox.phones.add().scan(await client.qr());
  await client.open();
});

afterAll(async () => {
  await client.stop();
  await sandbox.close();
});

describe('A number that was not on WhatsApp and has joined', () => {
  it.each([
    [
      'is found at once where that is not remembered',
      false,
      (number: string) => `${number}@s.whatsapp.net`,
    ],
    ['stays missing for a while where it is remembered', true, () => undefined],
  ])('%s', async (_, remembersMissing, found) => {
    const number = `49151${remembersMissing ? 1 : 2}2345678`;
    const users = new KnownUsers(remembersMissing);
    const findUsers = async (numbers: readonly string[]) => {
      const answers = await client.socket.onWhatsApp(...numbers.map(phoneJidOf));
      return (answers ?? []).filter(({ exists }) => exists).map(({ jid }) => jid);
    };
    const find = () => users.find({ findUsers }, number);
    expect(await find()).toBeUndefined();
    sandbox.contacts.add({ number });
    expect(await find()).toBe(found(number));
  });
});
