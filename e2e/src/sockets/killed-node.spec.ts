import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { changeAccount, setWebsocket } from '@starling/contract';
import { type AppProcess, testServices, until } from '@starling/testing';
import { Fleet } from '../sessions/fleet.js';
import { type Linked, linkMany } from '../sessions/linked-fleet.js';
import { ReturningClient } from './returning-client.js';

/*
 * Two real nodes behind a gateway that passes sockets through, and one of them dies without a word while contacts
 * write. What every client has seen in the end is compared with what was sent, message by message.
 */
const INSTANCES = 2;
const CLIENTS_EACH = 4;
const BEFORE_THE_KILL = 40;
const TOTAL = 120;
const KEEP_S = 600;

let fleet: Fleet;
let linked: readonly Linked[];
let nodes: readonly AppProcess[];
let door: AppProcess;
let clients: readonly { readonly of: Linked; readonly client: ReturningClient }[] = [];

beforeAll(async () => {
  fleet = await Fleet.start(testServices(), 1);
  const { product, tenant } = fleet;
  await fleet.call(changeAccount, {
    token: product.adminToken,
    params: { account: tenant.accountId },
    body: { eventRetentionSeconds: KEEP_S },
  });
  linked = await linkMany(fleet, INSTANCES);
  for (const { name } of linked) {
    const body = { enabled: true, events: ['message.exchange'] };
    await fleet.call(setWebsocket, { params: { instance: name }, body });
  }
  const startNode = () => product.start('ws-fanout', { TRUST_PROXY: 'true' });
  nodes = [await startNode(), await startNode()];
  door = await product.start('api-gateway', {
    ADMIN_TOKEN: product.adminToken,
    WS_NODE_URLS: nodes.map(({ baseUrl }) => baseUrl).join(),
  });
});

afterAll(async () => {
  await Promise.all(clients.map(({ client }) => client.leave()));
  await fleet.stop();
});

const clientsOf = async ({ baseUrl }: AppProcess): Promise<number> => {
  const text = await (await fetch(`${baseUrl}/metrics`)).text();
  return Number(/^starling_ws_clients\S* (\d+)/m.exec(text)?.[1]);
};

describe('When a node is killed while events flow', () => {
  it('its clients come back through the door and miss nothing, and nobody gets anything twice', async () => {
    const [victim, survivor] = nodes as [AppProcess, AppProcess];
    clients = linked.flatMap((of) =>
      Array.from({ length: CLIENTS_EACH }, () => {
        return { of, client: new ReturningClient(door.baseUrl, of.name, fleet.tenant.token) };
      }),
    );
    await until(() => clients.every(({ client }) => client.isIn()));
    expect(await clientsOf(victim)).toBeGreaterThan(0);
    expect(await clientsOf(survivor)).toBeGreaterThan(0);

    const sent = new Map(linked.map(({ id }) => [id, [] as string[]]));
    const say = async (count: number) => {
      for (let number = 0; number < count; number += 1) {
        for (const { id, contact, phone } of linked) {
          const message = await contact.send(phone, { text: `number ${number}` });
          sent.get(id)?.push(message.id);
        }
      }
    };
    await say(1);
    // Who knows no id yet has nothing to come back with.
    await until(() => clients.every(({ client }) => client.frames.length > 0));
    const saying = say(TOTAL - 1);
    await until(() => (sent.get((linked[0] as Linked).id)?.length ?? 0) >= BEFORE_THE_KILL);
    const cutOff = await clientsOf(victim);
    victim.kill('SIGKILL');
    await victim.stop();
    await saying;

    await until(() => clients.every(({ client }) => client.frames.length >= TOTAL));
    for (const { of, client } of clients) expect(client.messageIds).toEqual(sent.get(of.id));
    expect(clients.filter(({ client }) => client.opened === 2)).toHaveLength(cutOff);
    expect(await clientsOf(survivor)).toBe(clients.length);
    const frames = clients.reduce((sum, { client }) => sum + client.frames.length, 0);
    process.stdout.write(`${frames} frames, ${cutOff} of ${clients.length} clients cut off\n`);
  });
});
