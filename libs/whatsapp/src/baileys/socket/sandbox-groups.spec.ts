import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  changeFromPhone,
  type Contact,
  type GroupChat,
  type Phone,
  type Sandbox,
  startSandbox,
} from '@starling/whatsapp-sandbox';
import { type EngineClient } from '../../testing/engine-client.js';
import { LinkedAccount } from '../../testing/linked-account.js';

/*
 * A real Baileys socket against the local WhatsApp: what it emits here is what it emits in the field, as far as the
 * sandbox speaks like WhatsApp. Every payload is judged by the contract's own schema.
 */
let sandbox: Sandbox;
let here: LinkedAccount;
let client: EngineClient;
let phone: Phone;
let ana: Contact;
let bob: Contact;
let group: GroupChat;

beforeAll(async () => {
  sandbox = await startSandbox({ receiptDelayMs: 5 });
  phone = sandbox.phones.add();
  ana = sandbox.contacts.add({ name: 'Ana' });
  bob = sandbox.contacts.add({ name: 'Bob' });
  group = sandbox.groups.create({ subject: 'All', creator: bob, members: [phone, ana] });
  here = await LinkedAccount.link(sandbox.url, phone);
  ({ client } = here);
});

afterAll(async () => {
  await client.connection.hangUp();
  await sandbox.close();
  expect(sandbox.problems()).toEqual([]);
});

const flowOf = (type: string) =>
  here.client.until(() => here.flows().find((flow) => flow.type === type));

describe('A change of a group', () => {
  it('of its members is told with who did it', async () => {
    const carla = sandbox.contacts.add({ name: 'Carla' });
    const carlaJoined = {
      participants: [{ jid: carla.jid, lid: carla.lid }],
      author: { jid: bob.jid },
    };
    group.add(bob, carla);
    expect(
      await client.until(() =>
        here
          .flows()
          .find(
            ({ type, participants }) => type === 'joined' && participants[0]?.jid === carla.jid,
          ),
      ),
    ).toMatchObject(carlaJoined);
    group.promote(bob, carla);
    expect(await flowOf('promoted')).toMatchObject(carlaJoined);
    group.demote(bob, carla);
    expect(await flowOf('demoted')).toMatchObject(carlaJoined);
    group.remove(bob, carla);
    expect(await flowOf('left')).toMatchObject(carlaJoined);
  });

  it('of each field is told with the new value', async () => {
    group.rename(bob, 'New');
    expect(await flowOf('name')).toMatchObject({ value: 'New', groupName: 'New' });
    group.describe(bob, 'About');
    expect(await flowOf('topic')).toMatchObject({ value: 'About' });
    group.set(bob, 'announcement');
    expect(await flowOf('announce')).toMatchObject({ value: true });
    group.set(bob, 'locked');
    expect(await flowOf('locked')).toMatchObject({ value: true });
    group.askBeforeJoining(bob, true);
    expect(await flowOf('join_approval')).toMatchObject({ value: true });
    const code = group.renewInvite(bob);
    expect(await flowOf('link')).toMatchObject({ value: `https://chat.whatsapp.com/${code}` });
  });

  it('that somebody asks for is told', async () => {
    const dora = sandbox.contacts.add({ name: 'Dora' });
    expect(group.join(dora)).toBe('requested');
    expect(await flowOf('join_request')).toMatchObject({
      value: 'created',
      participants: [{ jid: dora.jid, lid: dora.lid }],
    });
  });

  it('that brings this number in has it as the one who joined', async () => {
    const other = sandbox.groups.create({ subject: 'Other', creator: bob, members: [ana] });
    other.add(bob, phone);
    const joined = await client.until(() =>
      here.flows().find(({ type, groupJid }) => type === 'joined' && groupJid === other.jid),
    );
    expect(joined).toMatchObject({ participants: [{ jid: phone.jid, lid: phone.lid }] });
  });

  it('that ends the group is told by its name alone', async () => {
    const gone = sandbox.groups.create({ subject: 'Gone', creator: bob, members: [phone] });
    gone.dissolve(bob);
    const dissolved = await client.until(() =>
      here.flows().find(({ type, groupJid }) => type === 'delete' && groupJid === gone.jid),
    );
    expect(dissolved).toMatchObject({ participants: [], author: null, value: null });
  });
});

describe('A call', () => {
  it('rings and is missed', async () => {
    const call = ana.call(phone, { video: true });
    await client.until(() => here.calls().some(({ status }) => status === 'offer'));
    call.timeOut();
    await client.until(() => here.calls().some(({ reason }) => reason === 'timeout'));
    const about = {
      callId: call.id,
      isVideo: true,
      from: { jid: ana.jid },
      chat: { jid: ana.jid },
    };
    expect(here.calls()).toMatchObject([
      { ...about, status: 'offer', reason: null },
      { ...about, status: 'terminated', reason: 'timeout' },
    ]);
  });
});

describe('A label', () => {
  const change = (wish: Parameters<typeof changeFromPhone>[2], jid?: string) =>
    changeFromPhone(sandbox.world, phone.account, wish, jid);
  const toldLabel = (expected: object) =>
    client.until(() =>
      here
        .labels()
        .find((label) =>
          Object.entries(expected).every(([key, value]) => label[key as never] === value),
        ),
    );

  it('is told when the phone makes it, puts it on and takes it off', async () => {
    await change({ addLabel: { id: '9', name: 'VIP', color: 5 } });
    expect(await toldLabel({ type: 'edit', labelId: '9' })).toMatchObject({
      action: 'updated',
      name: 'VIP',
      color: 5,
    });
    await change({ addChatLabel: { labelId: '9' } }, ana.jid);
    expect(await toldLabel({ type: 'chat', action: 'add' })).toMatchObject({
      labelId: '9',
      chatJid: ana.jid,
    });
    await change({ addMessageLabel: { labelId: '9', messageId: 'A1' } }, ana.lid);
    expect(await toldLabel({ type: 'message' })).toMatchObject({
      messageId: 'A1',
      chatJid: ana.jid,
    });
    await change({ removeChatLabel: { labelId: '9' } }, ana.jid);
    expect(await toldLabel({ type: 'chat', action: 'remove' })).toMatchObject({ labeled: false });
    await change({ addLabel: { id: '9', deleted: true } });
    expect(await toldLabel({ action: 'deleted' })).toMatchObject({ labelId: '9', deleted: true });
  });
});
