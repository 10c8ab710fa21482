import { describe, expect, it } from '@jest/globals';
import { INSTANCE_STATES, type InstanceState } from '@starling/contract';
import { stateAfter } from './state-after.js';

const CONNECTING: readonly InstanceState[] = [
  'connecting',
  'qr_ready',
  'pair_success',
  'manual_reconnect',
  'keepalive_restored',
];

describe('The state that REST shows', () => {
  it('is connected only after an open socket, and logged out only after a logout', () => {
    const saying = (state: string) =>
      INSTANCE_STATES.filter((event) => stateAfter(event, false) === state);
    expect(saying('connected')).toEqual(['connected']);
    expect(saying('loggedout')).toEqual(['logged_out']);
    expect(saying('connecting')).toEqual(expect.arrayContaining([...CONNECTING]));
    expect(saying('connecting')).toHaveLength(CONNECTING.length);
  });

  it('is connecting after a failure that a reconnect follows, and disconnected otherwise', () => {
    for (const event of ['disconnected', 'stream_error', 'connect_failure'] as const) {
      expect(stateAfter(event, true)).toBe('connecting');
      expect(stateAfter(event, false)).toBe('disconnected');
    }
  });
});
