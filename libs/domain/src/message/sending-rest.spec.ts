import { describe, expect, it } from '@jest/globals';
import { SendingRest } from './sending-rest.js';

describe('A number whose messages are refused', () => {
  const refusedAt = (rest: SendingRest, ...moments: number[]) =>
    moments.map((nowMs) => rest.refused(nowMs));

  it('rests for ten seconds after three in a row', () => {
    const rest = new SendingRest();
    expect(refusedAt(rest, 0, 20_000, 40_000)).toEqual([false, false, true]);
    expect([40_000, 49_999, 50_000].map((nowMs) => rest.isOver(nowMs))).toEqual([
      false,
      false,
      true,
    ]);
  });

  it('goes on while they are more than a minute apart', () => {
    const rest = new SendingRest();
    expect(refusedAt(rest, 0, 30_000, 60_000, 95_000)).toEqual([false, false, false, false]);
  });

  it('goes on while others are accepted in between', () => {
    const rest = new SendingRest();
    refusedAt(rest, 0, 1);
    rest.accepted(2);
    expect(refusedAt(rest, 3, 4, 5)).toEqual([false, false, true]);
  });

  it('rests twice as long each time, up to five minutes, until one is accepted', () => {
    const rest = new SendingRest();
    refusedAt(rest, 0, 0, 0);
    let nowMs = 10_000;
    for (const lengthMs of [20_000, 40_000, 80_000, 160_000, 300_000, 300_000]) {
      expect(rest.refused(nowMs)).toBe(true);
      expect([nowMs + lengthMs - 1, nowMs + lengthMs].map((at) => rest.isOver(at))).toEqual([
        false,
        true,
      ]);
      nowMs += lengthMs;
    }
    rest.accepted(nowMs);
    expect(refusedAt(rest, nowMs, nowMs, nowMs)).toEqual([false, false, true]);
    expect(rest.isOver(nowMs + 10_000)).toBe(true);
  });

  it('rests no longer for what was on its way when the rest began', () => {
    const rest = new SendingRest();
    refusedAt(rest, 0, 0, 0);
    expect([rest.refused(1), rest.throttled(2)]).toEqual([false, false]);
    rest.accepted(3);
    expect(rest.isOver(9_999)).toBe(false);
    expect(rest.refused(10_000)).toBe(true);
    expect(rest.isOver(29_999)).toBe(false);
  });

  it('rests at once when WhatsApp asks for patience', () => {
    const rest = new SendingRest();
    expect([rest.isOver(0), rest.throttled(0), rest.isOver(9_999)]).toEqual([true, true, false]);
  });
});
