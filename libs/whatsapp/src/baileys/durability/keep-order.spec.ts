import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Sandbox, startSandbox } from '@starling/whatsapp-sandbox';
import { connectBaileys } from '../../testing/baileys-client.js';
import { CrashableStore } from '../../testing/crashable-store.js';

/* A real Baileys socket that has never heard of the contacts who write to it. */
let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ receiptDelayMs: 5 });
});

afterAll(() => sandbox.close());

const LINES = 40;

describe('A burst of messages of people nobody knows yet', () => {
  it.each(['lid', 'pn'] as const)('keeps the order of each of them, by %s', async (addressing) => {
    const phone = sandbox.phones.add();
    const contacts = sandbox.contacts.addMany(3);
    const memory = new CrashableStore();
    const pairing = await connectBaileys(sandbox.url, memory);
    await phone.scan(await pairing.until(({ qrs }) => qrs[0]));
    await pairing.until(({ closes }) => closes.some(({ code }) => code === 515));
    const client = await connectBaileys(sandbox.url, memory.reborn());
    await client.until(({ opened }) => opened);
    const linesOf = (who: number) => Array.from({ length: LINES }, (_, at) => `${who}: line ${at}`);
    await Promise.all(
      contacts.map(async (contact, who) => {
        for (const text of linesOf(who)) await contact.send(phone, { text }, { addressing });
      }),
    );
    const heard = () => client.texts().filter((text) => text.includes('line'));
    await client.until(() => heard().length === contacts.length * LINES);
    contacts.forEach((_, who) =>
      expect(heard().filter((text) => text.startsWith(`${who}:`))).toEqual(linesOf(who)),
    );
    await client.connection.hangUp();
  });
});
