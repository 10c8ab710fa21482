import { describe, expect, it } from '@jest/globals';
import { Recovery } from './recovery.js';

describe('The recovery of a session', () => {
  it('rests longer after each failure, and after the fifth so long that another worker may try', () => {
    const recovery = new Recovery();
    const rests = Array.from({ length: 5 }, () => recovery.rest(0));
    expect(rests.map(({ delayMs }) => delayMs)).toEqual([1_000, 2_000, 4_000, 8_000, 16_000]);
    expect(rests.map(({ isLong }) => isLong)).toEqual([false, false, false, false, true]);
  });

  it('begins anew once the session was open', () => {
    const recovery = new Recovery();
    recovery.rest(0);
    recovery.rest(0);
    recovery.opened();
    expect(recovery.rest(0).delayMs).toBe(1_000);
  });

  it('remembers a lost keepalive until the next opening, and tells of it once', () => {
    const recovery = new Recovery();
    recovery.closed({ events: ['keepalive_timeout', 'disconnected'], then: 'retry' });
    recovery.closed({ events: ['connect_failure'], then: 'retry' });
    expect(recovery.opened().afterKeepalive).toBe(true);
    expect(recovery.opened().afterKeepalive).toBe(false);
  });
});
