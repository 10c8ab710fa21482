import { describe, expect, it } from '@jest/globals';
import { openBench } from '../testing/bench.js';
import { ageHeartbeat, claimAnyway, freshWorker, ownedSession } from '../testing/sessions.js';
import { withClient } from '../testing/throwaway-database.js';
import { untilBlocked } from '../testing/until-blocked.js';

describe('While a commit is under way', () => {
  const bench = openBench();

  it('a claim waits for it, and no write passes behind the claim', async () => {
    const lease = await ownedSession(bench);
    const { sessionWrites, sessionKeys } = bench.repositories;
    const key = (value: string) => ({ type: 'session', id: 'a', value: Buffer.from(value) });
    await sessionWrites.write(lease, { keys: [key('1')] });
    const successor = await freshWorker(bench);
    await ageHeartbeat(bench, lease.workerId, 60_000);
    const settled: string[] = [];
    const note = (word: string) => () => void settled.push(word);

    await withClient(bench.url, async (holder) => {
      await holder.query('BEGIN');
      await holder.query('SELECT FROM signal_keys WHERE instance_id = $1 FOR UPDATE', [
        lease.instanceId,
      ]);
      const write = sessionWrites.write(lease, { keys: [key('2')] }).then(note('written'));
      await untilBlocked(bench, 1);
      const claim = claimAnyway(bench, successor, lease.instanceId);
      void claim.then(note('claimed'));
      await untilBlocked(bench, 2);
      expect(settled).toEqual([]);
      await holder.query('COMMIT');
      const [, claimed] = await Promise.allSettled([write, claim]);
      expect(claimed).toMatchObject({ value: [{ workerId: successor, epoch: 2 }] });
      const late = sessionWrites.write(lease, { keys: [key('3')] });
      await expect(late).rejects.toMatchObject({ code: 'LeaseLost' });
    });
    expect(settled.sort()).toEqual(['claimed', 'written']);
    expect((await sessionKeys.keys(lease, 'session', ['a'])).get('a')?.toString()).toBe('2');
  });
});
