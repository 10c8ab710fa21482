import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { startSandbox } from '../sandbox.js';

it('A restart keeps posts, reactions, disappearing messages and shops', async () => {
  const options = { seed: 'restart', dataDir: mkdtempSync(join(tmpdir(), 'newsletters-')) };
  const before = await startSandbox(options);
  const vega = before.contacts.add({ number: '5511900000001', name: 'Vega' });
  const channel = before.newsletters.create({ name: 'Stars', owner: vega });
  const post = await channel.post('bright');
  channel.react(vega, post, '⭐');
  await channel.post('brighter');
  const product = vega.shop.addProduct({ name: 'Lens', price: 1, currency: 'BRL' });
  before.world.profiles.disappearing.update(vega.lid, { durationSeconds: 60, sinceMs: 1 });
  await before.close();

  const after = await startSandbox(options);
  const again = after.newsletters.get(channel.jid);
  expect(again?.posts.map(({ serverId }) => serverId)).toEqual([100, 101]);
  expect([...(again?.posts[0]?.reactions.values() ?? [])]).toEqual(['⭐']);
  expect(again?.posts[0]?.plaintext).toEqual(post.plaintext);
  expect(after.world.profiles.shops.get(vega.lid).products).toEqual([product]);
  expect(after.world.profiles.disappearing.get(vega.lid).durationSeconds).toBe(60);
  await after.close();
});
