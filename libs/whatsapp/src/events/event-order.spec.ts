import { describe, expect, it } from '@jest/globals';
import { EventOrder } from './event-order.js';

function deferred() {
  let resolve!: () => void;
  let reject!: (error: Error) => void;
  const promise = new Promise<void>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject };
}

describe('The order of events', () => {
  it('hands an event over at once when none waits', () => {
    const handed: string[] = [];
    void new EventOrder().hand(() => void handed.push('a'));
    expect(handed).toEqual(['a']);
  });

  it('keeps later events behind one whose row is not stored yet', async () => {
    const order = new EventOrder();
    const handed: string[] = [];
    const row = deferred();
    const first = order.hand(() => void handed.push('a'), row.promise);
    const second = order.hand(() => void handed.push('b'));
    await new Promise(setImmediate);
    expect(handed).toEqual([]);
    row.resolve();
    await Promise.all([first, second]);
    expect(handed).toEqual(['a', 'b']);
    void order.hand(() => void handed.push('c'));
    expect(handed).toEqual(['a', 'b', 'c']);
  });

  it('does not keep later events until the listener is done with an earlier one', async () => {
    const order = new EventOrder();
    const handed: string[] = [];
    const done = deferred();
    const first = order.hand(() => {
      handed.push('a');
      return done.promise;
    }, Promise.resolve());
    await order.hand(() => void handed.push('b'));
    expect(handed).toEqual(['a', 'b']);
    done.resolve();
    await first;
  });

  it('hands nothing over for a row that failed, and goes on with the next event', async () => {
    const order = new EventOrder();
    const handed: string[] = [];
    const row = deferred();
    const first = order.hand(() => void handed.push('a'), row.promise);
    const second = order.hand(() => void handed.push('b'));
    row.reject(new Error('the database is away'));
    await expect(first).rejects.toThrow('the database is away');
    await second;
    expect(handed).toEqual(['b']);
  });
});
