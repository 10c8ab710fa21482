import { describe, expect, it } from '@jest/globals';
import { timestamp } from '@starling/contract';
import fc from 'fast-check';
import { formatTimestamp } from './format-timestamp.js';
import { formatUptime } from './format-uptime.js';

const HOUR_MS = 3_600_000;

describe('An uptime', () => {
  it.each([
    [0, '0h0m0s'],
    [999, '0h0m0s'],
    [-5, '0h0m0s'],
    [61_000, '0h1m1s'],
    [12 * HOUR_MS + 34 * 60_000 + 56_000, '12h34m56s'],
    [1000 * HOUR_MS, '1000h0m0s'],
  ])('of %i ms reads %s', (uptimeMs, text) => {
    expect(formatUptime(uptimeMs)).toBe(text);
  });

  it('adds up to the whole seconds it was made of', () => {
    fc.assert(
      fc.property(fc.nat(10 * 365 * 24 * HOUR_MS), (uptimeMs) => {
        const parts = /^(\d+)h(\d{1,2})m(\d{1,2})s$/.exec(formatUptime(uptimeMs)) ?? [];
        const [hours, minutes, seconds] = parts.slice(1).map(Number) as [number, number, number];
        expect(Math.max(minutes, seconds)).toBeLessThan(60);
        expect(hours * 3600 + minutes * 60 + seconds).toBe(Math.floor(uptimeMs / 1000));
      }),
    );
  });
});

describe('A timestamp', () => {
  it('cuts the fraction', () => {
    expect(formatTimestamp(new Date('2026-04-28T10:30:00.999Z'))).toBe('2026-04-28T10:30:00Z');
  });

  it('is what the contract takes for one, whatever the moment', () => {
    const bounds = {
      min: new Date('1970-01-01'),
      max: new Date('9999-12-31'),
      noInvalidDate: true,
    };
    fc.assert(
      fc.property(fc.date(bounds), (moment) => {
        const text = formatTimestamp(moment);
        expect(timestamp.safeParse(text).success).toBe(true);
        expect(moment.getTime() - new Date(text).getTime()).toBe(moment.getMilliseconds());
      }),
    );
  });
});
