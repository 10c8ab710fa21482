import { describe, expect, it } from '@jest/globals';
import { TickBatch } from './tick-batch.js';

const nextTick = () => new Promise(setImmediate);

describe('A tick batch', () => {
  it('writes the items of one tick together, and those of the next tick with the next call', async () => {
    const written: (readonly string[])[] = [];
    const batch = new TickBatch<string>((items) => {
      written.push(items);
      return Promise.resolve();
    });
    const first = [batch.add('a'), Promise.resolve().then(() => batch.add('b'))];
    expect(written).toEqual([]);
    await Promise.all(first);
    await batch.add('c');
    await nextTick();
    expect(written).toEqual([['a', 'b'], ['c']]);
  });

  it('writes the next batch while the one before it is under way', async () => {
    const ends: (() => void)[] = [];
    const batch = new TickBatch<string>(() => new Promise((resolve) => ends.push(resolve)));
    const first = batch.add('a');
    await nextTick();
    const second = batch.add('b');
    await nextTick();
    expect(ends).toHaveLength(2);
    ends[1]?.();
    await second;
    ends[0]?.();
    await first;
  });

  it('gives every item the one result, or the one failure, of its batch', async () => {
    const sizes = new TickBatch<string, number>((items) => Promise.resolve(items.length));
    expect(await Promise.all([sizes.add('a'), sizes.add('b')])).toEqual([2, 2]);
    const failing = new TickBatch<string>(() => Promise.reject(new Error('disk full')));
    const [first, second] = [failing.add('a'), failing.add('b')];
    await expect(first).rejects.toThrow('disk full');
    await expect(second).rejects.toThrow('disk full');
  });

  it('gives each item its own result when the write returns one promise for each', async () => {
    const batch = new TickBatch<number, number>((items) =>
      items.map((n) => (n < 0 ? Promise.reject(new Error(`${n}`)) : Promise.resolve(n * 10))),
    );
    const outcomes = await Promise.allSettled([batch.add(1), batch.add(-2), batch.add(3)]);
    expect(outcomes).toMatchObject([
      { status: 'fulfilled', value: 10 },
      { status: 'rejected', reason: { message: '-2' } },
      { status: 'fulfilled', value: 30 },
    ]);
  });

  it('rejects every item when the write throws, and works again afterwards', async () => {
    let isBroken = true;
    const batch = new TickBatch<string>(() => {
      if (isBroken) throw new Error('not connected');
      return Promise.resolve();
    });
    const [first, second] = [batch.add('a'), batch.add('b')];
    await expect(first).rejects.toThrow('not connected');
    await expect(second).rejects.toThrow('not connected');
    isBroken = false;
    await expect(batch.add('c')).resolves.toBeUndefined();
  });
});
