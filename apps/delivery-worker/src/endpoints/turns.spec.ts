import { describe, expect, it } from '@jest/globals';
import { Turns } from './turns.js';

const AT_A_TIME = 8;
const MINUTE_MS = 60_000;

describe('Turns at a busy endpoint', () => {
  it('come one after another, as fast as it answers', () => {
    const turns = new Turns(AT_A_TIME);
    for (let answer = 0; answer < 100; answer += 1) turns.noteAnswer(80);
    const first = turns.takeMs(0, 0);
    const second = turns.takeMs(0, 0);
    expect(second - first).toBeCloseTo(80 / AT_A_TIME, 1);
  });

  it('are at most a minute away, and apart, however many wait for one that does not answer', () => {
    const turns = new Turns(AT_A_TIME);
    for (let answer = 0; answer < 100; answer += 1) turns.noteAnswer(10_000);
    const taken = Array.from({ length: 10_000 }, (_, index) => turns.takeMs(0, index / 10_000));
    expect(Math.max(...taken)).toBeLessThanOrEqual(MINUTE_MS);
    const inFirstSecond = taken.filter((ms) => ms < 1_000);
    expect(inFirstSecond.length).toBeLessThan(AT_A_TIME);
  });
});
