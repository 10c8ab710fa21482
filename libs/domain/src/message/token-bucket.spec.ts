import { describe, expect, it } from '@jest/globals';
import { TokenBucket } from './token-bucket.js';

describe('A pace', () => {
  /** When each of so many goes that all wait from the beginning. */
  const departures = (bucket: TokenBucket, count: number, fromMs = 0): number[] => {
    let nowMs = fromMs;
    return Array.from({ length: count }, () => {
      nowMs += bucket.readyInMs(nowMs);
      expect(bucket.take(nowMs)).toBe(true);
      return Math.round(nowMs);
    });
  };

  it('lets a burst go at once and then one after the other', () => {
    const bucket = new TokenBucket({ messagesPerSecond: 0.5, burst: 3 }, 0);
    expect(departures(bucket, 6)).toEqual([0, 0, 0, 2_000, 4_000, 6_000]);
  });

  it('earns its burst back in a time of quiet, and no more than that', () => {
    const bucket = new TokenBucket({ messagesPerSecond: 0.5, burst: 2 }, 0);
    departures(bucket, 2);
    expect(departures(bucket, 4, 3_600_000)).toEqual([3_600_000, 3_600_000, 3_602_000, 3_604_000]);
  });

  it('takes nothing from whoever comes too early', () => {
    const bucket = new TokenBucket({ messagesPerSecond: 1, burst: 1 }, 0);
    expect([bucket.take(0), bucket.take(999), bucket.take(1_000)]).toEqual([true, false, true]);
  });

  it('drifts by nothing over a thousand messages at an odd rate', () => {
    const bucket = new TokenBucket({ messagesPerSecond: 0.3, burst: 1 }, 0);
    expect(departures(bucket, 1_001).at(-1)).toBe(Math.round(1_000 / 0.3) * 1_000 + 333);
  });

  it('knows when the last of a line goes', () => {
    const bucket = new TokenBucket({ messagesPerSecond: 2, burst: 3 }, 0);
    expect([1, 3, 4, 103].map((count) => bucket.readyInMs(0, count))).toEqual([0, 0, 500, 50_000]);
  });

  it('that is changed counts on from what was used', () => {
    const bucket = new TokenBucket({ messagesPerSecond: 1, burst: 10 }, 0);
    departures(bucket, 4);
    bucket.change({ messagesPerSecond: 0.1, burst: 2 }, 0);
    expect(departures(bucket, 3)).toEqual([0, 0, 10_000]);
  });

  it('is not moved by a clock that goes back', () => {
    const bucket = new TokenBucket({ messagesPerSecond: 1, burst: 1 }, 5_000);
    bucket.take(5_000);
    expect(bucket.take(4_000)).toBe(false);
  });
});
