import { describe, expect, it } from '@jest/globals';
import { PublishBacklog } from './publish-backlog.js';

const failing = (times: number, done: () => void) => {
  let left = times;
  return () => {
    left -= 1;
    if (left >= 0) return Promise.reject(new Error('not yet'));
    done();
    return Promise.resolve();
  };
};

describe('A line of acts that are tried again', () => {
  it('keeps their order, however often the first ones fail', async () => {
    const lines = new PublishBacklog(1);
    const order: string[] = [];
    const add = (name: string, times: number) =>
      lines.add(
        'a',
        failing(times, () => order.push(name)),
      );
    await Promise.all([add('one', 5), add('two', 0), add('three', 2)]);
    expect(order).toEqual(['one', 'two', 'three']);
    expect(lines.has('a')).toBe(false);
  });

  it('holds nobody up in another line', async () => {
    const lines = new PublishBacklog(1, 50);
    const stuck = lines.add(
      'a',
      failing(1_000, () => undefined),
    );
    let isDone = false;
    await lines.add(
      'b',
      failing(0, () => (isDone = true)),
    );
    expect([isDone, lines.has('a'), lines.has('b')]).toEqual([true, true, false]);
    await expect(stuck).rejects.toThrow('not yet');
  });

  it('goes on behind one that gave up', async () => {
    const lines = new PublishBacklog(1, 20);
    const first = lines.add(
      'a',
      failing(1_000, () => undefined),
    );
    let isDone = false;
    const second = lines.add(
      'a',
      failing(0, () => (isDone = true)),
    );
    await expect(first).rejects.toThrow('not yet');
    await second;
    expect(isDone).toBe(true);
  });
});
