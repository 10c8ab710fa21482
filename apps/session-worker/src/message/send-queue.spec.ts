import { setImmediate as nextTick } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { SendQueue } from './send-queue.js';

/* Time stands still unless a test moves it; a pace that is changed makes the line look at the clock again. */
const clock = { nowMs: 0 };
const FIVE_A_SECOND = { messagesPerSecond: 5, burst: 1 };
const HOURLY = { messagesPerSecond: 1 / 3_600, burst: 1 };

function aLine(pace: { messagesPerSecond: number; burst: number } | null): SendQueue {
  clock.nowMs = 0;
  const line = new SendQueue(() => clock.nowMs);
  line.change(pace);
  return line;
}

const never = new AbortController().signal;

/** What became of each, in the order in which it did. */
function send(line: SendQueue, names: readonly string[], signal = never) {
  const outcomes: string[] = [];
  for (const name of names) {
    line.waitForPermit(signal).then(
      () => outcomes.push(name),
      (error: Error) => outcomes.push(`${name}: ${error.message}`),
    );
  }
  return outcomes;
}

const TOO_MANY = 'WhatsApp rate limit reached. Try again later.';

describe('A line of messages', () => {
  it('is none while no pace is set', async () => {
    const line = aLine(null);
    const sent = send(line, ['a', 'b', 'c']);
    await nextTick();
    expect(sent).toEqual(['a', 'b', 'c']);
  });

  it('moves one by one, in the order of arrival', async () => {
    const line = aLine(FIVE_A_SECOND);
    const sent = send(line, ['a', 'b', 'c']);
    const seen: string[][] = [];
    for (const nowMs of [0, 199, 200, 399, 400]) {
      clock.nowMs = nowMs;
      line.change(FIVE_A_SECOND);
      await nextTick();
      seen.push([...sent]);
    }
    expect(seen).toEqual([['a'], ['a'], ['a', 'b'], ['a', 'b'], ['a', 'b', 'c']]);
  });

  it('moves by itself as time goes by', async () => {
    const line = new SendQueue();
    line.change({ messagesPerSecond: 1_000, burst: 1 });
    await Promise.all([
      line.waitForPermit(never),
      line.waitForPermit(never),
      line.waitForPermit(never),
    ]);
    expect(line.length).toBe(0);
  });

  it('refuses who would wait for more than a minute, and takes nothing for it', async () => {
    const line = aLine({ messagesPerSecond: 1 / 30, burst: 1 });
    const sent = send(line, ['a', 'b', 'c', 'd']);
    expect(() => line.ensureRoom()).toThrow(TOO_MANY);
    await nextTick();
    expect(sent).toEqual([`d: ${TOO_MANY}`, 'a']);
    line.change(null);
    await nextTick();
    expect(sent.slice(2)).toEqual(['b', 'c']);
  });

  it('refuses who would be behind a hundred others', async () => {
    const line = aLine(FIVE_A_SECOND);
    const sent = send(
      line,
      Array.from({ length: 102 }, (_, at) => String(at)),
    );
    await nextTick();
    expect([line.length, sent]).toEqual([100, [`101: ${TOO_MANY}`, '0']]);
    line.end(new Error('over'));
  });

  it('moves up when somebody leaves it', async () => {
    const line = aLine(FIVE_A_SECOND);
    const leaving = new AbortController();
    const sent = send(line, ['a']);
    const left = send(line, ['b'], leaving.signal);
    const stayed = send(line, ['c']);
    leaving.abort(new Error('hung up'));
    clock.nowMs = 200;
    line.change(FIVE_A_SECOND);
    await nextTick();
    expect([sent, left, stayed]).toEqual([['a'], ['b: hung up'], ['c']]);
  });

  it('refuses those who came before, once a slower pace would keep them for too long', async () => {
    const line = aLine(FIVE_A_SECOND);
    const sent = send(line, ['a', 'b', 'c']);
    line.change(HOURLY);
    await nextTick();
    expect([line.length, sent]).toEqual([0, ['a', `b: ${TOO_MANY}`, `c: ${TOO_MANY}`]]);
  });

  it('that ends tells all who wait why', async () => {
    const line = aLine(FIVE_A_SECOND);
    const sent = send(line, ['a', 'b', 'c']);
    line.end(new Error('moved'));
    await nextTick();
    expect(sent).toEqual(['a', 'b: moved', 'c: moved']);
  });
});
