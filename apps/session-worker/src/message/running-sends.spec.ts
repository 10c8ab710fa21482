import { describe, expect, it } from '@jest/globals';
import { RunningSends } from './running-sends.js';

const forever = new AbortController().signal;

/** A send that ends when the test says so. */
function aSend() {
  let runs = 0;
  let resolve: (reply: string) => void = () => undefined;
  let reject: (reason: unknown) => void = () => undefined;
  const promise = new Promise<string>((...settle) => ([resolve, reject] = settle));
  const send = () => {
    runs += 1;
    return promise;
  };
  return { send, resolve, reject, runs: () => runs };
}

describe('A send that is repeated while it runs', () => {
  it('runs once, and both get its reply', async () => {
    const sends = new RunningSends<string>();
    const [one, other] = [aSend(), aSend()];
    const answers = [sends.run('id', forever, one.send), sends.run('id', forever, other.send)];
    one.resolve('sent');
    expect(await Promise.all(answers)).toEqual(['sent', 'sent']);
    expect([one.runs(), other.runs()]).toEqual([1, 0]);
  });

  it('runs once, and both get its failure', async () => {
    const sends = new RunningSends<string>();
    const [one, other] = [aSend(), aSend()];
    const answers = [sends.run('id', forever, one.send), sends.run('id', forever, other.send)];
    one.reject(new Error('refused'));
    const outcomes = await Promise.allSettled(answers);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(other.runs()).toBe(0);
  });

  it('runs again when the first one was aborted', async () => {
    const sends = new RunningSends<string>();
    const [one, other] = [aSend(), aSend()];
    const cancelled = new AbortController();
    const first = sends.run('id', cancelled.signal, one.send);
    const second = sends.run('id', forever, other.send);
    cancelled.abort();
    one.reject(cancelled.signal.reason);
    await expect(first).rejects.toBe(cancelled.signal.reason);
    other.resolve('sent');
    expect(await second).toBe('sent');
    expect(other.runs()).toBe(1);
  });

  it('runs again once the first one is over, and beside one with another id', async () => {
    const sends = new RunningSends<string>();
    const [one, two, third] = [aSend(), aSend(), aSend()];
    const first = sends.run('id', forever, one.send);
    const beside = sends.run('other id', forever, two.send);
    one.resolve('first');
    await first;
    const again = sends.run('id', forever, third.send);
    two.resolve('beside');
    third.resolve('again');
    expect(await Promise.all([beside, again])).toEqual(['beside', 'again']);
  });
});
