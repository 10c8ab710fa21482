import { describe, expect, it } from '@jest/globals';
import { KeyedCallbackQueue } from './keyed-callback-queue.js';

describe('A keyed callback queue', () => {
  it('starts the work of a key after the work before it was released, and other keys at once', () => {
    const queue = new KeyedCallbackQueue();
    const begun: string[] = [];
    for (const name of ['a1', 'a2', 'b1', 'a3']) {
      queue.enter(name.slice(0, 1), () => begun.push(name));
    }
    expect(begun).toEqual(['a1', 'b1']);
    queue.release('a');
    expect(begun).toEqual(['a1', 'b1', 'a2']);
    queue.release('a');
    queue.release('a');
    queue.enter('a', () => begun.push('a4'));
    expect(begun).toEqual(['a1', 'b1', 'a2', 'a3', 'a4']);
  });
});
