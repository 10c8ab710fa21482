import { describe, expect, it } from '@jest/globals';
import { openBench } from '../testing/bench.js';
import { aMessage, ownedSession } from '../testing/sessions.js';
import { higherStatus } from './message-status.js';
import { type SessionWrite } from '@starling/domain';

describe('A message stored twice', () => {
  const bench = openBench();

  const RISES: [string, number[], number][] = [
    ['an acknowledgment that comes late', [4, 2], 4],
    ['an error after it was sent', [1, -1], 1],
    ['an error while it was pending', [0, -1], -1],
    ['a pending echo after the error', [-1, 0], -1],
    ['an acknowledgment after an error', [-1, 1, 0], 1],
  ];

  it.each(RISES)('never goes back: %s', async (_, statuses, expected) => {
    const { sessionWrites } = bench.repositories;
    const [apart, together] = [await ownedSession(bench), await ownedSession(bench)];
    const [first] = statuses;
    const message = aMessage({ status: first ?? 0 });
    for (const status of statuses) {
      await sessionWrites.write(apart, { messages: [{ ...message, status }] });
    }
    await sessionWrites.write(together, {
      messages: statuses.map((status) => ({ ...message, status })),
    });
    for (const { instanceId } of [apart, together]) {
      const rows = await bench.database.client.message.findMany({ where: { instanceId } });
      expect(rows.map(({ status }) => status)).toEqual([expected]);
    }
  });

  it('stays as it was first, but for its status', async () => {
    const { sessionWrites } = bench.repositories;
    const lease = await ownedSession(bench);
    const message = aMessage({ content: 'first' });
    await sessionWrites.write(lease, { messages: [message] });
    await sessionWrites.write(lease, { messages: [{ ...message, content: 'second', status: 1 }] });
    const { instanceId } = lease;
    const rows = await bench.database.client.message.findMany({ where: { instanceId } });
    expect(rows).toMatchObject([{ content: 'first', status: 1, statusAt: expect.any(Date) }]);
  });

  it('is two messages when one was sent and the other received', async () => {
    const { sessionWrites } = bench.repositories;
    const lease = await ownedSession(bench);
    const message = aMessage();
    await sessionWrites.write(lease, { messages: [message, { ...message, fromMe: true }] });
    const { instanceId } = lease;
    expect(await bench.database.client.message.count({ where: { instanceId } })).toBe(2);
  });

  it('ends with the same status whichever came first', () => {
    for (const one of [-1, 0, 1, 2, 3, 4, 5]) {
      for (const other of [-1, 0, 1, 2, 3, 4, 5]) {
        expect(higherStatus(one, other)).toBe(higherStatus(other, one));
      }
    }
  });
});

describe('A message that something happens to', () => {
  const bench = openBench();
  const CHAT = '5511999999999@s.whatsapp.net';
  const at = new Date('2026-04-28T10:30:00Z');
  const aStored = (change = {}) => aMessage({ chatJid: CHAT, participant: '', ...change });

  async function after(message: ReturnType<typeof aMessage>, ...writes: SessionWrite[]) {
    const lease = await ownedSession(bench);
    await bench.repositories.sessionWrites.write(lease, { messages: [message] });
    // In one batch and so in one statement.
    await Promise.all(writes.map((one) => bench.repositories.sessionWrites.write(lease, one)));
    return bench.repositories.messages.find(lease.scope, lease.instanceId, message.messageId);
  }

  it('rises to the highest status of a batch, and stays there', async () => {
    const message = aStored({ fromMe: true, status: 0 });
    const to = (status: number) => ({
      updates: [{ messageId: message.messageId, fromMe: true, status }],
    });
    expect(await after(message, to(2), to(4), to(1))).toMatchObject({ status: 4 });
  });

  it('counts an acknowledgment that is stored together with it', async () => {
    const lease = await ownedSession(bench);
    const message = aStored({ fromMe: true, status: 0 });
    const { messageId } = message;
    await bench.repositories.sessionWrites.write(lease, {
      messages: [message],
      updates: [{ messageId, fromMe: true, status: 1 }],
    });
    const { scope, instanceId } = lease;
    expect(await bench.repositories.messages.find(scope, instanceId, messageId)).toMatchObject({
      status: 1,
    });
  });

  it('says what its author made of it, whatever else happens in the same moment', async () => {
    const message = aStored({ content: 'old' });
    const { messageId, fromMe, participant } = message;
    const edit = { chatJid: CHAT, participant, content: 'new', at };
    const stored = await after(
      message,
      { updates: [{ messageId, fromMe, edit }] },
      { updates: [{ messageId, fromMe, status: 4 }] },
    );
    expect(stored).toMatchObject({ content: 'new', status: 4 });
  });

  it('is not changed by what names it from another chat or another author', async () => {
    const message = aStored({ content: 'old' });
    const { messageId, fromMe } = message;
    const edits = [
      { chatJid: '5511888888888@s.whatsapp.net', participant: '' },
      { chatJid: CHAT, participant: '5511888888888@s.whatsapp.net' },
    ];
    for (const from of edits) {
      const edit = { ...from, content: 'forged', at };
      const revoke = { chatJid: '120363@g.us', at };
      expect(
        await after(message, { updates: [{ messageId, fromMe, edit, revoke }] }),
      ).toMatchObject({ content: 'old', revokedAt: null });
    }
  });

  it('that was taken back says nothing any more', async () => {
    const message = aStored({ content: 'secret' });
    const { messageId, fromMe } = message;
    const stored = await after(message, {
      updates: [{ messageId, fromMe, revoke: { chatJid: CHAT, at } }],
    });
    expect(stored).toMatchObject({ content: '', payload: null, revokedAt: at });
  });
});

describe('A message of the API that WhatsApp has not answered', () => {
  const bench = openBench();

  it('is found until it is answered or old', async () => {
    const lease = await ownedSession(bench);
    const sent = { fromMe: true, status: 0, source: 'api', sentAt: new Date() };
    const old = new Date(Date.now() - 3_600_000);
    const messages = [
      aMessage({ ...sent, messageId: 'A' }),
      aMessage({ ...sent, messageId: 'B', status: 1 }),
      aMessage({ ...sent, messageId: 'C', source: '' }),
      aMessage({ ...sent, messageId: 'D', sentAt: old }),
      aMessage({ ...sent, messageId: 'E', fromMe: false }),
    ];
    await bench.repositories.sessionWrites.write(lease, { messages });
    const found = await bench.repositories.messages.listUnsettled(
      lease.scope,
      lease.instanceId,
      600,
    );
    expect(found.map(({ messageId }) => messageId)).toEqual(['A']);
  });
});
