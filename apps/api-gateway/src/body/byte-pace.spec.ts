import { describe, expect, it } from '@jest/globals';
import { AccountPaces, BytePace } from './byte-pace.js';

describe('A pace', () => {
  it('lets a burst through at once, and what comes behind it in order', async () => {
    const pace = new BytePace(1_000);
    const passed: string[] = [];
    const take = (name: string, bytes: number) => pace.take(bytes).then(() => passed.push(name));
    await take('burst', 250);
    const third = take('second', 30).then(() => take('third', 1));
    expect(passed).toEqual(['burst']);
    await third;
    expect(passed).toEqual(['burst', 'second', 'third']);
  });

  it('is shared by the requests of an account, and by no other account', async () => {
    const paces = new AccountPaces(1_000);
    const of = (account: string) => paces.run(account, (pace) => Promise.resolve(pace));
    await paces.run('mine', async (pace) => {
      expect(await of('mine')).toBe(pace);
      expect(await of('other')).not.toBe(pace);
    });
  });
});
