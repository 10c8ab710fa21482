import { beforeEach, describe, expect, it } from '@jest/globals';
import { KeyedQueue } from './keyed-queue.js';

/** Tasks that note when they begin, and end when they are told to. */
let queue: KeyedQueue;
let begun: string[];
let ends: Map<string, () => void>;

beforeEach(() => {
  queue = new KeyedQueue();
  begun = [];
  ends = new Map();
});

const add = (key: string, name: string): Promise<string> =>
  queue.add(key, async () => {
    begun.push(name);
    await new Promise<void>((resolve) => ends.set(name, resolve));
    return name;
  });
const end = (name: string) => ends.get(name)?.();
const nextTick = () => new Promise(setImmediate);

describe('A keyed queue', () => {
  it('runs the tasks of a key one after another, and those of another key beside them', async () => {
    const [first, second, other] = [add('a', 'a1'), add('a', 'a2'), add('b', 'b1')];
    await nextTick();
    expect(begun).toEqual(['a1', 'b1']);
    end('a1');
    expect(await first).toBe('a1');
    await nextTick();
    expect(begun).toEqual(['a1', 'b1', 'a2']);
    end('a2');
    end('b1');
    expect(await Promise.all([second, other])).toEqual(['a2', 'b1']);
  });

  it('goes on behind a task that rejects, and passes the rejection on', async () => {
    const failing = queue.add('a', () => Promise.reject(new Error('no')));
    const next = queue.add('a', () => Promise.resolve('yes'));
    await expect(failing).rejects.toThrow('no');
    expect(await next).toBe('yes');
  });

  it('is busy for a key while it has tasks, and idle when none has any', async () => {
    const task = add('a', 'a1');
    expect([queue.isBusy('a'), queue.isBusy('b')]).toEqual([true, false]);
    let isIdle = false;
    const idle = queue.idle().then(() => (isIdle = true));
    await nextTick();
    expect(isIdle).toBe(false);
    end('a1');
    await Promise.all([task, idle]);
    expect(queue.isBusy('a')).toBe(false);
  });
});
