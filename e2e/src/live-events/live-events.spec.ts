import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  changeAccount,
  changeSettings,
  connectInstance,
  readEventLog,
  reconnectInstance,
  setWebsocket,
} from '@starling/contract';
import {
  type AppProcess,
  type JsonReply,
  requestJson,
  testServices,
  until,
} from '@starling/testing';
import { WebSocket } from 'ws';
import { Fleet } from '../sessions/fleet.js';
import { link, type Linked } from '../sessions/linked-fleet.js';
import { type Frame, FrameClient } from './frames.js';

/*
 * From a stanza of WhatsApp to the frame at the client: a real gateway, worker and socket node, and the local WhatsApp.
 */
let fleet: Fleet;
let node: AppProcess;
let linked: Linked;
let client: FrameClient;

const HIDDEN_AUTHOR = { participant_pn: '' };

const open = (name = linked.name) => FrameClient.open(node.baseUrl, name, fleet.tenant.token);
const listenTo = (events: readonly string[], instance = linked.name) =>
  fleet.call(setWebsocket, { params: { instance }, body: { enabled: true, events } });

beforeAll(async () => {
  fleet = await Fleet.start(testServices(), 1);
  node = await fleet.product.start('ws-fanout');
  linked = await link(fleet, 'live');
  await listenTo([]);
});

afterAll(() => fleet.stop());

beforeEach(async () => {
  client = await open();
});

afterEach(() => client.close());

describe('What a contact does', () => {
  it('comes as a message with both addresses, in the envelope of three keys', async () => {
    const { contact, phone, name } = linked;
    const { id } = await contact.send(phone, { text: 'good morning' });
    const { event, data, instanceData } = await client.next(
      ({ data: { id: seen } }) => seen === id,
    );
    const whom = { jid: contact.jid, lid: contact.lid };
    expect(event).toBe('message.exchange');
    expect(instanceData).toEqual({
      ...{ baseUrl: expect.any(String), instance: name, token: expect.any(String) },
    });
    expect(data).toMatchObject({
      ...{ id, direction: 'incoming', recipient: null, source: '' },
      chat: { ...whom, type: 'private' },
      sender: whom,
      message: { type: 'text', content: 'good morning', context: null, media: null },
    });
  });

  it('keeps its order, each once', async () => {
    const { contact, phone } = linked;
    const texts = Array.from({ length: 30 }, (_, index) => `line ${index}`);
    for (const text of texts) await contact.send(phone, { text });
    await client.message('text', 'line 29');
    const seen = client.ofEvent('message.exchange').map(({ data }) => data['message']);
    expect(seen.map((message) => (message as { content: string }).content)).toEqual(texts);
  });

  it('can be acted upon as soon as it is told', async () => {
    const { contact, phone, name } = linked;
    const answers: Promise<JsonReply>[] = [];
    const socket = new WebSocket(`${node.baseUrl.replace('http', 'ws')}/ws/${name}`, {
      headers: { token: fleet.tenant.token },
    });
    socket.on('message', (bytes: Buffer) => {
      const { event, data } = JSON.parse(bytes.toString()) as Frame;
      if (event !== 'message.exchange') return;
      const query = { messageId: data['id'] as string };
      const path = `/api/chat/status/${name}`;
      const { baseUrl } = fleet.product;
      answers.push(requestJson(baseUrl, 'GET', path, { token: fleet.tenant.token, query }));
    });
    await once(socket, 'open');
    await Promise.all(
      Array.from({ length: 100 }, (_, index) => contact.send(phone, { text: `quick ${index}` })),
    );
    await until(() => answers.length === 100);
    socket.close();
    const statuses = (await Promise.all(answers)).map(({ status }) => status);
    expect(statuses).toEqual(Array<number>(100).fill(200));
  });

  it('comes in its kind: reaction, edit, revoke, location, contact, poll and vote', async () => {
    const { contact, phone } = linked;
    const sent = await contact.send(phone, { text: 'frist' });
    await contact.edit(phone, sent, 'first');
    expect(await client.message('message_edit', 'first')).toMatchObject({
      message: { isEdit: true, edit: { original_id: sent.id, text: 'first' } },
    });
    await contact.revoke(phone, sent);
    expect(await client.message('message_revoke')).toMatchObject({ id: sent.id });
    await contact.send(phone, { location: { degreesLatitude: -23.5, degreesLongitude: -46.6 } });
    expect(await client.message('location')).toMatchObject({
      message: { content: 'Lat: -23.5, Long: -46.6', location: { latitude: -23.5, isLive: false } },
    });
    await contact.send(phone, {
      poll: { name: 'Tea?', values: ['yes', 'no'], selectableCount: 1 },
    });
    expect(await client.message('poll')).toMatchObject({
      message: { poll: { title: 'Tea?', options: [{ name: 'yes' }, { name: 'no' }] } },
    });
  });

  it('comes with what it answers', async () => {
    const { contact, phone } = linked;
    const { id } = await contact.send(phone, { text: 'which colour?' });
    await until(() => phone.inbox.some((message) => message.id === id));
    const quoted = phone.inbox.find((message) => message.id === id);
    await contact.send(phone, { text: 'blue' }, { ...(quoted && { quoted }) });
    expect(await client.message('text', 'blue')).toMatchObject({
      message: {
        context: { messageId: id, type: 'text', content: 'which colour?' },
        reply: { message_id: id, text: 'which colour?' },
      },
    });
  });

  it('comes as a call, and says when our own settings rejected it', async () => {
    const { contact, phone, name } = linked;
    const settings = { params: { instance: name } };
    await fleet.call(changeSettings, { ...settings, body: { autoRejectCalls: true } });
    const rejected = () => client.ofEvent('call.update').find(({ data }) => data['autoRejected']);
    // An open session learns of its settings a moment after they were changed.
    await until(() => {
      if (rejected() === undefined) contact.call(phone);
      return rejected() !== undefined;
    });
    await fleet.call(changeSettings, { ...settings, body: { autoRejectCalls: false } });
    const ofIt = client
      .ofEvent('call.update')
      .filter(({ data }) => data['callId'] === rejected()?.data['callId']);
    expect(ofIt.map(({ data }) => [data['status'], data['autoRejected']])).toEqual([
      ['offer', false],
      ['rejected', true],
    ]);
  });

  it('comes as a change of the group it happened in', async () => {
    const { contact, phone } = linked;
    const group = fleet.sandbox.groups.create({
      subject: 'Club',
      creator: contact,
      members: [phone],
    });
    await contact.send(group, { text: 'welcome' });
    expect(await client.message('text', 'welcome')).toMatchObject({
      chat: { jid: group.group.jid, lid: null, type: 'group' },
      sender: { jid: contact.jid, lid: contact.lid },
    });
  });

  it('comes with name and phones from a group that this number was only now added to', async () => {
    const { contact, phone } = linked;
    const member = fleet.sandbox.contacts.add({ name: 'Member' });
    const news = { subject: 'News', creator: contact, members: [member] };
    const group = fleet.sandbox.groups.create(news);
    group.group.isAnnouncementGroup = true;
    group.add(contact, phone);
    // Not every stanza says the phone: it is known from the members of the group.
    const { id } = await member.send(group, { text: 'new here' }, { attributes: HIDDEN_AUTHOR });
    expect(await client.message('text', 'new here')).toMatchObject({
      chat: { jid: group.jid, name: 'News', type: 'group', isCommunity: true },
      sender: { jid: member.jid, lid: member.lid },
    });
    await until(() => phone.inbox.some((message) => message.id === id));
    phone.read(...phone.inbox.filter((message) => message.id === id));
    const read = await client.next(({ data }) => data['status'] === 'read_self');
    expect(read.data).toMatchObject({
      chat: { jid: group.jid, type: 'group', isCommunity: true },
      recipient: phone.jid,
      messageSender: member.jid,
    });
    expect(client.ofEvent('group.flow').map(({ data }) => data)).toMatchObject([
      { type: 'joined', groupName: 'News', author: { jid: contact.jid, lid: contact.lid } },
    ]);
  });
});

describe('Sockets', () => {
  it('tell the states of an instance while it is linked', async () => {
    const instance = await fleet.call(connectInstance, { params: { instance: linked.name } });
    expect(instance.status).toBe('connected');
    await fleet.call(reconnectInstance, { params: { instance: linked.name } });
    await client.next(({ data }) => data['state'] === 'connected');
    expect(client.ofEvent('instance.state').map(({ data }) => data['state'])).toEqual([
      'manual_reconnect',
      'connecting',
      'connected',
    ]);
  });

  it('change their filter while they are open', async () => {
    const { contact, phone } = linked;
    await listenTo(['call.update']);
    await contact.send(phone, { text: 'nobody hears' });
    contact.call(phone);
    await client.next(({ event }) => event === 'call.update');
    expect(client.ofEvent('message.exchange')).toEqual([]);
    await listenTo([]);
    await contact.send(phone, { text: 'heard again' });
    await client.message('text', 'heard again');
  });
});

describe('An account that begins and ceases to keep its events', () => {
  const keepFor = (eventRetentionSeconds: number) =>
    fleet.call(changeAccount, {
      token: fleet.product.adminToken,
      params: { account: fleet.tenant.accountId },
      body: { eventRetentionSeconds },
    });
  const idsInLog = async () => {
    const { events } = await fleet.call(readEventLog, { params: { instance: linked.name } });
    return events.map(({ data }) => data['id']);
  };
  /** Sends a message, waits until it was published, and tells whether it was kept. */
  const isKept = async () => {
    const { id } = await linked.contact.send(linked.phone, { text: 'kept?' });
    await client.next(({ data }) => data['id'] === id);
    return (await idsInLog()).includes(id);
  };

  it('is obeyed by sessions that are open already', async () => {
    expect(await isKept()).toBe(false);
    await keepFor(600);
    await until(isKept);
    await keepFor(0);
    await until(async () => !(await isKept()));
  });
});

describe('What nobody wants', () => {
  it('is never built', async () => {
    const quiet = await link(fleet, 'quiet');
    const counted = async () => {
      const text = await (await fetch(`${fleet.workers[0]?.baseUrl}/metrics`)).text();
      const lines = text.split('\n').filter((line) => line.startsWith('starling_events_total'));
      const sum = (outcome: string) =>
        lines
          .filter(
            (line) => line.includes(`outcome="${outcome}"`) && line.includes('message.exchange'),
          )
          .reduce((total, line) => total + Number(line.split(' ').at(-1)), 0);
      return { built: sum('built'), skipped: sum('skipped') };
    };
    const before = await counted();
    const { id } = await quiet.contact.send(quiet.phone, { text: 'into the void' });
    await until(async () => (await counted()).skipped > before.skipped);
    expect((await counted()).built).toBe(before.built);
    expect(id).toBeTruthy();
  });
});
