import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { proto } from '@whiskeysockets/baileys';
import { startSandbox } from './sandbox.js';
import { useTestClient, type TestClient } from './testing-client.js';

const textOf = (message: proto.IMessage | null | undefined): string | null | undefined =>
  message?.conversation ?? message?.extendedTextMessage?.text;
const texts = (client: TestClient): unknown[] =>
  client
    .seen('messages.upsert')
    .flatMap(({ messages }) => messages.map(({ message }) => textOf(message)));

describe('A sandbox with a seed', () => {
  it('always has the same people, keys and ids', async () => {
    const identityOf = async (seed: string) => {
      const sandbox = await startSandbox({ seed });
      const phone = sandbox.phones.add();
      const group = sandbox.groups.create({ subject: 'G', creator: phone });
      const sent = await phone.send(phone, 'note');
      const { identityKey } = phone.handset.keyBundle(false);
      await sandbox.close();
      return [
        phone.number,
        phone.lid,
        group.jid,
        group.inviteCode,
        sent.id,
        identityKey.toString('hex'),
      ];
    };
    expect(await identityOf('one')).toEqual(await identityOf('one'));
    expect(await identityOf('one')).not.toEqual(await identityOf('two'));
  });
});

describe('A sandbox with a data folder', () => {
  it('has its devices, sessions, groups and queued messages after a restart', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'sandbox-data-'));
    const options = { seed: 'kept', dataDir };
    const before = await startSandbox(options);
    const phone = before.phones.add({ number: '5511900000099', name: 'Orion' });
    const alice = before.contacts.add({ number: '5511900000098', name: 'Alice' });
    const group = before.groups.create({ subject: 'Kept', creator: alice, members: [phone] });
    const first = useTestClient({ url: before.url });
    await phone.scan(await first.qr());
    await first.untilTrue(() => first.creds.accountSyncCounter > 0);
    await alice.send(phone, 'before');
    await alice.send(group, 'group before');
    await first.untilTrue(() => texts(first).includes('group before'));
    await first.socket.sendMessage(alice.lid, { text: 'answer before' });
    await first.untilTrue(() => alice.inbox.length === 1);
    await first.stop();
    await alice.send(phone, 'while away');
    const oldCa = readFileSync(before.caFile, 'utf8');
    await before.close();

    const after = await startSandbox(options);
    expect(readFileSync(after.caFile, 'utf8')).toBe(oldCa);
    const again = useTestClient({ url: after.url, creds: first.creds, keys: first.keys });
    await again.open();
    await again.untilTrue(() => texts(again).includes('while away'));
    const kept = after.contacts.get(alice.number);
    expect(kept?.lid).toBe(alice.lid);
    const keptGroup = after.groups.get(group.jid);
    expect(keptGroup?.subject).toBe('Kept');
    await kept?.send(after.phones.get(phone.number)!, 'after');
    await kept?.send(keptGroup!, 'group after');
    await again.untilTrue(() => texts(again).includes('group after'));
    expect(texts(again)).toEqual(['while away', 'after', 'group after']);
    await again.socket.sendMessage(alice.lid, { text: 'answer after' });
    await again.untilTrue(() => textOf(kept?.inbox.at(-1)?.message) === 'answer after');
    expect(after.statistics()).toMatchObject({ pairings: 0, retriesAsked: 0, undecryptable: 0 });
    expect([...after.unknownQueries(), ...after.problems()]).toEqual([]);
    await again.stop();
    await after.close();
  });
});
