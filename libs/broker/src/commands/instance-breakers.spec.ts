import { describe, expect, it } from '@jest/globals';
import { InstanceBreakers } from './instance-breakers.js';

const given = () => {
  const clock = { nowMs: 0 };
  const breakers = new InstanceBreakers(() => clock.nowMs);
  const run = (instance: string, timedOut: boolean) => {
    breakers.began(instance);
    breakers.ended(instance, timedOut);
  };
  return { clock, breakers, run };
};

describe('An instance', () => {
  it('may have five hundred commands under way, and others are not concerned', () => {
    const { breakers } = given();
    for (let count = 0; count < 500; count += 1) {
      expect(breakers.refuses('busy')).toBe(false);
      breakers.began('busy');
    }
    expect([breakers.refuses('busy'), breakers.refuses('other')]).toEqual([true, false]);
    breakers.ended('busy', false);
    expect(breakers.refuses('busy')).toBe(false);
  });

  it('whose last five commands ran into their deadline rests, and is then tried with one', () => {
    const { clock, breakers, run } = given();
    for (let count = 0; count < 5; count += 1) run('stuck', true);
    expect([breakers.refuses('stuck'), breakers.refuses('other')]).toEqual([true, false]);
    clock.nowMs = 10_000;
    expect(breakers.refuses('stuck')).toBe(false);
    breakers.began('stuck');
    expect(breakers.refuses('stuck')).toBe(true);
    breakers.ended('stuck', true);
    clock.nowMs = 19_999;
    expect(breakers.refuses('stuck')).toBe(true);
    clock.nowMs = 20_000;
    run('stuck', false);
    expect(breakers.refuses('stuck')).toBe(false);
  });

  it('that answers in between is not stuck, and one that is quiet is forgotten', () => {
    const { breakers, run } = given();
    for (const timedOut of [true, true, true, true, false, true, true]) run('slow', timedOut);
    expect(breakers.refuses('slow')).toBe(false);
    run('slow', false);
    expect(breakers.size).toBe(0);
  });
});
