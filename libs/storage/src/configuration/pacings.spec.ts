import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { type InstanceId } from '../tenancy/ids.js';
import { openBench } from '../testing/bench.js';
import { anInstance, freshTenant } from '../testing/fixtures.js';

describe('The pacing of an instance', () => {
  const bench = openBench();

  async function given() {
    const { scope } = await freshTenant(bench);
    const { id } = await bench.repositories.instances.create(scope, anInstance('sales'));
    return { scope, id, pacings: bench.repositories.pacings };
  }

  it('is off until it is set, is replaced, and goes off again', async () => {
    const { id, pacings } = await given();
    const seen = [await pacings.find(id)];
    for (const pacing of [
      { messagesPerSecond: 0.5, burst: 3 },
      { messagesPerSecond: 1 / 3, burst: 1 },
      null,
      null,
    ]) {
      await pacings.change(id, pacing);
      seen.push(await pacings.find(id));
    }
    expect(seen).toEqual([
      null,
      { messagesPerSecond: 0.5, burst: 3 },
      { messagesPerSecond: 1 / 3, burst: 1 },
      null,
      null,
    ]);
  });

  it('cannot be set for an instance that is not there, and goes with it', async () => {
    const { scope, id, pacings } = await given();
    const pacing = { messagesPerSecond: 1, burst: 1 };
    await pacings.change(id, pacing);
    await bench.repositories.instances.delete(scope, id);
    expect(await pacings.find(id)).toBeNull();
    for (const gone of [id, randomUUID() as InstanceId]) {
      await expect(pacings.change(gone, pacing)).rejects.toMatchObject({
        code: 'InstanceNotFound',
      });
    }
  });
});
