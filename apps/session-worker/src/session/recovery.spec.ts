import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
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
    recovery.closed(['keepalive_timeout', 'disconnected']);
    recovery.closed(['connect_failure']);
    expect(recovery.opened().afterKeepalive).toBe(true);
    expect(recovery.opened().afterKeepalive).toBe(false);
  });
});

describe('A rest', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  /** The fifth in a row: sixteen seconds. */
  function longRest() {
    const recovery = new Recovery();
    let dials = 0;
    for (let failure = 0; failure < 4; failure += 1) recovery.rest(0);
    recovery.rest(0).afterwards(() => (dials += 1));
    return { recovery, dials: () => dials };
  }

  it('ends early for somebody who waits, but is never shorter than a second', () => {
    const { recovery, dials } = longRest();
    for (let ask = 0; ask < 9; ask += 1) {
      jest.advanceTimersByTime(100);
      recovery.hurry();
    }
    expect(dials()).toBe(0);
    jest.advanceTimersByTime(100);
    expect(dials()).toBe(1);
    recovery.hurry();
    jest.advanceTimersByTime(60_000);
    expect(dials()).toBe(1);
  });

  it('lasts as long as it should for nobody, and not at all once it is given up', () => {
    const { dials } = longRest();
    jest.advanceTimersByTime(15_999);
    expect(dials()).toBe(0);
    jest.advanceTimersByTime(1);
    expect(dials()).toBe(1);
    const other = longRest();
    other.recovery.cancel();
    other.recovery.hurry();
    jest.advanceTimersByTime(60_000);
    expect(other.dials()).toBe(0);
  });
});
