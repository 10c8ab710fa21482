import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type SessionAnnouncer } from './session-announcer.js';
import { LoginProgress } from './login-progress.js';
import { Pairing } from './pairing.js';

const WINDOW_MS = 180_000;

/* Only the timers of Node are replaced: three minutes are too long for a test. */
beforeEach(() => void jest.useFakeTimers({ doNotFake: ['performance'] }));
afterEach(() => void jest.useRealTimers());

function startPairing() {
  const clock = { nowMs: 0 };
  let failures = 0;
  // Nothing is announced before the first code.
  const announcer = undefined as unknown as SessionAnnouncer;
  const pairing = new Pairing(
    announcer,
    new LoginProgress(),
    () => Promise.resolve(void (failures += 1)),
    () => clock.nowMs,
  );
  pairing.begin({ kind: 'qr' }, false);
  const passMs = (clockMs: number, timersMs = clockMs) => {
    clock.nowMs += clockMs;
    jest.advanceTimersByTime(timersMs);
  };
  return { pairing, passMs, failures: () => failures };
}

describe('A pairing that is not answered', () => {
  it('ends after three minutes', () => {
    const { pairing, passMs, failures } = startPairing();
    passMs(WINDOW_MS - 1);
    expect([pairing.isRunning, failures()]).toEqual([true, 0]);
    passMs(1);
    expect([pairing.isRunning, failures()]).toEqual([false, 1]);
  });

  it('ends although its timer fired a fraction of a millisecond early', () => {
    const { passMs, failures } = startPairing();
    passMs(WINDOW_MS - 0.4, WINDOW_MS + 1);
    expect(failures()).toBe(0);
    passMs(1);
    expect(failures()).toBe(1);
  });

  it('ends three minutes after it was last asked for', () => {
    const { pairing, passMs, failures } = startPairing();
    passMs(100_000);
    expect(pairing.share({ kind: 'qr' })).toBe(true);
    passMs(100_000);
    expect(failures()).toBe(0);
    passMs(80_000);
    expect(failures()).toBe(1);
  });
});
