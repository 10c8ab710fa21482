import { describe, expect, it } from '@jest/globals';
import { type ConnectionClose } from '@starling/whatsapp';
import { type SessionInput, type SessionPhase, stepOf } from './session-machine.js';

const PHASES: readonly SessionPhase[] = ['idle', 'pairing', 'opening', 'open', 'resting'];

const close = (change: Partial<ConnectionClose> = {}): ConnectionClose => ({
  code: undefined,
  byServer: false,
  reason: 'connection broken',
  isUnreachable: false,
  areCodesUsedUp: false,
  ...change,
});

const closed = (change: Partial<ConnectionClose> = {}, isPairing = false): SessionInput => ({
  kind: 'closed',
  close: close(change),
  isPairing,
});

describe('A request to open the saved session', () => {
  it.each<[SessionPhase, SessionPhase, string]>([
    ['idle', 'opening', 'connect'],
    ['pairing', 'opening', 'connect'],
    ['resting', 'opening', 'connect'],
    ['opening', 'opening', 'nothing'],
    ['open', 'open', 'nothing'],
  ])('in phase %s leads to %s by %s', (phase, next, act) => {
    expect(stepOf(phase, { kind: 'open' })).toEqual({ phase: next, act, events: [] });
  });

  it.each(PHASES)('connects again in phase %s when the connection is to be replaced', (phase) => {
    expect(stepOf(phase, { kind: 'reopen' })).toMatchObject({ phase: 'opening', act: 'connect' });
  });
});

describe('A close while codes are shown', () => {
  it('shows new codes when WhatsApp has no more of them', () => {
    const used = closed({ areCodesUsedUp: true }, true);
    expect(stepOf('pairing', used)).toEqual({ phase: 'pairing', act: 'show codes', events: [] });
  });

  it('dials later when WhatsApp was not reached', () => {
    const unreached = closed({ isUnreachable: true }, true);
    expect(stepOf('pairing', unreached)).toEqual({
      phase: 'pairing',
      act: 'dial later',
      events: [],
    });
  });

  it.each<[string, Partial<ConnectionClose>]>([
    ['codes are used up', { areCodesUsedUp: true }],
    ['WhatsApp was not reached', { isUnreachable: true }],
  ])('ends the pairing when %s and its time is over', (_, change) => {
    expect(stepOf('pairing', closed(change))).toMatchObject({
      act: 'stop',
      events: ['pair_error'],
    });
  });

  it('restarts at once after a successful pairing', () => {
    expect(stepOf('pairing', closed({ code: 515 }, true))).toEqual({
      phase: 'pairing',
      act: 'restart',
      events: [],
    });
  });
});

describe('A close of a session', () => {
  it.each<[string, SessionPhase, Partial<ConnectionClose>, SessionPhase, string, string[]]>([
    ['a broken connection', 'open', {}, 'resting', 'retry', ['disconnected']],
    [
      'a silent connection',
      'open',
      { code: 408 },
      'resting',
      'retry',
      ['keepalive_timeout', 'disconnected'],
    ],
    ['a failed dial', 'opening', {}, 'resting', 'retry', ['connect_failure']],
    ['a failed dial after a rest', 'resting', {}, 'resting', 'retry', ['connect_failure']],
    ['a removed device', 'open', { code: 401 }, 'open', 'forget', ['logged_out']],
    ['a ban', 'opening', { code: 403 }, 'opening', 'stop', ['temp_banned']],
    ['an outdated client', 'opening', { code: 405 }, 'opening', 'stop', ['client_outdated']],
    ['use elsewhere', 'open', { code: 440 }, 'open', 'stop', ['stream_replaced']],
  ])('by %s in phase %s', (_, phase, change, next, act, events) => {
    expect(stepOf(phase, closed(change))).toEqual({ phase: next, act, events });
  });
});

describe('A session that has ended', () => {
  const inputs: SessionInput[] = [
    { kind: 'open' },
    { kind: 'reopen' },
    { kind: 'show codes' },
    { kind: 'opened' },
    closed(),
    { kind: 'hand over' },
    { kind: 'end' },
  ];

  it.each(inputs)('stays ended and does nothing when the input is %p', (input) => {
    expect(stepOf('ended', input)).toEqual({ phase: 'ended', act: 'nothing', events: [] });
  });

  it.each(PHASES)('is reached from phase %s', (phase) => {
    expect(stepOf(phase, { kind: 'end' }).phase).toBe('ended');
  });
});
