import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type OpenStorage } from '../storage.js';
import { type InstanceId } from '../tenancy/ids.js';
import { openBench, openTestStorage } from '../testing/bench.js';
import { ageHeartbeat, freshWorker, ownedSession, wantedInstance } from '../testing/sessions.js';
import { withClient } from '../testing/throwaway-database.js';
import { untilBlocked } from '../testing/until-blocked.js';

const WANTED = { evenUnwanted: false };

/** Two pools on one database, as two workers have them. */
describe('Two workers that claim the same sessions at the same moment', () => {
  const bench = openBench();
  let second: OpenStorage;
  beforeAll(async () => {
    second = await openTestStorage(bench.url);
  });
  afterAll(() => second.close());

  const row = (id: InstanceId) =>
    bench.database.client.instance.findUniqueOrThrow({ where: { id } });

  /** Both have judged the session free before either may take it. */
  async function claimAtOnce(id: InstanceId): Promise<number> {
    const rivals = [await freshWorker(bench), await freshWorker(bench)];
    let won = 0;
    await withClient(bench.url, async (holder) => {
      await holder.query('BEGIN');
      await holder.query('SELECT FROM instances WHERE id = $1 FOR UPDATE', [id]);
      const tries = [bench, second].map(({ repositories }, at) =>
        repositories.sessionClaims.claim(rivals[at] ?? '', [id], WANTED),
      );
      await untilBlocked(bench, 2);
      await holder.query('COMMIT');
      won = (await Promise.all(tries)).flat().length;
    });
    expect(rivals).toContain((await row(id)).owner);
    return won;
  }

  it('are one winner and one loser over a session that nobody owns', async () => {
    const { id } = await wantedInstance(bench);
    expect(await claimAtOnce(id)).toBe(1);
  });

  it('are one winner and one loser over the session of a dead worker', async () => {
    const { instanceId, workerId } = await ownedSession(bench);
    await ageHeartbeat(bench, workerId, 60_000);
    expect(await claimAtOnce(instanceId)).toBe(1);
  });

  it('share many sessions without a deadlock, each going to one of them', async () => {
    const ids: InstanceId[] = [];
    for (let n = 0; n < 10; n += 1) ids.push((await wantedInstance(bench)).id);
    const tries = [bench, second].map(async ({ repositories }, at) => {
      const worker = await freshWorker(bench);
      const some = at === 0 ? ids : [...ids].reverse();
      return repositories.sessionClaims.claim(worker, some, WANTED);
    });
    const leases = (await Promise.all(tries)).flat();
    expect(leases).toHaveLength(ids.length);
    for (const { instanceId, workerId, epoch } of leases) {
      expect(epoch).toBe(1);
      expect((await row(instanceId)).owner).toBe(workerId);
    }
  });
});
