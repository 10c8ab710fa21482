import { describe, expect, it } from '@jest/globals';
import { type StoredConnection, statusWords } from './status-words.js';

const stored = (change: Partial<StoredConnection>): StoredConnection => ({
  state: 'disconnected',
  awaitsPairing: false,
  isTemporarilyBanned: false,
  presence: 'available',
  ...change,
});

describe('An instance', () => {
  it.each([
    [{ state: 'connected' }, 'connected', 'Active', 'available'],
    [{ state: 'connected', presence: 'composing' }, 'connected', 'Active', 'composing'],
    [{ state: 'connecting' }, 'connecting', 'Connecting', 'unavailable'],
    [{ state: 'connecting', awaitsPairing: true }, 'qr', 'Waiting for QR scan', 'unavailable'],
    [{ state: 'disconnected' }, 'disconnected', 'Disconnected', 'unavailable'],
    [
      { state: 'disconnected', isTemporarilyBanned: true },
      'disconnected',
      'Temporarily banned',
      'unavailable',
    ],
    [{ state: 'loggedout' }, 'loggedout', 'Logged out', 'unavailable'],
  ] as const)('stored as %j is %s, "%s", %s', (change, status, displayStatus, presenceStatus) => {
    expect(statusWords(stored(change))).toEqual({ status, displayStatus, presenceStatus });
  });

  it.each(['connected', 'disconnected', 'loggedout'] as const)(
    'that is %s shows no code that a crash left behind',
    (state) => {
      expect(statusWords(stored({ state, awaitsPairing: true })).status).toBe(state);
    },
  );

  it('that works again after a ban shows no ban', () => {
    expect(
      statusWords(stored({ state: 'connected', isTemporarilyBanned: true })).displayStatus,
    ).toBe('Active');
  });
});
