import { describe, expect, it } from '@jest/globals';
import { type InstanceId } from '../tenancy/ids.js';
import { openBench } from '../testing/bench.js';
import { freshWorker, ownedSession, takeOver, wantedInstance } from '../testing/sessions.js';

describe('The state of a session', () => {
  const bench = openBench();
  const states = () => bench.repositories.sessionStates;
  const row = (id: InstanceId) =>
    bench.database.client.instance.findUniqueOrThrow({ where: { id } });

  it('is written by its owner, and moves the moment of the last change', async () => {
    const lease = await ownedSession(bench);
    const before = await row(lease.instanceId);
    await states().write(lease, { state: 'connecting', awaitsPairing: true });
    await states().write(lease, {
      restarts: 'increment',
      lastClose: { code: 428, reason: 'lost' },
    });
    expect(await states().write(lease, { restarts: 'increment', jid: '1@s.whatsapp.net' })).toBe(
      true,
    );
    const after = await row(lease.instanceId);
    expect(after).toMatchObject({
      state: 'connecting',
      awaitsPairing: true,
      restarts: 2,
      jid: '1@s.whatsapp.net',
      lastCloseCode: 428,
      lastCloseReason: 'lost',
      lastClosedAt: expect.any(Date),
    });
    expect(after.updatedAt.getTime()).toBeGreaterThan(before.updatedAt.getTime());
    await states().write(lease, { restarts: 'reset' });
    expect(await row(lease.instanceId)).toMatchObject({ restarts: 0, state: 'connecting' });
  });

  it('is not written by a former owner', async () => {
    const old = await ownedSession(bench);
    await takeOver(bench, old);
    expect(await states().write(old, { state: 'connected' })).toBe(false);
    expect(await row(old.instanceId)).toMatchObject({ state: 'disconnected' });
  });

  it('tells the last traffic, which never goes back and is not told by a former owner', async () => {
    const worker = await freshWorker(bench);
    const [one, other] = [await ownedSession(bench, worker), await ownedSession(bench, worker)];
    const [early, late] = [new Date('2026-04-28T10:00:00Z'), new Date('2026-04-28T11:00:00Z')];
    await states().noteTraffic(worker, [
      { ...one, at: late },
      { ...one, at: early },
      { ...other, epoch: other.epoch - 1, at: late },
    ]);
    await states().noteTraffic(worker, [{ ...one, at: early }]);
    await states().noteTraffic('somebody else', [{ ...other, at: early }]);
    expect((await row(one.instanceId)).lastTrafficAt).toEqual(late);
    expect((await row(other.instanceId)).lastTrafficAt).toBeNull();
  });

  it('is listed for operators page by page, by owner, account and state', async () => {
    const worker = await freshWorker(bench);
    const leases = [];
    for (let n = 0; n < 3; n += 1) leases.push(await ownedSession(bench, worker));
    const [lease] = leases;
    if (!lease) throw new Error('no session');
    await states().write(lease, { state: 'connected' });
    const first = await states().list({ owner: worker, limit: 2 });
    const { nextCursor } = first;
    const rest = await states().list({ owner: worker, limit: 2, cursor: nextCursor ?? '' });
    expect(rest.nextCursor).toBeNull();
    const ids = [...first.sessions, ...rest.sessions].map(({ instanceId }) => instanceId);
    expect(ids).toEqual(leases.map(({ instanceId }) => instanceId).sort());
    const connected = await states().list({ owner: worker, state: 'connected', limit: 9 });
    expect(connected.sessions).toEqual([
      {
        instanceId: lease.instanceId,
        accountId: lease.accountId,
        name: lease.instanceName,
        state: 'connected',
        desiredState: 'connected',
        owner: worker,
        ownerIsLive: true,
        epoch: 1,
        ownedSince: expect.any(Date),
        lastTrafficAt: null,
        restarts: 0,
        lastCloseCode: null,
        lastCloseReason: null,
        lastClosedAt: null,
        parkedUntil: null,
      },
    ]);
    const { id, tenant } = await wantedInstance(bench);
    const own = await states().list({ accountId: tenant.id, limit: 9 });
    expect(own.sessions).toMatchObject([{ instanceId: id, owner: null, ownerIsLive: false }]);
    const broken = states().list({ limit: 1, cursor: 'x' });
    await expect(broken).rejects.toMatchObject({ code: 'InvalidCursor' });
  });
});
