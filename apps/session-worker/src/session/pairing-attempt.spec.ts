import { describe, expect, it } from '@jest/globals';
import { isSameMode, PairingAttempt } from './pairing-attempt.js';

const MINUTE_MS = 60_000;

const attemptAt = (mode: ConstructorParameters<typeof PairingAttempt>[0]) => {
  const clock = { nowMs: 0 };
  return { clock, attempt: new PairingAttempt(mode, () => clock.nowMs) };
};

describe('A pairing attempt', () => {
  it('is over three minutes after somebody last asked', () => {
    const { clock, attempt } = attemptAt({ kind: 'qr' });
    clock.nowMs = 2 * MINUTE_MS;
    attempt.extend();
    clock.nowMs = 5 * MINUTE_MS - 1;
    expect([attempt.isOver, attempt.remainingMs]).toEqual([false, 1]);
    clock.nowMs = 5 * MINUTE_MS;
    expect([attempt.isOver, attempt.remainingMs]).toEqual([true, 0]);
  });

  it('shows its codes newest first, and the newest is the one to use', () => {
    const { attempt } = attemptAt({ kind: 'qr' });
    attempt.show({ kind: 'qr', qr: 'one' });
    attempt.show({ kind: 'qr', qr: 'two' });
    expect(attempt.qrs).toEqual(['two', 'one']);
    expect(attempt.current).toEqual({ kind: 'qr', qr: 'two' });
    attempt.clear();
    expect([attempt.qrs, attempt.current]).toEqual([[], undefined]);
  });

  it('wants another pairing code when the last one is a minute old', () => {
    const { clock, attempt } = attemptAt({ kind: 'code', number: '5511999999999' });
    expect(attempt.wantsNewCode).toBe(true);
    attempt.show({ kind: 'code', code: 'ABCD1234' });
    clock.nowMs = MINUTE_MS - 1;
    expect(attempt.wantsNewCode).toBe(false);
    clock.nowMs = MINUTE_MS;
    expect(attempt.wantsNewCode).toBe(true);
  });

  it('is shared by those who ask in the same way, and for the same number', () => {
    const [qr, code] = [{ kind: 'qr' }, { kind: 'code', number: '1' }] as const;
    expect(isSameMode(qr, { kind: 'qr' })).toBe(true);
    expect(isSameMode(code, { kind: 'code', number: '1' })).toBe(true);
    expect(isSameMode(code, { kind: 'code', number: '2' })).toBe(false);
    expect(isSameMode(qr, code)).toBe(false);
  });
});
