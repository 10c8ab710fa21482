import { describe, expect, it } from '@jest/globals';
import { FairQueue, QueueFullError } from './fair-queue.js';

const forever = new AbortController().signal;
const LIMITS = { maxRunning: 2, maxRunningPerKey: 2, maxWaitingPerKey: 100 };

/** A queue whose work ends when the test says so; `begun` names the work in the order in which it began. */
function openQueue(limits = LIMITS) {
  const queue = new FairQueue(limits);
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const add = (name: string, signal = forever) =>
    queue.run(name.charAt(0), signal, () => {
      begun.push(name);
      return new Promise<string>((resolve) => ends.set(name, () => resolve(name)));
    });
  const end = async (name: string) => {
    await new Promise(setImmediate);
    ends.get(name)?.();
    await new Promise(setImmediate);
  };
  return { queue, begun, add, end, settle: () => new Promise(setImmediate) };
}

describe('A fair queue', () => {
  it('runs as much at a time as it has places, and the work of one key in its order', async () => {
    const { begun, add, end, settle } = openQueue();
    const all = ['a1', 'a2', 'a3', 'a4'].map((name) => add(name));
    await settle();
    expect(begun).toEqual(['a1', 'a2']);
    await end('a2');
    expect(begun).toEqual(['a1', 'a2', 'a3']);
    for (const name of ['a1', 'a3', 'a4']) await end(name);
    expect(await Promise.all(all)).toEqual(['a1', 'a2', 'a3', 'a4']);
  });

  it('serves keys round robin, however much one of them queued before', async () => {
    const { begun, add, end } = openQueue({ ...LIMITS, maxRunning: 1 });
    for (const name of ['a1', 'a2', 'a3', 'b1', 'b2', 'c1']) void add(name);
    for (const name of ['a1', 'a2', 'b1', 'c1', 'a3']) await end(name);
    expect(begun).toEqual(['a1', 'a2', 'b1', 'c1', 'a3', 'b2']);
  });

  it('keeps a place free of a key that has its share, though nobody else waits', async () => {
    const { begun, add, end, settle } = openQueue({ ...LIMITS, maxRunningPerKey: 1 });
    for (const name of ['a1', 'a2', 'a3']) void add(name);
    await settle();
    expect(begun).toEqual(['a1']);
    void add('b1');
    await settle();
    expect(begun).toEqual(['a1', 'b1']);
    await end('b1');
    expect(begun).toEqual(['a1', 'b1']);
    await end('a1');
    expect(begun).toEqual(['a1', 'b1', 'a2']);
  });

  it('refuses what is too much of one key, and takes more once some has begun', async () => {
    const { add, end, settle } = openQueue({ ...LIMITS, maxRunning: 1, maxWaitingPerKey: 2 });
    for (const name of ['a1', 'a2', 'a3']) void add(name);
    await expect(add('a4')).rejects.toBeInstanceOf(QueueFullError);
    void add('b1');
    await end('a1');
    void add('a5');
    await settle();
    await expect(add('a6')).rejects.toBeInstanceOf(QueueFullError);
  });

  it('gives the place of work that fails to the next', async () => {
    const { queue, begun, add, settle } = openQueue({ ...LIMITS, maxRunning: 1 });
    const failing = queue.run('a', forever, () => Promise.reject(new Error('broken')));
    void add('a1');
    await expect(failing).rejects.toThrow('broken');
    await settle();
    expect(begun).toEqual(['a1']);
  });

  it('forgets what gives up waiting, and never begins what had given up before', async () => {
    const { begun, add, end } = openQueue({ ...LIMITS, maxRunning: 1, maxWaitingPerKey: 1 });
    void add('a1');
    const impatient = new AbortController();
    const waiting = add('a2', impatient.signal);
    impatient.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    await expect(add('a3', impatient.signal)).rejects.toThrow('enough');
    void add('a4');
    await end('a1');
    expect(begun).toEqual(['a1', 'a4']);
  });

  it('calls what enters by hand at once or later, until its place is released', () => {
    const queue = new FairQueue({ ...LIMITS, maxRunning: 1, maxWaitingPerKey: 1 });
    const begun: number[] = [];
    const entered = [1, 2, 3].map((n) => queue.enter('a', () => begun.push(n)));
    expect([entered, begun]).toEqual([[true, true, false], [1]]);
    queue.release('a');
    queue.release('a');
    expect(queue.enter('b', () => begun.push(4))).toBe(true);
    expect(begun).toEqual([1, 2, 4]);
  });
});
