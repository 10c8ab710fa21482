import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ATTEMPT_WAITS_MS, nextAttemptDelayMs } from './attempt-schedule.js';
import { judgeAnswer } from './delivery-verdict.js';
import { afterAttempt, type BreakerState, HEALTHY, letThrough } from './endpoint-breaker.js';
import { eventUrl } from './event-url.js';
import { retryAfterMs } from './retry-after.js';

const HOUR_MS = 3_600_000;
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('The schedule of attempts', () => {
  it('has fifteen of them over 24.3 hours', () => {
    expect(ATTEMPT_WAITS_MS).toHaveLength(15);
    const totalMs = ATTEMPT_WAITS_MS.reduce((sum, wait) => sum + wait, 0);
    expect(totalMs / HOUR_MS).toBeCloseTo(24.33, 1);
    expect(ATTEMPT_WAITS_MS.slice(0, 4)).toEqual([0, 5_000, 15_000, 30_000]);
  });

  it('stretches every wait by at most a fifth and never shortens it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 14 }), random, (made, chance) => {
        const step = ATTEMPT_WAITS_MS[made] as number;
        const delay = nextAttemptDelayMs(made, undefined, chance) as number;
        expect(delay).toBeGreaterThanOrEqual(step);
        expect(delay).toBeLessThanOrEqual(step * 1.2);
      }),
    );
  });

  it('ends after the fifteenth, whatever the receiver asks for', () => {
    expect(nextAttemptDelayMs(15, 1_000, 0)).toBeUndefined();
  });

  it('waits as long as the receiver asks when that is longer than the step', () => {
    expect(nextAttemptDelayMs(1, 60_000, 0)).toBe(60_000);
    expect(nextAttemptDelayMs(9, 60_000, 0)).toBe(40 * 60_000);
  });
});

describe('Retry-After', () => {
  it('counts for 429 and 503 alone, in seconds or as a date', () => {
    expect(retryAfterMs(429, '30', 0)).toBe(30_000);
    expect(retryAfterMs(503, 'Thu, 01 Jan 1970 00:01:00 GMT', 0)).toBe(60_000);
    expect(retryAfterMs(500, '30', 0)).toBeUndefined();
    expect(retryAfterMs(429, undefined, 0)).toBeUndefined();
    expect(retryAfterMs(429, 'soon', 0)).toBeUndefined();
  });

  it('is never negative and never beyond an hour, whatever is sent', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.nat().map(String)), (header) => {
        const wait = retryAfterMs(429, header, Date.now()) ?? 0;
        expect(wait >= 0 && wait <= HOUR_MS).toBe(true);
      }),
    );
  });
});

describe('The verdict on an answer', () => {
  it('is delivered for every 2xx, given up for 410, 413 and 415, and retried for all else', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 599 }), (status) => {
        const hopeless = [410, 413, 415].includes(status);
        const good = status >= 200 && status <= 299;
        expect(judgeAnswer(status)).toBe(good ? 'delivered' : hopeless ? 'give_up' : 'retry');
      }),
    );
    expect(judgeAnswer(undefined)).toBe('retry');
  });
});

describe('The url of an event', () => {
  it.each([
    ['https://app/wh?k=1', 'https://app/wh/message.exchange?k=1'],
    ['https://app/wh/', 'https://app/wh/message.exchange'],
    ['https://app', 'https://app/message.exchange'],
    ['https://app/?k=/', 'https://app/message.exchange?k=/'],
  ])('of %s by events is %s', (url, expected) => {
    expect(eventUrl(url, true, 'message.exchange')).toBe(expected);
    expect(eventUrl(url, false, 'message.exchange')).toBe(url);
  });
});

describe('The breaker of an endpoint', () => {
  const failedTimes = (times: number) =>
    Array.from({ length: times }).reduce<BreakerState>(
      (state) => afterAttempt(state, false, 0),
      HEALTHY,
    );

  it('opens after ten failures in a row, and lets one probe at a time through after a pause', () => {
    expect(letThrough(failedTimes(9), 0).allowed).toBe(true);
    const open = failedTimes(10);
    expect(letThrough(open, 4_999).allowed).toBe(false);
    const probe = letThrough(open, 5_000);
    expect(probe.allowed).toBe(true);
    expect(letThrough(probe.state, 5_000).allowed).toBe(false);
  });

  it('is as new after one success, and never pauses longer than a minute', () => {
    fc.assert(
      fc.property(fc.nat({ max: 200 }), (failures) => {
        const state = failedTimes(failures);
        expect(letThrough(state, 60_000).allowed).toBe(true);
        expect(afterAttempt(state, true, 0)).toEqual(HEALTHY);
      }),
    );
  });
});
