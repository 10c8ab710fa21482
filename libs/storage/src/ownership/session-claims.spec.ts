import { describe, expect, it } from '@jest/globals';
import { type InstanceId } from '../tenancy/ids.js';
import { openBench } from '../testing/bench.js';
import {
  ageHeartbeat,
  claimAnyway,
  freshWorker,
  ownedSession,
  takeOver,
  wantedInstance,
} from '../testing/sessions.js';
import { HEARTBEAT_VALID_MS } from './heartbeat.js';
import { type SessionLease } from './session-lease.js';

const WANTED = { evenUnwanted: false };
const MANY = 1000;

describe('The session of an instance', () => {
  const bench = openBench();

  const claims = () => bench.repositories.sessionClaims;
  const claimable = async (id: InstanceId) =>
    (await claims().findClaimable(MANY)).find(({ instanceId }) => instanceId === id);
  const row = (id: InstanceId) =>
    bench.database.client.instance.findUniqueOrThrow({ where: { id } });

  it('is leased with the scope of its account, under a new epoch with every claim', async () => {
    const { id, tenant } = await wantedInstance(bench);
    const worker = await freshWorker(bench);
    const [first] = await claims().claim(worker, [id], WANTED);
    expect(first).toMatchObject({
      instanceId: id,
      accountId: tenant.id,
      workerId: worker,
      epoch: 1,
    });
    const { name, ownedSince } = await row(id);
    expect(first?.instanceName).toBe(name);
    const [again] = await claims().claim(worker, [id], WANTED);
    expect(again?.epoch).toBe(2);
    expect((await row(id)).ownedSince).toEqual(ownedSince);
    expect(await claims().isHeld(first as SessionLease)).toBe(false);
    expect(await claims().isHeld(again as SessionLease)).toBe(true);
  });

  it('stays with a living worker, and is free once its heartbeat lapsed', async () => {
    const lease = await ownedSession(bench);
    const rival = await freshWorker(bench);
    expect(await claimAnyway(bench, rival, lease.instanceId)).toEqual([]);
    expect(await claimable(lease.instanceId)).toBeUndefined();
    await ageHeartbeat(bench, lease.workerId, HEARTBEAT_VALID_MS + 1000);
    expect(await claimable(lease.instanceId)).toEqual({
      instanceId: lease.instanceId,
      lapsedOwner: lease.workerId,
    });
    expect(await claimAnyway(bench, rival, lease.instanceId)).toMatchObject([{ epoch: 2 }]);
    expect(await claims().isHeld(lease)).toBe(false);
  });

  it('is free when the row of its owner is gone', async () => {
    const lease = await ownedSession(bench);
    await bench.repositories.workers.retire(lease.workerId);
    expect(await claimable(lease.instanceId)).toMatchObject({ lapsedOwner: lease.workerId });
    expect((await takeOver(bench, lease)).epoch).toBe(2);
  });

  it('is not claimed while its account is suspended, not even by a command', async () => {
    const { id, tenant } = await wantedInstance(bench);
    await bench.repositories.accounts.suspend(tenant.id);
    expect(await claimable(id)).toBeUndefined();
    expect(await claimAnyway(bench, await freshWorker(bench), id)).toEqual([]);
    await bench.repositories.accounts.resume(tenant.id);
    expect(await claimable(id)).toEqual({ instanceId: id, lapsedOwner: null });
  });

  it('is claimed by a command alone when nobody wants it connected', async () => {
    const lease = await ownedSession(bench);
    await claims().setDesired(lease, 'disconnected');
    await claims().release(lease);
    const { instanceId } = lease;
    expect(await claimable(instanceId)).toBeUndefined();
    const worker = await freshWorker(bench);
    expect(await claims().claim(worker, [instanceId], WANTED)).toEqual([]);
    expect(await claimAnyway(bench, worker, instanceId)).toHaveLength(1);
  });

  it('is let go only by the newest lease', async () => {
    const old = await ownedSession(bench);
    const lease = await takeOver(bench, old);
    await claims().release(old);
    await claims().park(old, 60_000);
    await expect(claims().setDesired(old, 'disconnected')).rejects.toMatchObject({
      code: 'LeaseLost',
    });
    expect(await row(lease.instanceId)).toMatchObject({
      owner: lease.workerId,
      desiredState: 'connected',
      parkedUntil: null,
    });
    await claims().release(lease);
    expect(await row(lease.instanceId)).toMatchObject({ owner: null, ownedSince: null });
  });

  it('is let alone while it is parked, but for a command', async () => {
    const lease = await ownedSession(bench);
    const { instanceId } = lease;
    await claims().park(lease, 60_000);
    expect(await claimable(instanceId)).toBeUndefined();
    const worker = await freshWorker(bench);
    expect(await claims().claim(worker, [instanceId], WANTED)).toEqual([]);
    const [explicit] = await claimAnyway(bench, worker, instanceId);
    expect((await row(instanceId)).parkedUntil).toBeNull();
    await claims().park(explicit as SessionLease, -1);
    expect(await claimable(instanceId)).toEqual({ instanceId, lapsedOwner: null });
  });

  it('is free with all others of a worker that lets everything go', async () => {
    const worker = await freshWorker(bench);
    const leases = [await ownedSession(bench, worker), await ownedSession(bench, worker)];
    expect(await claims().releaseAll(worker)).toBe(2);
    for (const { instanceId } of leases) expect(await claimable(instanceId)).toBeDefined();
  });

  it('that a dead worker was pairing is disconnected, while what a living one pairs, or somebody wants, stays', async () => {
    const [abandoned, alive, wanted] = await Promise.all([
      ownedSession(bench),
      ownedSession(bench),
      ownedSession(bench),
    ]);
    const pairing = { state: 'connecting', awaitsPairing: true } as const;
    for (const lease of [abandoned, alive, wanted]) {
      await bench.repositories.sessionStates.write(lease, pairing);
      if (lease !== wanted) await claims().setDesired(lease, 'disconnected');
    }
    await ageHeartbeat(bench, abandoned.workerId, HEARTBEAT_VALID_MS + 1000);
    await ageHeartbeat(bench, wanted.workerId, HEARTBEAT_VALID_MS + 1000);
    await claims().settleAbandoned();
    expect(await row(abandoned.instanceId)).toMatchObject({
      owner: null,
      state: 'disconnected',
      awaitsPairing: false,
    });
    expect(await row(alive.instanceId)).toMatchObject({ owner: alive.workerId, ...pairing });
    expect(await row(wanted.instanceId)).toMatchObject({ owner: wanted.workerId, ...pairing });
  });

  it('that its worker does not hold after half a minute is let go, and what it holds stays', async () => {
    const stray = await ownedSession(bench);
    const worker = stray.workerId;
    const [held, fresh] = [await ownedSession(bench, worker), await ownedSession(bench, worker)];
    for (const { instanceId } of [stray, held]) {
      await bench.database.client.$executeRaw`
        UPDATE instances SET owned_since = now() - interval '31 seconds' WHERE id = ${instanceId}::uuid`;
    }
    expect(await claims().releaseStrays(worker, [held.instanceId])).toBe(1);
    expect((await row(stray.instanceId)).owner).toBeNull();
    expect((await row(held.instanceId)).owner).toBe(worker);
    expect((await row(fresh.instanceId)).owner).toBe(worker);
  });
});
