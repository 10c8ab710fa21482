import { describe, expect, it } from '@jest/globals';
import { openBench } from '../testing/bench.js';
import { ageHeartbeat, freshWorker, ownedSession } from '../testing/sessions.js';
import { HEARTBEAT_VALID_MS } from './heartbeat.js';

const DAY_MS = 24 * 60 * 60 * 1000;

describe('A worker', () => {
  const bench = openBench();
  const find = async (id: string) =>
    (await bench.repositories.workers.list()).find((worker) => worker.id === id);

  it('lives from its registration on, and is listed with what it owns', async () => {
    const id = await freshWorker(bench);
    await ownedSession(bench, id);
    await ownedSession(bench, id);
    expect(await find(id)).toEqual({
      id,
      host: 'here',
      pid: 1,
      maxSessions: 10,
      sessions: 2,
      startedAt: expect.any(Date),
      heartbeatAt: expect.any(Date),
      drainingSince: null,
      isLive: true,
    });
  });

  it('is taken for dead when its heartbeat lapses, and lives again with the next beat', async () => {
    const id = await freshWorker(bench);
    await ageHeartbeat(bench, id, HEARTBEAT_VALID_MS + 1000);
    expect(await find(id)).toMatchObject({ isLive: false });
    expect(await bench.repositories.workers.beat(id)).toBe(true);
    expect(await find(id)).toMatchObject({ isLive: true });
  });

  it('learns from a beat that its row is gone', async () => {
    const id = await freshWorker(bench);
    await bench.repositories.workers.retire(id);
    expect(await bench.repositories.workers.beat(id)).toBe(false);
    expect(await find(id)).toBeUndefined();
  });

  it('drains since the first time it said so', async () => {
    const id = await freshWorker(bench);
    await bench.repositories.workers.drain(id);
    const first = (await find(id))?.drainingSince;
    expect(first).toBeInstanceOf(Date);
    await bench.repositories.workers.drain(id);
    expect((await find(id))?.drainingSince).toEqual(first);
  });

  it('is forgotten a day after its death, unless it still owns a session', async () => {
    const [fresh, idle, owning] = [
      await freshWorker(bench),
      await freshWorker(bench),
      await freshWorker(bench),
    ];
    await ownedSession(bench, owning);
    await ageHeartbeat(bench, fresh, DAY_MS - 60_000);
    await ageHeartbeat(bench, idle, DAY_MS + 60_000);
    await ageHeartbeat(bench, owning, DAY_MS + 60_000);
    expect(await bench.repositories.workers.sweep()).toBe(1);
    expect(await find(fresh)).toBeDefined();
    expect(await find(idle)).toBeUndefined();
    expect(await find(owning)).toBeDefined();
  });
});
