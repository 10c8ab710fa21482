import { describe, expect, it } from '@jest/globals';
import { PairingSteps } from './pairing-steps.js';

describe('What connect pages see of a session', () => {
  it('is each code, and why the codes ended', () => {
    const steps = new PairingSteps();
    expect([
      steps.after('connecting', {}),
      steps.after('qr_ready', { codes: ['first'] }),
      steps.after('qr_ready', { codes: ['second', 'first'] }),
      steps.after('pair_error', { reason: 'codes used up' }),
    ]).toEqual([
      undefined,
      { kind: 'qr', qr: 'first' },
      { kind: 'qr', qr: 'second' },
      { kind: 'ended', reason: 'codes used up' },
    ]);
  });

  it('is a pairing code when a number was given', () => {
    const said = { codes: [], pairingCode: 'ABCD1234' };
    expect(new PairingSteps().after('qr_ready', said)).toEqual({ kind: 'code', code: 'ABCD1234' });
  });

  it('is no code any more once the phone has used it', () => {
    const steps = new PairingSteps();
    steps.after('qr_ready', { codes: ['first'] });
    expect(steps.after('pair_success', {})).toEqual({ kind: 'ended', reason: undefined });
    expect(steps.after('connected', {})).toBeUndefined();
  });

  it('is why a pairing ended that never had a code', () => {
    const steps = new PairingSteps();
    expect(steps.after('pair_error', { reason: 'proxy failed' })).toEqual({
      kind: 'ended',
      reason: 'proxy failed',
    });
  });

  it('is nothing of a session that only reconnects', () => {
    const steps = new PairingSteps();
    const events = ['disconnected', 'connecting', 'connected'] as const;
    expect(events.map((event) => steps.after(event, { reason: 'timeout' }))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
