import { describe, expect, it } from '@jest/globals';
import { LoginProgress } from './login-progress.js';

describe('LoginProgress', () => {
  it('are told once to everybody who waits', async () => {
    const progress = new LoginProgress();
    const { signal } = new AbortController();
    const told = Promise.all([progress.next(signal), progress.next(signal)]);
    expect(progress.areAwaited).toBe(true);
    progress.reach({ kind: 'opened' });
    progress.reach({ kind: 'failed', reason: 'too late for them' });
    expect(await told).toEqual([{ kind: 'opened' }, { kind: 'opened' }]);
    expect(progress.areAwaited).toBe(false);
  });

  it('are waited for no longer than the signal allows', async () => {
    const progress = new LoginProgress();
    const waiting = new AbortController();
    const next = progress.next(waiting.signal);
    waiting.abort();
    expect(await next).toBeUndefined();
    expect(await progress.next(waiting.signal)).toBeUndefined();
    expect(progress.areAwaited).toBe(false);
  });
});
