import { describe, expect, it } from '@jest/globals';
import { RetryPacer } from './retry-pacer.js';

const MAX_RUNNING = 8;
const MINUTE_MS = 60_000;

describe('A retry pacer', () => {
  it('gives moments one after another, as fast as the endpoint answers', () => {
    const pacer = new RetryPacer(MAX_RUNNING);
    for (let answer = 0; answer < 100; answer += 1) pacer.noteAnswer(80);
    const first = pacer.reserveMs(0, 0);
    const second = pacer.reserveMs(0, 0);
    expect(second - first).toBeCloseTo(80 / MAX_RUNNING, 1);
  });

  it('gives moments at most a minute away, and apart, however many wait for an endpoint that is down', () => {
    const pacer = new RetryPacer(MAX_RUNNING);
    for (let answer = 0; answer < 100; answer += 1) pacer.noteAnswer(10_000);
    const delays = Array.from({ length: 10_000 }, (_, index) => pacer.reserveMs(0, index / 10_000));
    expect(Math.max(...delays)).toBeLessThanOrEqual(MINUTE_MS);
    expect(delays.filter((ms) => ms < 1_000).length).toBeLessThan(MAX_RUNNING);
  });
});
