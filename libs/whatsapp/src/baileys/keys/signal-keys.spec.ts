import { describe, expect, it } from '@jest/globals';
import { type SessionWrite } from '@starling/domain';
import { type SessionStore } from '../../port/session-store.js';
import { KeyCache } from './key-cache.js';
import { encodeKey } from './key-codec.js';
import { SignalKeys } from './signal-keys.js';

/** Answers when it is told to, in whichever order. */
class SlowMemory implements SessionStore {
  readonly asked: { readonly id: string; answer: () => void }[] = [];
  readonly written: SessionWrite[] = [];
  failure: Error | undefined;

  creds = () => Promise.resolve(undefined);
  journal = () => Promise.resolve(new Map());

  keys(type: string, ids: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> {
    const [id = ''] = ids;
    return new Promise((resolve) => {
      const answer = () => resolve(new Map([[id, encodeKey(type, `value of ${id}`)]]));
      this.asked.push({ id, answer });
    });
  }

  write(write: SessionWrite): Promise<void> {
    this.written.push(write);
    return this.failure ? Promise.reject(this.failure) : Promise.resolve();
  }
}

const keysOn = (memory: SessionStore, onFailure: (error: unknown) => void = () => undefined) =>
  new SignalKeys(memory, new KeyCache(), onFailure);
const tick = () => new Promise((next) => setImmediate(next));

describe('The key store', () => {
  it('answers in the order of asking, whatever the memory does', async () => {
    const memory = new SlowMemory();
    const keys = keysOn(memory);
    const order: string[] = [];
    const ask = (id: string) => keys.get('lid-mapping', [id]).then(() => order.push(id));
    const all = [ask('first'), ask('second')];
    memory.asked[1]?.answer();
    await tick();
    const cached = ask('second');
    await tick();
    expect(order).toEqual([]);
    memory.asked[0]?.answer();
    await Promise.all([...all, cached]);
    expect(order).toEqual(['first', 'second', 'second']);
  });

  it('asks its memory once for what it may keep, and every time for one-time keys', async () => {
    const memory = new SlowMemory();
    const keys = keysOn(memory);
    const read = async (type: 'lid-mapping' | 'pre-key') => {
      const answer = keys.get(type, ['1']);
      await tick();
      memory.asked.at(-1)?.answer();
      await answer;
    };
    await read('lid-mapping');
    await read('lid-mapping');
    expect(memory.asked).toHaveLength(1);
    await read('pre-key');
    await read('pre-key');
    expect(memory.asked).toHaveLength(3);
  });

  it('hands out lists that may be changed', async () => {
    const keys = keysOn(new SlowMemory());
    await keys.set({ 'device-list': { '5511': ['0'] } });
    const { '5511': list } = await keys.get('device-list', ['5511']);
    list?.push('7');
    expect(await keys.get('device-list', ['5511'])).toEqual({ '5511': ['0'] });
  });

  it('says that a write failed before Baileys can take it for something else', async () => {
    const memory = new SlowMemory();
    const told: unknown[] = [];
    const keys = keysOn(memory, (error) => told.push(error));
    memory.failure = new Error('the disk is full');
    await expect(keys.set({ session: { a: null } })).rejects.toBe(memory.failure);
    expect(told).toEqual([memory.failure]);
  });
});
