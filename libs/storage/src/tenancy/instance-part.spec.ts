import { jest, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { openBench } from '../testing/bench.js';
import { anInstance, freshTenant } from '../testing/fixtures.js';

describe('Reads of the same tick', () => {
  const bench = openBench();
  const socket = (mediaBase64: boolean) => ({ enabled: true, events: [], mediaBase64 });

  async function given(mediaBase64: boolean) {
    const { scope } = await freshTenant(bench);
    const websocket = socket(mediaBase64);
    const { id } = await bench.repositories.instances.create(
      scope,
      anInstance('sales', { websocket }),
    );
    return { scope, id };
  }

  it('are one query, and each gets its own tenant’s rows', async () => {
    const tenants = [await given(true), await given(false), await given(true)];
    const query = jest.spyOn(pg.Client.prototype, 'query');
    const found = await Promise.all(
      tenants.map(({ scope, id }) => bench.repositories.websocketConfigs.find(scope, id)),
    );
    expect(found).toEqual([socket(true), socket(false), socket(true)]);
    expect(query).toHaveBeenCalledTimes(1);
    query.mockRestore();
  });

  it('fail alone when one of them names what is another tenant’s', async () => {
    const [mine, theirs] = [await given(true), await given(false)];
    const { websocketConfigs } = bench.repositories;
    const [own, foreign, another] = await Promise.allSettled([
      websocketConfigs.find(mine.scope, mine.id),
      websocketConfigs.find(mine.scope, theirs.id),
      websocketConfigs.find(theirs.scope, theirs.id),
    ]);
    expect([own, another]).toMatchObject([{ value: socket(true) }, { value: socket(false) }]);
    expect(foreign).toMatchObject({ status: 'rejected', reason: { code: 'InstanceNotFound' } });
  });

  it('see all that was written before they were asked for', async () => {
    const { scope, id } = await given(true);
    const { websocketConfigs } = bench.repositories;
    const earlier = websocketConfigs.find(scope, id);
    await websocketConfigs.put(scope, id, socket(false));
    expect(await websocketConfigs.find(scope, id)).toEqual(socket(false));
    await earlier;
  });

  it('are answered however many they are', async () => {
    const { scope, id } = await given(true);
    const { webhooks } = bench.repositories;
    const found = await Promise.all(Array.from({ length: 450 }, () => webhooks.list(scope, id)));
    expect(found.every((each) => each.length === 0)).toBe(true);
  });
});
