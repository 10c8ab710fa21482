import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { type AddressInfo, connect as connectTo, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { changeProxy, changeSettings, reconnectInstance } from '@starling/contract';
import { refusal, testServices, until } from '@starling/testing';
import pg from 'pg';
import { Fleet } from './fleet.js';
import { isOnline, link, type Linked } from './linked-fleet.js';

/* What the owner of an instance sets, and what its contacts and its phone see of it. */
const database = new pg.Client(testServices().databaseUrl);

let fleet: Fleet;
let linked: Linked;

beforeAll(async () => {
  await database.connect();
  fleet = await Fleet.start(testServices(), 1);
  linked = await link(fleet, 'set');
  await until(async () => (await fleet.instance('set')).status === 'connected');
});

afterAll(async () => {
  await fleet.stop();
  await database.end();
});

const set = (settings: Readonly<Record<string, unknown>>) =>
  fleet.call(changeSettings, { params: { instance: 'set' }, body: settings });

const textsIn = (inbox: Linked['contact']['inbox']) =>
  inbox.map(({ message }) => message.conversation ?? message.extendedTextMessage?.text);

async function isStored(messageId: string): Promise<boolean> {
  const { rows } = await database.query(
    'SELECT FROM messages WHERE instance_id = $1 AND message_id = $2',
    [linked.id, messageId],
  );
  return rows.length > 0;
}

const storedSoon = (messageId: string) => until(() => isStored(messageId));

describe('An open session', () => {
  it('rejects calls, and says why, as soon as it is told to', async () => {
    const { contact, phone } = linked;
    const heard: string[] = [];
    contact.handset.on('call', ({ event }) => heard.push(event));
    await set({ autoRejectCalls: true, callRejectMessage: 'Please write' });
    await until(() => {
      contact.call(phone);
      return heard.includes('reject');
    });
    await until(() => textsIn(contact.inbox).includes('Please write'));
    await set({ autoRejectCalls: false, callRejectMessage: '' });
  });

  it('drops messages of groups and stories while they are not wanted', async () => {
    const { contact, phone } = linked;
    const group = fleet.sandbox.groups.create({
      subject: 'All',
      creator: contact,
      members: [phone],
    });
    const wanted = await contact.send(group, 'wanted');
    await storedSoon(wanted.id);
    await set({ ignoreGroupMessages: true, ignoreStatus: true });
    await until(async () => {
      const { id } = await contact.send(group, 'perhaps');
      await storedSoon((await contact.send(phone, 'behind it')).id);
      return !(await isStored(id));
    });
    const inGroup = await contact.send(group, 'unwanted');
    const story = await contact.postStatus([phone], 'a story');
    await storedSoon((await contact.send(phone, 'direct')).id);
    expect([await isStored(inGroup.id), await isStored(story.id)]).toEqual([false, false]);
    await set({ ignoreGroupMessages: false, ignoreStatus: false });
    await until(async () => {
      const { id } = await contact.send(group, 'again');
      await storedSoon((await contact.send(phone, 'behind it')).id);
      return isStored(id);
    });
  });

  it('shows itself online, and no longer, as soon as it is told to', async () => {
    const presence = async () => (await fleet.instance('set')).connection.presenceStatus;
    expect(await presence()).toBe('unavailable');
    await set({ keepOnlineStatus: true });
    await until(async () => (await presence()) === 'available');
    const isShown = () => linked.phone.devices.some(({ available }) => available);
    await until(isShown);
    await set({ keepOnlineStatus: false });
    await until(async () => (await presence()) === 'unavailable');
    await until(() => !isShown());
  });

  it('marks messages read only while that is wanted', async () => {
    const { contact, phone } = linked;
    const read = new Set<string>();
    contact.handset.on('receipt', ({ ids, type }) => {
      if (type === 'read') for (const id of ids) read.add(id);
    });
    const unread = await contact.send(phone, 'not yet');
    await storedSoon(unread.id);
    await set({ autoReadMessages: true });
    await until(async () => read.has((await contact.send(phone, 'read this')).id) || read.size > 0);
    expect(read.has(unread.id)).toBe(false);
    await set({ autoReadMessages: false });
  });
});

/** Forwards whatever it is asked to, and counts. */
async function startProxy(): Promise<{ server: Server; port: string; tunnels: () => number }> {
  let tunnels = 0;
  const server = createServer();
  server.on('connect', ({ url = '' }: IncomingMessage, client: Socket) => {
    tunnels += 1;
    const { hostname, port } = new URL(`http://${url}`);
    const target = connectTo(Number(port), hostname, () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      target.pipe(client).pipe(target);
    });
    for (const end of [target, client]) end.on('error', () => (target.destroy(), client.destroy()));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, port: String((server.address() as AddressInfo).port), tunnels: () => tunnels };
}

describe('A proxy', () => {
  const setProxy = (port: string) =>
    fleet.call(changeProxy, {
      params: { instance: 'set' },
      body: { enabled: true, host: '127.0.0.1', port, protocol: 'http' },
    });
  const reconnect = () => fleet.call(reconnectInstance, { params: { instance: 'set' } });

  it('carries the session from the next connection on, and one that is not there is named as the reason', async () => {
    const { server, port, tunnels } = await startProxy();
    await setProxy(port);
    expect(tunnels()).toBe(0);
    await reconnect();
    await until(
      async () => tunnels() === 1 && (await fleet.instance('set')).status === 'connected',
    );
    expect(isOnline(linked.phone)).toBe(true);

    server.closeAllConnections();
    server.close();
    await setProxy('1');
    await reconnect();
    await until(async () => (await fleet.instance('set')).status === 'connecting');
    expect(refusal(await fleet.client.get('/api/instance/connect/set'))).toEqual([
      500,
      'Failed to connect instance: proxy failed',
    ]);
    await fleet.call(changeProxy, { params: { instance: 'set' }, body: { enabled: false } });
    await reconnect();
    await until(async () => (await fleet.instance('set')).status === 'connected');
  });
});
