import { describe, expect, it } from '@jest/globals';
import { Milestones } from './milestones.js';

describe('Milestones', () => {
  it('are told once to everybody who waits', async () => {
    const milestones = new Milestones();
    const { signal } = new AbortController();
    const told = Promise.all([milestones.next(signal), milestones.next(signal)]);
    expect(milestones.areAwaited).toBe(true);
    milestones.reach({ kind: 'opened' });
    milestones.reach({ kind: 'failed', reason: 'too late for them' });
    expect(await told).toEqual([{ kind: 'opened' }, { kind: 'opened' }]);
    expect(milestones.areAwaited).toBe(false);
  });

  it('are waited for no longer than the signal allows', async () => {
    const milestones = new Milestones();
    const waiting = new AbortController();
    const next = milestones.next(waiting.signal);
    waiting.abort();
    expect(await next).toBeUndefined();
    expect(await milestones.next(waiting.signal)).toBeUndefined();
    expect(milestones.areAwaited).toBe(false);
  });
});
