import { describe, expect, it } from '@jest/globals';
import { openBench } from '../testing/bench.js';
import { ownedSession, takeOver, wantedInstance } from '../testing/sessions.js';

describe('The owner of a session', () => {
  const bench = openBench();

  it('is remembered from the last look until somebody says that it is wrong', async () => {
    const { sessionOwners } = bench.repositories;
    const lease = await ownedSession(bench);
    const { instanceId } = lease;
    expect(sessionOwners.findRecent(instanceId)).toBeUndefined();
    await sessionOwners.find(instanceId);
    const next = await takeOver(bench, lease);
    expect(sessionOwners.findRecent(instanceId)).toMatchObject({ owner: lease.workerId });
    sessionOwners.forget(instanceId);
    expect(sessionOwners.findRecent(instanceId)).toBeUndefined();
    expect(await sessionOwners.find(instanceId)).toMatchObject({
      owner: next.workerId,
      epoch: next.epoch,
    });
  });

  it('is looked up again each time as long as there is none', async () => {
    const { sessionOwners } = bench.repositories;
    const { id } = await wantedInstance(bench);
    expect(await sessionOwners.find(id)).toMatchObject({ owner: null });
    expect(sessionOwners.findRecent(id)).toBeUndefined();
  });
});
