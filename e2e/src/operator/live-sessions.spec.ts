import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  changeSettings,
  createInstance,
  deleteAccount,
  listSessions,
  listWorkers,
  type ReplyOf,
  resumeAccount,
  suspendAccount,
} from '@starling/contract';
import { type AppProcess, requestJson, testServices, until } from '@starling/testing';
import { Fleet } from '../sessions/fleet.js';
import { isOnline, type Linked, linkMany } from '../sessions/linked-fleet.js';

/* What an operator sees of live sessions, and does to them: a real gateway, workers and local WhatsApp. */
const SESSIONS = 6;

let fleet: Fleet;
let linked: readonly Linked[];

const asOperator = () => ({ token: fleet.product.adminToken });
const account = () => ({ ...asOperator(), params: { account: fleet.tenant.accountId } });
const sessions = (query: Readonly<Record<string, string>> = {}) =>
  fleet.call(listSessions, {
    ...asOperator(),
    query: { accountId: fleet.tenant.accountId, ...query },
  });
const ownOf = (workers: ReplyOf<typeof listWorkers>['workers']) =>
  workers.filter(({ id }) => fleet.workers.some((worker) => worker.id === id));
const ping = (id: string) =>
  requestJson(fleet.product.baseUrl, 'POST', `/admin/instances/${id}/ping`, asOperator());

beforeAll(async () => {
  fleet = await Fleet.start(testServices(), 2);
  linked = await linkMany(fleet, SESSIONS);
});

afterAll(() => fleet.stop());

describe('The operator', () => {
  it('sees every worker with its load, and each session with its owner', async () => {
    // Workers tell of their load with their heartbeats.
    const load = ({ workers }: ReplyOf<typeof listWorkers>) =>
      ownOf(workers).reduce((sum, worker) => sum + worker.sessions, 0);
    await until(async () => load(await fleet.call(listWorkers, asOperator())) === SESSIONS);
    const { workers } = await fleet.call(listWorkers, asOperator());
    const mine = ownOf(workers);
    expect(mine.map(({ pid }) => pid).sort()).toEqual(fleet.workers.map(({ pid }) => pid).sort());
    expect(mine.every(({ isLive, drainingSince }) => isLive && drainingSince === null)).toBe(true);
    const { instances } = await sessions();
    expect(instances.map(({ instanceId }) => instanceId).sort()).toEqual(
      linked.map(({ id }) => id).sort(),
    );
    expect(instances[0]).toMatchObject({
      state: 'connected',
      desiredState: 'connected',
      workerIsLive: true,
      epoch: 1,
      lastClose: null,
      parkedUntil: null,
    });
  });

  it('lists the sessions of one worker or one state, page by page', async () => {
    const [worker] = fleet.workers as [AppProcess];
    const { instances: all } = await sessions();
    const { instances: ofWorker } = await sessions({ worker: worker.id });
    expect(ofWorker).toEqual(all.filter((one) => one.worker === worker.id));
    expect((await sessions({ state: 'loggedout' })).instances).toEqual([]);
    const paged = [];
    let cursor: string | null | undefined;
    do {
      const page = await sessions({ limit: '4', ...(cursor && { cursor }) });
      paged.push(...page.instances.map(({ instanceId }) => instanceId));
      cursor = page.meta.nextCursor;
    } while (cursor);
    expect(paged).toEqual(all.map(({ instanceId }) => instanceId));
  });

  it('asks each owner for a sign of life', async () => {
    for (const { id } of linked) expect((await ping(id)).status).toBe(200);
  });
});

describe('A command', () => {
  it('in the middle of a hand-over is answered by an owner, or told at once that there is none', async () => {
    const { instances } = await sessions();
    const [leaver] = fleet.workers as [AppProcess];
    const moving = instances.filter(({ worker }) => worker === leaver.id);
    expect(moving.length).toBeGreaterThan(0);
    const stopped = leaver.stop();
    const asked = moving.map(async ({ instanceId }) => {
      const replies = [];
      for (let round = 0; round < 5; round += 1) replies.push((await ping(instanceId)).status);
      return replies;
    });
    const replies = (await Promise.all(asked)).flat();
    expect(replies.filter((status) => status !== 200 && status !== 503)).toEqual([]);
    expect(await stopped).toBe(0);
    for (const { instanceId } of moving) {
      await until(async () => (await ping(instanceId)).status === 200);
    }
  });
});

describe('A change of settings', () => {
  it('reaches the open session: its presence is the new one', async () => {
    const { name } = linked[0] as Linked;
    const request = { params: { instance: name }, body: { keepOnlineStatus: true } };
    await fleet.call(changeSettings, request);
    await until(async () => (await fleet.instance(name)).connection.presenceStatus === 'available');
  });
});

describe('An account', () => {
  it('that is suspended loses its sessions, and has them back when it is resumed', async () => {
    await fleet.call(suspendAccount, account());
    try {
      await until(() => linked.every(({ phone }) => !isOnline(phone)));
      // A worker gives the row back once its socket is closed.
      await until(async () => (await sessions()).instances.every(({ worker }) => worker === null));
    } finally {
      await fleet.call(resumeAccount, account());
    }
    await until(() => linked.every(({ phone }) => isOnline(phone)));
  });

  it('that is deleted takes its devices off the phones', async () => {
    await fleet.call(createInstance, { body: { name: 'never linked' } });
    await fleet.call(deleteAccount, account());
    await until(() => linked.every(({ phone }) => phone.devices.length === 0));
    await until(async () => (await sessions()).instances.length === 0);
  });
});
