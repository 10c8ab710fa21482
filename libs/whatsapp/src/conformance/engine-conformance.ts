import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { callUpdatePayload, messageExchangePayload } from '@starling/contract';
import { type Outgoing } from '../port/outgoing.js';
import { type SessionWrite } from '@starling/domain';
import { inContract } from '../testing/in-contract.js';
import { Account } from './account.js';
import { type Ability, type World, type WorldContact, type WorldPhone } from './world.js';

/** A publication that takes longer than any write. */
const SLOW_MS = 50;
const DELIVERED = 2;
const READ = 4;

let lastId = 0;
const newId = (): string => `3EB0${(lastId += 1).toString(16).padStart(18, '0').toUpperCase()}`;

const textTo = ({ jid }: WorldContact, text: string, source = 'crm'): Outgoing => ({
  messageId: newId(),
  jid,
  content: { kind: 'text', text },
  source,
});

/**
 * Declares the cases that every engine has to pass. An ability that is not listed leaves its cases out: they are not
 * declared, so that none of them counts as passed.
 */
export function engineConformance(
  startWorld: () => World | Promise<World>,
  abilities: readonly Ability[],
): void {
  let world: World;
  let phone: WorldPhone;
  let ana: WorldContact;
  let account: Account;

  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.close());
  beforeEach(() => {
    phone = world.addPhone();
    ana = world.addContact('Ana');
    account = new Account(world, phone);
  });
  afterEach(() => account.hangUp());

  describe('A pairing', () => {
    it('by a QR code saves credentials that name the account, and ends the connection', async () => {
      const engine = world.makeEngine();
      expect(engine.isPaired(engine.newCredentials())).toBe(false);
      expect(engine.ownJidOf(engine.newCredentials())).toBeNull();
      const { reports } = await account.link();
      expect([reports.paired, reports.opened, reports.closes.length]).toEqual([1, 0, 1]);
      const saved = engine.readCredentials((await account.store.creds()) ?? new Uint8Array());
      expect([engine.isPaired(saved), engine.ownJidOf(saved)]).toEqual([true, phone.jid]);
    });

    it('lets the next connection open without a code', async () => {
      const { reports } = await account.linkAndOpen();
      expect(reports).toMatchObject({ qrs: [], paired: 0, opened: 1, closes: [] });
      expect(reports.own).toMatchObject({ jid: phone.jid, lid: phone.lid });
    });
  });

  describe('A text that is received', () => {
    it('is one event, published after its row is stored and before it is acknowledged', async () => {
      const order: string[] = [];
      const client = await account.linkAndOpen({
        onPublish: async ({ name }) => {
          if (name !== 'message.exchange') return;
          order.push('event');
          await wait(SLOW_MS);
          order.push('published');
        },
      });
      const acknowledged = new Promise<string>((resolve) =>
        ana.onAcknowledged((id) => {
          order.push('acknowledgment');
          resolve(id);
        }),
      );
      account.store.onApply = ({ messages = [], finished = [] }: SessionWrite) => {
        if (messages.length > 0) order.push('row');
        if (finished.length > 0) order.push('end of the journal entry');
      };
      const { id } = await ana.sendText(phone, 'hello');
      expect(await acknowledged).toBe(id);
      const journal = abilities.includes('journal') ? ['end of the journal entry'] : [];
      expect(order).toEqual(['row', 'event', 'published', ...journal, 'acknowledgment']);

      const who = { jid: ana.jid, lid: ana.lid, name: ana.name };
      const [payload, ...more] = client.events('message.exchange');
      expect(more).toEqual([]);
      expect(inContract(messageExchangePayload, payload)).toMatchObject({
        id,
        direction: 'incoming',
        chat: { ...who, type: 'private' },
        sender: who,
        source: '',
        message: { type: 'text', content: 'hello' },
      });
      expect(account.rowOf(id)).toMatchObject({ fromMe: false, type: 'text', content: 'hello' });
    });

    it('is neither stored nor reported when its chat is ignored', async () => {
      const bob = world.addContact('Bob');
      const isOfBob = (jid: string) => jid === bob.jid || jid === bob.lid;
      const client = await account.linkAndOpen({ ignores: isOfBob });
      const { id } = await bob.sendText(phone, 'ignored');
      await ana.sendText(phone, 'heard');
      await client.until(() => client.texts().includes('heard'));
      expect(client.texts()).toEqual(['heard']);
      expect(account.rowOf(id)).toBeUndefined();
    });
  });

  describe('A text that is sent', () => {
    it('has its row before its frame leaves, and reaches the contact', async () => {
      const { connection, until } = await bound(account);
      account.store.delayMs = 100;
      const reachedFirst: (readonly string[])[] = [];
      account.store.onApply = ({ messages = [] }) => {
        if (messages.length > 0) reachedFirst.push([...ana.received()]);
      };
      const outgoing = textTo(ana, 'hi');
      const sent = await connection.messages.send(outgoing);
      expect(sent.key).toMatchObject({ id: outgoing.messageId, fromMe: true });
      await until(() => ana.received().length > 0);
      expect(reachedFirst).toEqual([[]]);
      expect(ana.received()).toEqual(['hi']);
      expect(account.rowOf(outgoing.messageId)).toMatchObject({
        fromMe: true,
        chatJid: ana.jid,
        content: 'hi',
        source: 'crm',
      });
    });

    it('is reported with the tag of its caller', async () => {
      const client = await account.linkAndOpen();
      const outgoing = textTo(ana, 'hi');
      await client.connection.messages.send(outgoing);
      await client.until(() => client.events('message.exchange').length > 0);
      const [payload, ...more] = client.events('message.exchange');
      expect(more).toEqual([]);
      expect(inContract(messageExchangePayload, payload)).toMatchObject({
        id: outgoing.messageId,
        direction: 'outgoing',
        source: 'crm',
        sender: { jid: phone.jid, lid: phone.lid },
        recipient: { jid: ana.jid },
        message: { type: 'text', content: 'hi', source: 'crm' },
      });
    });

    it('leaves once when it is asked for twice under one id', async () => {
      const { connection, until } = await bound(account);
      const outgoing = textTo(ana, 'once');
      const answers = [connection.messages.send(outgoing), connection.messages.send(outgoing)];
      expect(connection.messages.isUnderWay(outgoing.messageId)).toBe(true);
      const [first, second] = await Promise.all(answers);
      expect(first).toEqual(second);
      expect(connection.messages.isUnderWay(outgoing.messageId)).toBe(false);
      await connection.messages.send(textTo(ana, 'next'));
      await until(() => ana.received().includes('next'));
      expect(ana.received()).toEqual(['once', 'next']);
    });

    whenAble('receipts', 'rises with its receipts, and each of them is reported', async () => {
      const client = await account.linkAndOpen();
      const outgoing = textTo(ana, 'read me');
      await client.connection.messages.send(outgoing);
      await client.until(() => account.rowOf(outgoing.messageId)?.status === DELIVERED);
      ana.read();
      await client.until(() => account.rowOf(outgoing.messageId)?.status === READ);
      const statuses = () => client.events('message.status').map(({ status }) => status);
      await client.until(() => statuses().includes('read'));
      expect(statuses()).toEqual(['delivered', 'read']);
      expect(client.events('message.status')[1]).toMatchObject({
        messageIds: [outgoing.messageId],
        recipient: ana.jid,
      });
    });
  });

  describe('A question', () => {
    it('for users answers those that exist', async () => {
      const { connection } = await account.linkAndOpen();
      expect(await connection.findUsers([ana.number, '5511000000000'])).toEqual([ana.jid]);
    });

    it('for the members of a group answers one address of each', async () => {
      const bob = world.addContact('Bob');
      const groupJid = world.addGroup(bob, [phone, ana]);
      const { connection } = await account.linkAndOpen();
      const members = await connection.groupMembers(groupJid);
      expect(members).toHaveLength(3);
      for (const { jid, lid } of [phone, ana, bob]) {
        expect(members.filter((member) => member === jid || member === lid)).toHaveLength(1);
      }
    });
  });

  describe('A call', () => {
    it('that rings is reported, and its rejection by this instance too', async () => {
      const client = await account.linkAndOpen();
      const { id } = ana.call(phone);
      const call = await client.until(({ calls }) => calls[0]);
      expect(call).toMatchObject({ callId: id, status: 'offer' });
      await client.connection.rejectCall(call);
      await client.until(() => client.events('call.update').length === 2);
      const about = { callId: id, from: { jid: ana.jid, lid: ana.lid } };
      const updates = client.events('call.update');
      expect(updates.map((update) => inContract(callUpdatePayload, update))).toMatchObject([
        { ...about, status: 'offer', autoRejected: false },
        { ...about, status: 'rejected', autoRejected: true },
      ]);
      await client.until(() => ana.rejectedCalls().includes(id));
    });
  });

  describe('The end of a connection', () => {
    it('that was lost is reported once, and nothing after it', async () => {
      const client = await account.linkAndOpen();
      world.cut(phone);
      await client.until(({ closes }) => closes[0]);
      const { closes, events } = client.reports;
      const before = events.length;
      await ana.sendText(phone, 'too late');
      client.connection.abandon();
      await client.connection.hangUp();
      expect([closes.length, events.length]).toEqual([1, before]);
      expect(closes[0]?.byServer).toBe(false);
    });

    it('at once lets no frame leave', async () => {
      const { connection, until } = await bound(account);
      account.store.delayMs = 100;
      const sending = connection.messages.send(textTo(ana, 'lost'));
      connection.abandon();
      await expect(sending).rejects.toMatchObject({ name: 'NotSentError' });
      await until(({ closes }) => closes[0]);
      const next = await account.open();
      await next.connection.messages.send(textTo(ana, 'later'));
      await next.until(() => ana.received().includes('later'));
      expect(ana.received()).toEqual(['later']);
    });

    it('by unlinking removes the device from the account', async () => {
      const client = await account.linkAndOpen();
      expect(phone.linkedDevices()).toBe(1);
      await client.connection.unlink();
      await client.until(({ closes }) => closes[0]);
      expect(client.reports.closes).toHaveLength(1);
      expect(phone.linkedDevices()).toBe(0);
    });
  });

  /** Of an engine that lacks the ability, the case is not declared. */
  function whenAble(ability: Ability, title: string, run: () => Promise<void>): void {
    if (abilities.includes(ability)) it(title, run);
  }
}

async function bound(account: Account) {
  const client = await account.linkAndOpen();
  return {
    connection: client.connection,
    until: (check: Parameters<typeof client.until>[0]) => client.until(check),
  };
}
